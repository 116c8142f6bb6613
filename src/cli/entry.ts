// DuckDB's queries run on libuv's pool, and with its four threads a file read waits behind them. The size counts only
// if it is set before the pool starts, so this is the first statement of a CommonJS entry.
process.env['UV_THREADPOOL_SIZE'] ??= '12';

declare const ALAMBIC_VERSION: string;

const [only, ...rest] = process.argv.slice(2);
if (rest.length === 0 && (only === '--version' || only === '-V')) process.stdout.write(`${ALAMBIC_VERSION}\n`);
else void import('./main.ts').then(({ main }) => main(process.argv.slice(2)));
