import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What the network does next. */
export interface Fault {
  /** Text that the client sends, such as the name of a table: the fault comes on that connection, afterwards. */
  readonly seen: string;
  /** Bytes that still pass then, of both sides together. */
  readonly after: number;
  /** `cut`: this connection only, once. `refuse`: every connection, and no new one. `hang`: nothing passes any more. */
  readonly kind: 'cut' | 'refuse' | 'hang';
}

export interface FaultyProxy {
  readonly port: number;
  /** Faults that were planned and have come. */
  readonly faults: number;
  /** Connections that clients have made. */
  readonly connections: number;
  /** As if there were no proxy. */
  pass(): Promise<void>;
  /** Cuts every connection and refuses new ones. */
  refuse(): Promise<void>;
  /** Everybody stays connected, and nobody hears anything; new connections are accepted, and left alone. */
  hang(): void;
  /** Cuts every connection once. */
  cut(): void;
  plan(fault: Fault): void;
  close(): Promise<void>;
}

interface Link {
  readonly client: Socket;
  readonly upstream: Socket;
  /** Bytes until the fault, once its text was seen. */
  left: number | undefined;
  /** The end of what the client sent, since a text can come in two pieces. */
  tail: string;
}

/** Stands between a client and a server on 127.0.0.1, and fails as it is told to. */
export async function startFaultyProxy(target: number): Promise<FaultyProxy> {
  const links = new Set<Link>();
  let planned: Fault | undefined;
  let hanging = false;
  let [faults, connections] = [0, 0];
  const sever = ({ client, upstream }: Link): void => {
    client.resetAndDestroy();
    upstream.destroy();
  };
  const happen = async (link: Link, { kind }: Fault): Promise<void> => {
    planned = undefined;
    faults += 1;
    if (kind === 'cut') sever(link);
    else if (kind === 'refuse') await proxy.refuse();
    else hanging = true;
  };
  /** Whether the bytes may go on. */
  const passes = (link: Link, bytes: Buffer, fromClient: boolean): boolean => {
    if (hanging) return false;
    if (planned === undefined) return true;
    const fault = planned;
    if (link.left !== undefined) link.left -= bytes.length;
    else if (fromClient) {
      const text = link.tail + bytes.toString('latin1');
      if (text.includes(fault.seen)) link.left = fault.after - bytes.length;
      link.tail = text.slice(-fault.seen.length);
    }
    if (link.left === undefined || link.left > 0) return true;
    void happen(link, fault);
    return false;
  };
  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(target, '127.0.0.1');
    const link: Link = { client, upstream, left: undefined, tail: '' };
    links.add(link);
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      from.on('error', () => undefined);
      from.on('close', () => {
        // While nothing passes, the end of a connection does not either.
        if (hanging) return;
        links.delete(link);
        to.destroy();
      });
      from.on('data', (bytes: Buffer) => {
        if (!passes(link, bytes, from === client) || to.write(bytes)) return;
        from.pause();
        to.once('drain', () => from.resume());
      });
    } // prettier-ignore
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => void server.once('error', reject).listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const severAll = (): void => {
    for (const link of links) sever(link);
    links.clear();
  };
  const proxy: FaultyProxy = {
    port,
    get faults() {
      return faults;
    },
    get connections() {
      return connections;
    },
    async pass() {
      planned = undefined;
      // What was held back is lost: both sides have to begin anew.
      if (hanging) severAll();
      hanging = false;
      if (!server.listening) await listen(port);
    },
    async refuse() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      severAll();
      await closed;
    },
    hang: () => void (hanging = true),
    cut: severAll,
    plan: (fault) => void (planned = fault),
    async close() {
      hanging = false;
      if (server.listening) await proxy.refuse();
      else severAll();
    },
  };
  return proxy;
}
