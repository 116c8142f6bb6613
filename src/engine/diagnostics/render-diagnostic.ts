import { createColors } from 'picocolors';
import { codeFrame } from './code-frame.ts';
import type { Diagnostic, Location, Note } from './diagnostic.ts';
import { rememberPlaces, resolveLocation, type LocationContext, type ResolvedLocation } from './resolve-location.ts';
import { countDiagnostics, orderDiagnostics } from './order-diagnostics.ts';
import { displayWidth, padText, printable, wrapText } from './text-width.ts';

export interface RenderOptions extends LocationContext {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Removes secrets; applied before anything is cut or wrapped. */
  readonly redact?: (text: string) => string;
}

type Colours = ReturnType<typeof createColors>;

const indent = '  ';

/** One diagnostic as a person reads it, without a line break at its end. */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions): string {
  const colours = createColors(options.colour);
  const lines = [...headline(diagnostic, options, colours)];
  if (diagnostic.location !== undefined) {
    const resolved = resolveLocation(diagnostic.location, options);
    lines.push(indent + colours.cyan(placeName(resolved)), ...frameLines(resolved, diagnostic, options, colours));
  }
  for (const each of diagnostic.via ?? []) lines.push(...viaLines(each, diagnostic, options, colours));
  return [...lines, ...noteLines(diagnostic, options, colours)].join('\n');
}

/** A list as a person reads it: in the order of the files, each once, with a count at the end. Empty for no diagnostics. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: RenderOptions): string {
  if (diagnostics.length === 0) return '';
  const remembered = { ...options, ...rememberPlaces(options) };
  const ordered = orderDiagnostics(diagnostics, remembered);
  const rendered = ordered.map((each) => renderDiagnostic(each, remembered));
  return [...rendered, renderCount(ordered, options.colour)].join('\n\n');
}

/** `3 errors, 1 warning`. */
function renderCount(diagnostics: readonly Diagnostic[], colour: boolean): string {
  const colours = createColors(colour);
  const { errors, warnings } = countDiagnostics(diagnostics);
  const parts: string[] = [];
  if (errors > 0) parts.push(colours.red(`${errors} ${errors === 1 ? 'error' : 'errors'}`));
  if (warnings > 0) parts.push(colours.yellow(`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`));
  return parts.join(', ');
}

/** `project/models/orders.sql:7:13`: what terminals and editors open on a click. An option has no lines: `--select`. */
function placeName({ file, start }: ResolvedLocation): string {
  const isOption = file.startsWith('--');
  return printable(start === undefined || isOption ? file : `${file}:${start.line}:${start.column}`);
}

function headline(
  { code, severity, message }: Diagnostic,
  options: RenderOptions,
  colours: Colours,
): readonly string[] {
  const [first = '', ...rest] = wrapped(`${severity} ${code} ${message}`, options, options.width);
  const paint = severity === 'error' ? colours.red : colours.yellow;
  const kind = `${severity} ${code}`;
  const painted = first.startsWith(kind) ? colours.bold(paint(kind)) + colours.bold(first.slice(kind.length)) : first;
  return [painted, ...rest.map((line) => indent + colours.bold(line))];
}

function frameLines(
  { frame }: ResolvedLocation,
  { label, severity }: Pick<Diagnostic, 'label' | 'severity'>,
  options: RenderOptions,
  colours: Colours,
): readonly string[] {
  if (frame === undefined) return [];
  const isBlank = frame.range.start === frame.range.end && frame.index.text.trim() === '';
  if (isBlank) return [];
  return codeFrame(frame.index, frame.range, {
    width: options.width,
    ...(label === undefined ? {} : { label: redacted(label, options) }),
    gutter: colours.dim,
    mark: severity === 'error' ? colours.red : colours.yellow,
    ...(options.redact === undefined ? {} : { redact: options.redact }),
  });
}

function viaLines(
  location: Location,
  { severity }: Diagnostic,
  options: RenderOptions,
  colours: Colours,
): readonly string[] {
  const resolved = resolveLocation(location, options);
  const place = `${indent}used at ${colours.cyan(placeName(resolved))}`;
  return [place, ...frameLines(resolved, { severity }, options, colours)];
}

/** Beside notes the hint is one of them, and all their texts stand in one column; alone it is `hint: …`. */
function noteLines({ notes = [], hint }: Diagnostic, options: RenderOptions, colours: Colours): readonly string[] {
  if (notes.length === 0) return hint === undefined ? [] : labelled('hint:', hint, 5, options, colours.cyan);
  const all: readonly Note[] = hint === undefined ? notes : [...notes, { label: 'hint', text: hint }];
  const column = Math.max(...all.map(({ label }) => displayWidth(printable(label)))) + 2;
  return all.flatMap(({ label, text }) =>
    labelled(label, text, column, options, label === 'hint' ? colours.cyan : colours.dim),
  );
}

function labelled(
  label: string,
  text: string,
  column: number,
  options: RenderOptions,
  paint: (text: string) => string,
): readonly string[] {
  const [first = '', ...rest] = wrapped(text, options, options.width - indent.length - column - 1);
  const start = indent + paint(padText(printable(label), column)) + ' ' + first;
  return [start.trimEnd(), ...rest.map((line) => (indent + ' '.repeat(column + 1) + line).trimEnd())];
}

function wrapped(text: string, options: RenderOptions, width: number): readonly string[] {
  return wrapText(redacted(text, options), Math.max(width, 20)).map(printable);
}

function redacted(text: string, { redact }: RenderOptions): string {
  return redact === undefined ? text : redact(text);
}
