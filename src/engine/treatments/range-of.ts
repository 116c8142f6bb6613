interface Decimal {
  /** The number is `digits` divided by ten to the power of `scale`. */
  readonly digits: bigint;
  readonly scale: number;
}

const longestScale = 400;

/** The half-open range of width `step` that a number lies in, as `[30, 40)`; exact for decimals of any length. */
export function rangeOf(step: number): (value: string) => string | null {
  const width = parseDecimal(String(step))!;
  return (value) => {
    const number = parseDecimal(value);
    if (number === undefined) return null;
    const scale = Math.max(number.scale, width.scale);
    const wide = rescale(width, scale);
    const from = floorDivide(rescale(number, scale), wide) * wide;
    return `[${print(from, scale)}, ${print(from + wide, scale)})`;
  };
}

/** Undefined for NaN and the infinities. */
function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text.trim());
  const [whole, fraction] = [match?.[2] ?? '', match?.[3] ?? ''];
  if (match === null || whole + fraction === '') return undefined;
  const exponent = fraction.length - Number(match[4] ?? 0);
  if (Math.abs(exponent) > longestScale) return undefined;
  const digits = BigInt(`${whole}${fraction}`) * 10n ** BigInt(Math.max(0, -exponent));
  return { digits: match[1] === '-' ? -digits : digits, scale: Math.max(0, exponent) };
}

function rescale({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a < 0n && quotient * b !== a ? quotient - 1n : quotient;
}

function print(digits: bigint, scale: number): string {
  if (scale === 0) return String(digits);
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const fraction = text.slice(-scale).replace(/0+$/, '');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}${fraction === '' ? '' : `.${fraction}`}`;
}
