import type { Diagnostic } from './diagnostic.ts';
import { systemFaults, type SystemFault } from './system-faults.ts';

/**
 * The diagnostic for a fault of the system: a full disk, a refused connection, a missing permission. Looks into causes
 * and into the errors of an AggregateError (which is what a host with two addresses gives).
 *
 * @returns Undefined where the error is none of these; it is then somebody else's to explain, or a bug of ours.
 */
export function explainSystemError(error: unknown): Diagnostic | undefined {
  for (const fault of faultsOf(error)) {
    const explain = Object.hasOwn(systemFaults, fault.code) ? systemFaults[fault.code] : undefined;
    if (explain !== undefined) return { severity: 'error', ...explain(fault) };
  }
  return undefined;
}

/** The error itself, then what it was caused by, outermost first; each once, since causes can form a ring. */
function faultsOf(error: unknown): readonly SystemFault[] {
  const found = new Set<object>();
  const visit = (next: unknown): void => {
    if (typeof next !== 'object' || next === null || found.has(next)) return;
    found.add(next);
  };
  visit(error);
  // A set is walked in the order of insertion, and what is added meanwhile is walked too.
  for (const each of found) {
    const { errors, cause } = each as { readonly errors?: unknown; readonly cause?: unknown };
    if (Array.isArray(errors)) for (const inner of errors) visit(inner);
    visit(cause);
  }
  return [...found].flatMap(asFault);
}

function asFault(error: object): readonly SystemFault[] {
  const { code, name, path, address, port, hostname, syscall } = error as Record<string, unknown>;
  // What an AbortSignal throws is known by its name alone; its code is a number.
  const known = typeof code === 'string' ? code : name;
  if (typeof known !== 'string') return [];
  return [
    {
      code: known,
      path: textOrNothing(path),
      address: textOrNothing(address),
      port: typeof port === 'number' ? port : undefined,
      hostname: textOrNothing(hostname),
      syscall: textOrNothing(syscall),
    },
  ];
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
