import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CuttingProxy {
  readonly port: number;
  /** Messages that clients have sent so far. */
  readonly messages: number;
  close(): Promise<void>;
}

export interface CutOptions {
  /** The message, counted over all connections from 1, at which everything is cut; none unless given. */
  readonly at?: number;
  /** The server still gets that message, and only its answer is lost. */
  readonly afterServer?: boolean;
}

/** Stands between a client and a MongoDB server and cuts every connection at a chosen message, for good. */
export async function startCuttingProxy(
  target: number,
  { at = Number.POSITIVE_INFINITY, afterServer = false }: CutOptions = {},
): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let messages = 0;
  let isCut = false;
  const cut = (): void => {
    isCut = true;
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
    let answerIsLost = false;
    upstream.on('data', (bytes) => (answerIsLost ? cut() : client.write(bytes)));
    eachMessage(client, (message) => {
      messages++;
      if (messages < at) return void upstream.write(message);
      if (!afterServer) return cut();
      answerIsLost = true;
      upstream.write(message);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get messages() {
      return messages;
    },
    async close() {
      cut();
    },
  };
}

function eachMessage(socket: Socket, use: (message: Buffer) => void): void {
  let bytes = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= 4 && bytes.length >= bytes.readInt32LE(0)) {
      const length = bytes.readInt32LE(0);
      const message = bytes.subarray(0, length);
      bytes = bytes.subarray(length);
      use(message);
    }
  });
}
