import type { Socket } from 'node:net';
import type { ConnectionState } from '../commands/command.ts';
import type { Dispatcher } from '../dispatch.ts';
import { maxMessageBytes, readRequest, writeReply } from './messages.ts';
import { replyBody } from './reply-body.ts';

/** Answers the messages of one client, in order. What is no message of the protocol ends the connection. */
export function serveConnection(socket: Socket, connection: ConnectionState, dispatcher: Dispatcher): void {
  let chunks: Buffer[] = [];
  let bytes = 0;
  const answer = (message: Buffer): void => {
    const request = readRequest(message);
    const reply = dispatcher.dispatch(request.command, connection);
    if (request.silent) return;
    const parts = writeReply(request, replyBody(reply));
    socket.cork();
    for (const part of parts) socket.write(part);
    socket.uncork();
  };
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    try {
      while (bytes >= 16) {
        if (chunks[0]!.length < 4) chunks = [Buffer.concat(chunks)];
        const length = chunks[0]!.readInt32LE(0);
        if (length < 16 || length > maxMessageBytes) throw new Error('not a message');
        if (bytes < length) break;
        const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
        chunks = all.length === length ? [] : [all.subarray(length)];
        bytes -= length;
        answer(all.subarray(0, length));
      }
    } catch {
      socket.destroy();
    }
  });
}
