import type { WarehouseFault } from '../../warehouse.ts';
import type { RawDuckDbError } from './duckdb-error.ts';
import { conversionMessage, csvMessage, rangeMessage } from './redact-message.ts';

export type Finding = Pick<WarehouseFault, 'code' | 'message' | 'hint'> & { readonly transient?: boolean };

/** DuckDB's message quotes values in many places: only messages known to be free of them pass, the others are rewritten. */
export function classifyError(raw: RawDuckDbError): Finding {
  if (/CSV Error on Line|sniffing/.test(raw.message)) return { code: 'E0706', message: csvMessage(raw.message) };
  return (rules[raw.type] ?? unknownFault)(raw);
}

const rules: Readonly<Record<string, (raw: RawDuckDbError) => Finding>> = {
  Parser: (raw) => ({
    code: 'E0401',
    message: firstLine(raw.message)
      .replace(/^(unterminated .+?) at or near .*$/, '$1')
      .replace(/at or near ""(.*)""$/, 'at or near "$1"'),
  }),
  Syntax: (raw) => ({ code: 'E0401', message: firstLine(raw.message) }),
  Binder: binderFault,
  Catalog: catalogFault,
  Conversion: (raw) => ({ code: 'E0405', message: conversionMessage(raw.message) }),
  'Mismatch Type': () => ({ code: 'E0405', message: 'a value has the wrong type' }),
  'Out of Range': (raw) => ({ code: 'E0405', message: rangeMessage(raw.message) }),
  'Not implemented': (raw) => ({ code: 'E0405', message: firstLine(raw.message) }),
  'Invalid Input': inputFault,
  Constraint: constraintFault,
  IO: ioFault,
  'Out of Memory': memoryFault,
  INTERRUPT: () => ({ code: 'E0708', message: 'interrupted' }),
  Interrupt: () => ({ code: 'E0708', message: 'interrupted' }),
  TransactionContext: transactionFault,
  Permission: (raw) => ({ code: 'E0701', message: firstLine(raw.message) }),
  Fatal: () => ({
    code: 'E0701',
    message: 'DuckDB gave up after an internal failure',
    hint: 'run the command again; if it recurs, the file may be damaged',
  }),
};

/** An appender reports some errors without their type. */
function unknownFault(raw: RawDuckDbError): Finding {
  if (raw.type !== '') return { code: 'E0701', message: `DuckDB failed with an error of type "${raw.type}"` };
  if (diskFullPattern.test(raw.message)) return diskFull;
  if (/^Failed to (append|commit|flush|close).*constraint/is.test(raw.message)) return brokenConstraint;
  return { code: 'E0701', message: 'DuckDB failed' };
}

function binderFault(raw: RawDuckDbError): Finding {
  const message = firstLine(raw.message);
  const near = /Candidate bindings:\s*:?\s*(.+)/.exec(raw.message)?.[1];
  const tables = /Candidate tables:\s*(.+)/.exec(raw.message)?.[1];
  if (
    /^(Referenced column|(Table|Values list) ".*" does not have a column|Could not find key|Ambiguous reference)/.test(
      message,
    )
  ) {
    return {
      code: 'E0402',
      // DuckDB calls the alias of a view a list of values.
      message: message.replace(/!$/, '').replace(/^Values list /, 'Table '),
      hint: near === undefined ? undefined : `there are: ${near}`,
    };
  }
  if (message.startsWith('Referenced table'))
    return {
      code: 'E0403',
      message: message.replace(/!$/, ''),
      hint: tables === undefined ? undefined : `there are: ${tables}`,
    };
  if (message.startsWith('No function matches')) {
    const candidates = raw.message
      .split('\n\t')
      .slice(2, 6)
      .map((each) => each.trim());
    const call = /'(.*)'/.exec(message)?.[1]?.replaceAll(/(INTEGER|STRING)_LITERAL/g, '$1');
    return {
      code: 'E0405',
      message: `no function takes these types: ${call ?? ''}`,
      hint: `there are: ${candidates.join(' · ')}`,
    };
  }
  return { code: 'E0405', message };
}

