import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { ModelDefinition, Row } from '../../../define-model.ts';
import { describeThrown } from '../../diagnostics/thrown-error.ts';
import { rowChecker, WrongRow, type BatchPlace } from './check-rows.ts';
import type { WorkerFault, WorkerReply, WorkerRequest, WorkerSetup } from './transform-messages.ts';
import { packTable, transferList, unpackRows, type WireTable } from './wire-table.ts';

type Transform = ModelDefinition['transform'];

const setup = workerData as WorkerSetup;
const port = parentPort!;
const check = rowChecker(setup.columns);
const others = Object.fromEntries(
  setup.others.map(([name, table]) => [name, Object.freeze(unpackRows(table).map((row) => Object.freeze(row)))]),
);

// Source maps count only for modules that are loaded once they are on.
process.setSourceMapsEnabled(true);
const loaded = loadTransform();

port.on('message', (request: WorkerRequest) => void answer(request));

async function loadTransform(): Promise<Transform | WorkerFault> {
  try {
    const url = pathToFileURL(setup.bundleFile).href;
    const { modules } = (await import(url)) as {
      readonly modules: Readonly<Record<string, { readonly default: ModelDefinition }>>;
    };
    const definition = modules[setup.path]!.default;
    return (batch, context) => definition.transform(batch, context);
  } catch (error) {
    return thrown(error, 'while its file was imported');
  }
}

async function answer({ id, offset, table }: WorkerRequest): Promise<void> {
  const place: BatchPlace = { model: setup.model, input: setup.input, offset, rows: table.rows };
  const reply = await run(table, place);
  try {
    const moved = 'fault' in reply ? [] : transferList(reply.table);
    port.postMessage({ id, ...reply } satisfies WorkerReply, moved as ArrayBuffer[]);
  } catch {
    const message = `model "${setup.model}": a row holds something that cannot leave the worker, such as a function`;
    port.postMessage({ id, fault: { code: 'E0505', message } } satisfies WorkerReply);
  }
}

async function run(
  table: WireTable,
  place: BatchPlace,
): Promise<{ readonly table: WireTable } | { readonly fault: WorkerFault }> {
  const transform = await loaded;
  if (typeof transform !== 'function') return { fault: transform };
  const { model, target, vars } = setup;
  let returned: readonly Row[];
  try {
    returned = await transform(
      { [setup.input]: unpackRows(table), ...others },
      { model, target, vars, offset: place.offset },
    );
  } catch (error) {
    return {
      fault: thrown(error, `rows ${place.offset + 1} to ${place.offset + place.rows} of input "${place.input}"`),
    };
  }
  try {
    return { table: packTable(setup.columns, check(returned, place)) };
  } catch (error) {
    if (!(error instanceof WrongRow)) return { fault: thrown(error, 'while its rows were read') };
    return { fault: { code: 'E0505', message: error.message, hint: error.hint, column: error.column } };
  }
}

function thrown(error: unknown, given: string): WorkerFault {
  const { what, location } = describeThrown(error, setup.root);
  return {
    code: 'E0506',
    message: `model "${setup.model}" threw ${what}`,
    location,
    notes: [{ label: 'given', text: given }],
    hint: what.includes(':') ? undefined : 'its message is not shown, because it may quote a value',
  };
}
