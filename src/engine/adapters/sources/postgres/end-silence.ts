import type { Socket } from 'node:net';
import type { ClientBase } from 'pg';

/** The code of the error of a connection that was ended because the server said nothing. */
export const silence = 'SERVER_SILENT';

/**
 * Ends a connection on which nothing has moved for some time, with an error that whatever waits for it gets: a network
 * that drops packets, or a server that is stopped, tells nobody. What was received and not read yet is no silence.
 *
 * @param milliseconds 0: never.
 * @param open sockets that are, for whoever closes them.
 */
export function endSilence(client: ClientBase, milliseconds: number, open: Set<Socket>): void {
  // The driver gives its socket to pg-copy-streams in the same way, though its types do not tell.
  const socket = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream;
  open.add(socket);
  socket.once('close', () => open.delete(socket));
  if (milliseconds === 0) return;
  // Looked at twice: a slow reader may have emptied the buffer just now, and the server can only then go on.
  const half = Math.ceil(milliseconds / 2);
  let heard: number | undefined;
  socket.setTimeout(half);
  socket.on('timeout', () => {
    if (socket.bytesRead === heard) socket.destroy(Object.assign(new Error('silence'), { code: silence }));
    else heard = socket.readableLength === 0 ? socket.bytesRead : undefined;
    socket.setTimeout(half);
  });
}
