import type { RunEvent } from '../engine/run/run-results.ts';
import { locateYaml } from '../engine/parse/yaml/locate.ts';
import type { GlobalOptions, SelectionOptions } from './options.ts';
import { asSeenFromHere } from './print-diagnostics.ts';
import { projectSources } from './project-sources.ts';
import { jsonReporter } from './reporters/json-reporter.ts';
import { plainReporter } from './reporters/plain-reporter.ts';
import { quietReporter } from './reporters/quiet-reporter.ts';
import type { Reporter, ReporterOptions } from './reporters/reporter.ts';
import { terminalReporter } from './reporters/terminal-reporter.ts';
import { canRedraw, wantsColour } from './reporters/terminal-support.ts';
import { version } from './version.ts';

/** The reporter that a command line asks for: live on a terminal, plain lines elsewhere, JSON or silence on demand. */
export function createReporter(options: GlobalOptions & SelectionOptions, projectDir: string): Reporter {
  const read = projectSources(projectDir, options);
  let sources = read;
  const given: ReporterOptions = {
    output: process.stdout,
    colour: options.colour && wantsColour(process.stdout, process.env),
    redactor: options.redactor,
    version,
    sources: (file) => sources(file),
    locate: locateYaml,
  };
  const reporter = choose(options, given);
  const localise = (list: Parameters<Reporter['diagnostics']>[0]): typeof list => {
    const seen = asSeenFromHere(list, projectDir, read);
    const before = sources;
    sources = (file) => seen.sources(file) ?? before(file);
    return seen.shown;
  };
  return {
    event: (event) => reporter.event(withDiagnostics(event, localise)),
    diagnostics: (list) => reporter.diagnostics(localise(list)),
    close: () => reporter.close(),
  };
}

function choose(options: GlobalOptions, given: ReporterOptions): Reporter {
  if (options.logFormat === 'json') return jsonReporter(given);
  if (options.quiet === true) return quietReporter(given);
  return canRedraw(process.stdout, process.env) ? terminalReporter(given) : plainReporter(given);
}

function withDiagnostics(
  event: RunEvent,
  localise: (list: Parameters<Reporter['diagnostics']>[0]) => Parameters<Reporter['diagnostics']>[0],
): RunEvent {
  if (event.type === 'step_finished')
    return { ...event, result: { ...event.result, diagnostics: localise(event.result.diagnostics) } };
  if (event.type !== 'run_finished') return event;
  const results = event.results.results.map((each) => ({ ...each, diagnostics: localise(each.diagnostics) }));
  return { ...event, results: { ...event.results, results, diagnostics: localise(event.results.diagnostics) } };
}
