import { startDocumentStore } from '../../services/document-store/start-document-store.ts';
import { mongodbConformance } from './mongodb.ts';

mongodbConformance('the document store', async () => {
  const server = await startDocumentStore({ auth: { user: 'root', password: 'secret' } });
  return { url: server.url, close: () => server.stop() };
});
