const generationSize = 8192;
const trial = 4 * generationSize;
const worthwhile = 0.2;

/**
 * The same function, remembering what it gave for recent values. Two generations of a map stand in for a list in order
 * of use: a value that was not met during a whole generation is forgotten. Where few values come twice, looking up costs
 * more than it saves, so the memory is given up after a trial.
 */
export function remember(compute: (value: string) => string): (value: string) => string {
  let recent = new Map<string, string>();
  let older = new Map<string, string>();
  let hits = 0;
  let calls = 0;
  let enabled = true;
  return (value) => {
    if (!enabled) return compute(value);
    calls += 1;
    const known = recent.get(value);
    if (known !== undefined) {
      hits += 1;
      return known;
    }
    const aged = older.get(value);
    if (aged !== undefined) hits += 1;
    const result = aged ?? compute(value);
    if (recent.size >= generationSize) [older, recent] = [recent, new Map()];
    recent.set(value, result);
    if (calls === trial) {
      enabled = hits >= trial * worthwhile;
      if (!enabled) [older, recent] = [new Map(), new Map()];
      [hits, calls] = [0, 0];
    }
    return result;
  };
}
