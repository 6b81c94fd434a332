// Decimal: exact sums and comparisons of decimals written as text. No binary floating point touches
// a figure that is kept; Number is used only to draw bars.

export interface Decimal {
  digits: bigint;
  places: number;
}

const pattern = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/// Reads what people type: full-width digits, thousands separators and blanks are forgiven.
export function parseDecimal(written: string): Decimal | null {
  const text = written.normalize('NFKC').replace(/[\s,']/g, '');
  const parts = pattern.exec(text);
  if (parts === null) return null;
  const fraction = parts[3] ?? '';
  const digits = BigInt(`${parts[2] ?? ''}${fraction}`);
  return { digits: parts[1] === '-' ? -digits : digits, places: fraction.length };
}

function at(decimal: Decimal, places: number): bigint {
  return decimal.digits * 10n ** BigInt(places - decimal.places);
}

export function add(left: Decimal, right: Decimal): Decimal {
  const places = Math.max(left.places, right.places);
  return { digits: at(left, places) + at(right, places), places };
}

export function subtract(left: Decimal, right: Decimal): Decimal {
  return add(left, { digits: -right.digits, places: right.places });
}

export function compare(left: Decimal, right: Decimal): -1 | 0 | 1 {
  const difference = subtract(left, right).digits;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/// Without trailing zeros after the point.
export function printDecimal(decimal: Decimal): string {
  const negative = decimal.digits < 0n;
  const all = (negative ? -decimal.digits : decimal.digits)
    .toString()
    .padStart(decimal.places + 1, '0');
  const whole = all.slice(0, all.length - decimal.places);
  const fraction = all.slice(all.length - decimal.places).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/// Half up, away from zero; fewer places than asked for stay as they are.
export function rounded(decimal: Decimal, places: number): Decimal {
  if (decimal.places <= places) return decimal;
  const unit = 10n ** BigInt(decimal.places - places);
  const size = decimal.digits < 0n ? -decimal.digits : decimal.digits;
  const whole = (size + unit / 2n) / unit;
  return { digits: decimal.digits < 0n ? -whole : whole, places };
}

export const zero: Decimal = { digits: 0n, places: 0 };
