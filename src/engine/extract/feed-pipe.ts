import { execFile } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const betweenLooks = 2;

/** Makes a named pipe. False where the system has none. */
export async function makePipe(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  try {
    await promisify(execFile)('mkfifo', ['-m', '600', path]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Writes chunks into a named pipe for a reader that opens it by its path, and closes it at the end. A reader that is
 * gone ends the writing; a reader that never opens the pipe is not waited for once `reader` has settled. Neither side
 * can wait for ever: the pipe is opened without blocking, and written through the event loop, so no thread is held.
 *
 * @param reader Settles when the reader is done, in whatever way.
 * @throws What `chunks` throws; the pipe is then closed all the same, so that the reader ends.
 */
export async function feedPipe(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  reader: Promise<unknown>,
): Promise<void> {
  const side = { gone: false };
  const leave = (): void => void (side.gone = true);
  const settled = reader.then(leave, leave);
  const iterator = chunks[Symbol.asyncIterator]();
  let failed: { readonly error: unknown } | undefined;
  // Begun at once, so that whatever holds resources behind the chunks is asked for the first, and can be ended.
  let next = iterator.next();
  next.catch(() => undefined);
  const pipe = await openForWriting(path, () => side.gone);
  const socket = pipe === undefined ? undefined : new Socket({ fd: pipe, readable: false, writable: true });
  socket?.on('error', leave);
  try {
    for (let { done, value } = await next; done !== true && !side.gone; { done, value } = await next) {
      if (socket !== undefined && !socket.write(value)) await Promise.race([drained(socket), settled]);
      next = iterator.next();
    }
  } catch (error) {
    failed = { error };
  }
  await Promise.resolve(iterator.return?.()).catch(() => undefined);
  if (socket !== undefined) await close(socket);
  if (failed !== undefined) throw failed.error;
}

/** Undefined where the reader was gone before it opened the pipe. */
async function openForWriting(path: string, isGone: () => boolean): Promise<number | undefined> {
  while (!isGone()) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      // Nobody has it open to read yet.
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
    }
    await sleep(betweenLooks);
  }
  return undefined;
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}

function close(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed || socket.destroyed) return resolve();
    socket.once('close', () => resolve());
    socket.end(() => socket.destroy());
  });
}
