import { renderDiagnostics } from '../../engine/diagnostics/render-diagnostic.ts';
import { renderClosing } from './render-closing.ts';
import { renderOptions, type Reporter, type ReporterOptions } from './reporter.ts';

/** Says nothing of what succeeds. */
export function quietReporter(options: ReporterOptions): Reporter {
  const { output, redactor } = options;
  const render = renderOptions(options, output.columns ?? 120);
  const write = (text: string): void => void output.write(`${redactor.redact(text)}\n`);
  return {
    event(event) {
      if (event.type === 'run_finished' && !event.results.success) write(renderClosing(event.results, render));
    },
    diagnostics(list) {
      const errors = list.filter((each) => each.severity === 'error');
      if (errors.length > 0) write(renderDiagnostics(errors, render));
    },
    close: () => undefined,
  };
}