function catalogFault(raw: RawDuckDbError): Finding {
  const message = firstLine(raw.message).replace(/!$/, '');
  // What is being built aside has its name until it is published.
  const near = /Did you mean "([^"]+)"/.exec(raw.message)?.[1]?.replace(/__alambic\w*$/, '');
  const hint = near === undefined ? undefined : `did you mean "${near}"?`;
  if (/^Table with name .* does not exist$/.test(message)) {
    const isOurs = near !== undefined && !/^(pg_|duckdb_|sqlite_|pragma_|information_schema)/.test(near);
    return {
      code: 'E0403',
      message,
      hint: isOurs ? hint : 'a model is read with {{ref "…"}}, a source table with {{source "…" "…"}}',
    };
  }
  if (/Function with name .* does not exist/.test(message)) return { code: 'E0404', message, hint };
  if (/write-write conflict/i.test(message)) return conflictFault();
  return { code: 'E0403', message, hint };
}

function inputFault(raw: RawDuckDbError): Finding {
  if (raw.message.startsWith('More than one row returned by a subquery')) {
    return { code: 'E0701', message: 'a scalar subquery returned more than one row' };
  }
  if (/Parquet file|No magic bytes/i.test(raw.message)) {
    return {
      code: 'E0707',
      message: 'a Parquet file of the lake cannot be read: it is cut off or damaged',
      hint: 'build the model that exports it again, or extract the source again with --full-refresh',
    };
  }
  if (raw.message.startsWith('Malformed JSON')) return { code: 'E0405', message: 'a value is not JSON' };
  if (raw.message.startsWith('Could not parse string'))
    return { code: 'E0405', message: 'a text does not have the format that is asked for' };
  return {
    code: 'E0701',
    message: 'a function refused its input',
    hint: 'the message is not shown because it may quote a value',
  };
}

function constraintFault(raw: RawDuckDbError): Finding {
  const column = /^NOT NULL constraint failed: (\S+)$/.exec(raw.message)?.[1];
  if (column !== undefined) return { code: 'E0712', message: `null in ${column}, which must not be null` };
  const key = /^Duplicate key "(\w+): /.exec(raw.message)?.[1];
  return {
    code: 'E0712',
    message: key === undefined ? 'a constraint of the table is broken' : `duplicate key in column "${key}"`,
  };
}

function ioFault(raw: RawDuckDbError): Finding {
  const message = firstLine(raw.message);
  if (raw.errno === 28 || diskFullPattern.test(message)) return diskFull;
  if (message.startsWith('Could not set lock on file')) {
    const holder = /held in (.*?) \(PID (\d+)\)/.exec(message);
    return {
      code: 'E0711',
      message: `another process has the warehouse file open${holder === null ? '' : `: ${holder[1]}, pid ${holder[2]}`}`,
      hint: 'DuckDB gives a file to one process at a time: close the other one, or wait for it to end',
      transient: true,
    };
  }
  if (message.includes('not a valid DuckDB database file'))
    return {
      code: 'E0701',
      message: 'the warehouse file is not a DuckDB database',
      hint: 'choose another path for the warehouse',
    };
  return { code: 'E0701', message };
}

const diskFullPattern = /No space left|ENOSPC|disk is full/i;

const brokenConstraint: Finding = { code: 'E0712', message: 'a constraint of a table is broken' };

const diskFull: Finding = {
  code: 'E0705',
  message: 'no space left on the disk',
  hint: 'free some space and run the command again: what was published before is untouched',
};

function memoryFault(raw: RawDuckDbError): Finding {
  if (/max_temp_directory_size|offload/.test(raw.message)) return diskFull;
  return {
    code: 'E0701',
    message: 'out of memory',
    hint: 'raise memory_limit of the warehouse in alambic.yml, or lower its threads',
  };
}

function transactionFault(raw: RawDuckDbError): Finding {
  if (diskFullPattern.test(raw.message)) return diskFull;
  if (/constraint/i.test(raw.message)) return brokenConstraint;
  if (raw.message.startsWith('Current transaction is aborted')) {
    return { code: 'E0701', message: 'an earlier statement of the transaction failed' };
  }
  return conflictFault();
}

function conflictFault(): Finding {
  return { code: 'E0701', message: 'another transaction changed the same rows or relation', transient: true };
}

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0]!;
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
