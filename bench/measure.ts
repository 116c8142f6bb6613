/** Median, smallest and largest of some runs, in milliseconds. */
export interface Measurement {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Runs some work several times. Nothing is left out, so that the spread is seen. */
export async function measure(runs: number, work: () => unknown): Promise<Measurement> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
}

export function report(name: string, { median, least, most }: Measurement, remark = ''): void {
  console.log(
    `${name.padEnd(52)} ${median.toFixed(0).padStart(7)} ms  (${least.toFixed(0)}–${most.toFixed(0)})  ${remark}`,
  );
}
