import { describe, expect, it } from 'vitest';
import {
  applyPaste,
  editOnto,
  parsePaste,
  remainder,
  sameEntries,
  sumNode,
  type SheetEntries,
} from '../src/figures/share-sheet';

const holders = ['甲县', '乙县', '丙区'];
const nodes = ['2017', '2018'];
const sheet = (values: Record<string, string>, reserve = ''): SheetEntries => ({
  values: { 2017: values, 2018: {} },
  reserves: { 2017: reserve, 2018: '' },
});

describe('the sum of a node', () => {
  it.each([
    [{ 甲县: '66', 乙县: '34', 丙区: '20' }, '', '120', '120', '0'],
    [{ 甲县: '66', 乙县: '34' }, '20', '120', '100', '0'],
    [{ 甲县: '70', 乙县: '34', 丙区: '20' }, '', '120', '124', '4'],
    [{ 甲县: '66.05' }, '', '66.1', '66.05', '-0.05'],
    [{ 甲县: '0.1', 乙县: '0.2' }, '', '0.3', '0.3', '0'],
  ])('%j and reserve %s of %s', (values, reserve, value, sum, difference) =>
    expect(sumNode(sheet(values, reserve), '2017', holders, value)).toMatchObject({
      sum,
      difference,
    }),
  );

  it('names cells that are no numbers', () => {
    const { faulty } = sumNode(sheet({ 甲县: '六十', 乙县: '3' }, 'x'), '2017', holders, '66');
    expect(faulty).toEqual(['甲县', 'reserve']);
  });
  it('has no difference without a value', () =>
    expect(sumNode(sheet({ 甲县: '1' }), '2017', holders, null).difference).toBeNull());
});

it('offers the rest as reserve only when there is one', () => {
  expect(remainder(sheet({ 甲县: '66' }), '2017', holders, '120')).toBe('54');
  expect(remainder(sheet({ 甲县: '121' }), '2017', holders, '120')).toBeNull();
});

describe('columns pasted from a spreadsheet', () => {
  it('are split by line ends and tabs', () =>
    expect(parsePaste('66\t120\r\n34\t \r\n')).toEqual([
      ['66', '120'],
      ['34', ''],
    ]));

  it('fill down and right from the cell in focus', () => {
    const { entries } = applyPaste(
      sheet({ 甲县: '1' }),
      [
        ['34', '60'],
        ['20', ''],
      ],
      holders,
      nodes,
      { holder: '乙县', node: '2017' },
    );
    expect(entries.values).toEqual({
      2017: { 甲县: '1', 乙县: '34', 丙区: '20' },
      2018: { 乙县: '60', 丙区: '' },
    });
  });

  it('go to the holder they name, in any order, and unknown names are told', () => {
    const cells = parsePaste('单位\t2017\n丙区\t20\n甲县\t66\n丁县\t9');
    const { entries, unknown } = applyPaste(sheet({}), cells, holders, nodes, {
      holder: '甲县',
      node: '2017',
    });
    expect(entries.values['2017']).toEqual({ 丙区: '20', 甲县: '66' });
    expect(unknown).toEqual(['丁县']);
  });

  it('never fall off the sheet', () => {
    const { entries } = applyPaste(
      sheet({}),
      [
        ['1', '2', '3'],
        ['4', '5', '6'],
      ],
      holders,
      nodes,
      { holder: '丙区', node: '2018' },
    );
    expect(entries.values).toEqual({ 2017: {}, 2018: { 丙区: '1' } });
  });
});

describe('an edit when others save the same sheet', () => {
  const base = sheet({ 甲县: '10', 乙县: '20' });
  const typed = sheet({ 甲县: '15', 乙县: '20' }, '5');
  const fresh = sheet({ 甲县: '30', 丙区: '7' });
  const moved = editOnto({ base, typed, changed: false }, fresh);
  it('keeps what was typed and takes the rest', () => {
    expect(moved.typed.values[2017]).toEqual({ 甲县: '15', 乙县: '', 丙区: '7' });
    expect(moved.typed.reserves[2017]).toBe('5');
    expect(moved.changed).toBe(true);
  });
  it('is none where nothing was typed', () => {
    const same = editOnto({ base, typed: base, changed: false }, fresh);
    expect(sameEntries(same.typed, fresh)).toBe(true);
  });
});
