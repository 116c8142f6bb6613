type Environment = Readonly<Record<string, string | undefined>>;

/** FORCE_COLOR decides, then NO_COLOR, then whether anybody looks. */
export function wantsColour(output: { readonly isTTY?: boolean }, environment: Environment): boolean {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  return isTerminal(output, environment);
}

/** Whether lines can be redrawn: not in a pipe, not in CI, not where the cursor cannot be moved. */
export function canRedraw(output: { readonly isTTY?: boolean }, environment: Environment): boolean {
  const isCi = (environment['CI'] ?? '') !== '' && environment['CI'] !== 'false';
  return isTerminal(output, environment) && !isCi;
}

function isTerminal({ isTTY = false }: { readonly isTTY?: boolean }, environment: Environment): boolean {
  return isTTY && environment['TERM'] !== 'dumb';
}
