import { describe, expect, it } from 'vitest';
import {
  formatDay,
  formatDaysLeft,
  formatDueValue,
  formatMoment,
  formatNode,
  formatNumber,
  formatSize,
} from '../src/figures/format';
import type { Translate } from '../src/i18n/language';
import { en } from '../src/i18n/en';
import { fill } from '../src/i18n/translate';
import { zh } from '../src/i18n/zh';

const chinese: Translate = (key, facts) => fill(zh[key], facts);
const english: Translate = (key, facts) => fill(en[key], facts);

describe('numbers', () => {
  it.each([
    ['66', '66'],
    ['2292', '2292'],
    ['22920', '22,920'],
    ['1234567.8901', '1,234,567.8901'],
    ['-12', '−12'],
    [null, '—'],
  ])('%s', (exact, shown) => expect(formatNumber(exact)).toBe(shown));
});

describe('days', () => {
  it('are written in both languages', () => {
    expect(formatDay('2017-09-30', 'zh')).toBe('2017年9月30日');
    expect(formatDay('2017-09-30', 'en')).toBe('30 Sep 2017');
    expect(formatDay(null, 'zh')).toBe('—');
  });
  it('are counted to the deadline', () => {
    expect(formatDaysLeft(-134, chinese)).toBe('逾期 134 天');
    expect(formatDaysLeft(0, chinese)).toBe('今天到期');
    expect(formatDaysLeft(445, chinese)).toBe('还有 445 天');
    expect(formatDaysLeft(-1, english)).toBe('1 day overdue');
    expect(formatDaysLeft(19, english)).toBe('19 days left');
    expect(formatDaysLeft(null, english)).toBe('no deadline');
  });
  it('keep the wall clock of the office', () =>
    expect(formatMoment('2017-10-12T23:59:59.123456+08:00')).toBe('2017-10-12 23:59'));
});

describe('values to reach', () => {
  const target = (compare: string) => ({ compare }) as Parameters<typeof formatDueValue>[2];
  it.each([
    ['>=', '66', null, '66 万吨'],
    ['<=', '66', null, '不超过 66 万吨'],
    ['>', '66', null, '超过 66 万吨'],
    ['~', '66', null, '66 万吨 左右'],
    ['range', '10', '20', '10–20 万吨'],
  ])('%s', (compare, low, high, shown) =>
    expect(formatDueValue(low, high, target(compare), '万吨', chinese)).toBe(shown),
  );
  it('say so when the text gives none', () =>
    expect(formatDueValue(null, null, target('>='), '家', chinese)).toBe('未设定'));
});

it('names nodes', () => {
  expect(formatNode('2017', chinese)).toBe('2017年');
  expect(formatNode('total', english)).toBe('Total');
  expect(formatNode('2018-12-31', chinese)).toBe('2018-12-31');
});

it('names sizes', () => {
  expect(formatSize(900)).toBe('900 B');
  expect(formatSize(1250331)).toBe('1.2 MiB');
});
