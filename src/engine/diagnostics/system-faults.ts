import type { Diagnostic } from './diagnostic.ts';

/** What Node puts on the errors of the system. */
export interface SystemFault {
  /** `ENOSPC`, `ECONNREFUSED` … */
  readonly code: string;
  readonly path: string | undefined;
  readonly address: string | undefined;
  readonly port: number | undefined;
  readonly hostname: string | undefined;
  readonly syscall: string | undefined;
}

type Explanation = Pick<Diagnostic, 'code' | 'message' | 'hint'>;
type Explain = (fault: SystemFault) => Explanation;

const diskFull: Explain = ({ path, code }) => ({
  code: 'E0705',
  message: `${code === 'EDQUOT' ? 'disk quota used up' : 'disk full'}${path === undefined ? '' : ` while writing ${path}`}`,
  hint: 'make room, then run the same command again: what was published is untouched',
});

const refused: Explain = (fault) => ({
  code: 'E0901',
  message: `connection refused by ${endpoint(fault)}`,
  hint: 'is the server running, and are host and port those of the connection in alambic.yml?',
});

const unreachable: Explain = (fault) => ({
  code: 'E0901',
  message: `${endpoint(fault)} cannot be reached`,
  hint: 'check the network, the VPN and the firewall between this machine and the server',
});

const hostNotFound: Explain = ({ hostname, code }) => ({
  code: 'E0903',
  message: `${code === 'EAI_AGAIN' ? 'name server did not answer for' : 'host not found:'} ${hostname ?? 'the server'}`,
  hint: 'check the spelling of the host in alambic.yml, and that this machine has a network and a name server',
});

const lost: Explain = (fault) => ({
  code: 'E0906',
  message: `connection to ${endpoint(fault)} lost`,
  hint: 'the server closed it or went away; run the same command again, finished steps are not repeated',
});

const timedOut: Explain = (fault) => ({
  code: 'E0710',
  message: `deadline passed: no answer from ${endpoint(fault)}`,
  hint: 'check that the server is up and not overloaded, and that a firewall does not drop the packets',
});

const cancelled: Explain = () => ({
  code: 'E0708',
  message: 'interrupted',
  hint: 'run the same command again: finished steps are not repeated',
});

const untrusted: Explain = ({ code }) => ({
  code: 'E0907',
  message: `TLS failed: ${tlsReasons[code] ?? 'the handshake did not succeed'}`,
  hint: 'give the authority with NODE_EXTRA_CA_CERTS, or correct the host name; do not switch the check off',
});

const tlsReasons: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  CERT_NOT_YET_VALID: "the server's certificate is not valid yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is signed by itself",
  SELF_SIGNED_CERT_IN_CHAIN: 'an authority that this machine does not know signed the certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'an authority that this machine does not know signed the certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'an authority that this machine does not know signed the certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another host name",
};

/** By Node's code, or by the name of the error where it has none. */
export const systemFaults: Readonly<Record<string, Explain>> = {
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: ({ path }) => ({
    code: 'E0103',
    message: `${path ?? 'the folder'} is on a read-only file system`,
    hint: 'choose another folder for the warehouse and the lake in alambic.yml, or mount it for writing',
  }),
  ENOTDIR: ({ path }) => ({
    code: 'E0103',
    message: `${path ?? 'a folder'} cannot be made: a part of its path is a file`,
    hint: 'choose another folder for the warehouse and the lake in alambic.yml, or remove the file',
  }),
  EMFILE: () => ({
    code: 'E0103',
    message: 'too many open files',
    hint: 'raise the limit of this shell (ulimit -n 4096), or run with fewer --threads',
  }),
  ECONNREFUSED: refused,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EADDRINUSE: (fault) => ({
    code: 'E0910',
    message: `${endpoint(fault)} is in use by another program`,
    hint: 'stop that program, or choose another port for the embedded service in alambic.yml',
  }),
  ENOTFOUND: hostNotFound,
  EAI_AGAIN: hostNotFound,
  ECONNRESET: lost,
  EPIPE: lost,
  ECONNABORTED: lost,
  UND_ERR_SOCKET: lost,
  ETIMEDOUT: timedOut,
  ESOCKETTIMEDOUT: timedOut,
  UND_ERR_CONNECT_TIMEOUT: timedOut,
  UND_ERR_HEADERS_TIMEOUT: timedOut,
  TimeoutError: timedOut,
  ABORT_ERR: cancelled,
  AbortError: cancelled,
  EPROTO: untrusted,
  ...Object.fromEntries(Object.keys(tlsReasons).map((code) => [code, untrusted])),
};

/** A path that may not be opened, a port that may not be listened on, or a firewall that refuses: told apart by the call. */
function notAllowed(fault: SystemFault): Explanation {
  if (fault.syscall === 'listen' || fault.syscall === 'bind') {
    return {
      code: 'E0910',
      message: `${endpoint(fault)} may not be listened on`,
      hint: 'ports under 1024 belong to the system: choose a higher one in alambic.yml',
    };
  }
  if (fault.syscall === 'connect') return unreachable(fault);
  return {
    code: 'E0103',
    message: `permission denied: ${fault.path ?? 'a file'}`,
    hint: 'give the user who runs alambic read and write access to it, or choose another folder',
  };
}

function endpoint({ address, port, hostname }: SystemFault): string {
  const host = address ?? hostname;
  if (host === undefined) return port === undefined ? 'the server' : `port ${port}`;
  const shown = host.includes(':') ? `[${host}]` : host;
  return port === undefined ? shown : `${shown}:${port}`;
}
