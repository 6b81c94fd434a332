import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  parseDecimal,
  printDecimal,
  rounded,
  subtract,
} from '../src/figures/decimal';

const read = (text: string) => {
  const decimal = parseDecimal(text);
  if (decimal === null) throw new Error(text);
  return decimal;
};

describe('decimals written as text', () => {
  it.each([
    ['66', '66'],
    ['0.10', '0.1'],
    ['-0.50', '-0.5'],
    ['１２．５', '12.5'],
    ['1,234,567.80', '1234567.8'],
    [' 7 ', '7'],
    ['+3', '3'],
    ['000', '0'],
  ])('reads %s', (written, printed) => expect(printDecimal(read(written))).toBe(printed));

  it.each(['', '六十六', '1.', '.5', '1e3', '1.2.3', '--1', '66万'])('refuses %s', (written) =>
    expect(parseDecimal(written)).toBeNull(),
  );

  it.each([
    ['1.00005', '1.0001'],
    ['1.00004999999999999999999999999', '1'],
    ['-1.00005', '-1.0001'],
    ['0.99995', '1'],
    ['12.5', '12.5'],
  ])('rounds %s half up to four places', (exact, shown) =>
    expect(printDecimal(rounded(read(exact), 4))).toBe(shown),
  );

  it('adds where binary floating point would not', () => {
    expect(printDecimal(add(read('0.1'), read('0.2')))).toBe('0.3');
    expect(printDecimal(add(read('9007199254740993'), read('0.0001')))).toBe(
      '9007199254740993.0001',
    );
    expect(printDecimal(subtract(read('66'), read('66.0001')))).toBe('-0.0001');
  });

  it('compares across places', () => {
    expect(compare(read('1.50'), read('1.5'))).toBe(0);
    expect(compare(read('1.49'), read('1.5'))).toBe(-1);
    expect(compare(read('-1'), read('-2'))).toBe(1);
  });
});
