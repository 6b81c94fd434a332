import { describe, expect, it } from 'vitest';
import type { Parameter, ParameterValue } from '../src/api/parameters';
import { zh } from '../src/i18n/zh';
import { en } from '../src/i18n/en';
import { fieldOf, groupsOf, historyOf, standingOf } from '../src/parameters/parameter-values';
import { readType, shownValue, typedValue, writtenValue } from '../src/rules/parameter-text';

const parameter = (name: string, rest: Partial<Parameter> = {}): Parameter => ({
  name,
  label: '',
  type: 'number 元',
  unit: '元',
  choice: '',
  clause: { file: '一.md', anchor: '1-8', quote: '不超过331克' },
  value: null,
  holds_from: null,
  version: 0,
  values: [],
  can: { set: true },
  ...rest,
});
const dated = (holds_from: string, value: string | null, current = false): ParameterValue => ({
  holds_from,
  value,
  entered: false,
  at: null,
  by: null,
  basis: '',
  current,
});
const names = (list: Parameter[]): string[] => list.map(({ name }) => name);

describe('groups', () => {
  const all = [
    parameter('丙', { value: '3' }),
    parameter('乙'),
    parameter('甲', { value: '0' }),
    parameter('丁', { label: '乙类上限' }),
  ];
  it('part what is not set from what is, each in the order of the plan', () => {
    const { notSet, set } = groupsOf(all, '');
    expect([names(notSet), names(set)]).toEqual([
      ['乙', '丁'],
      ['丙', '甲'],
    ]);
  });
  it('keep what holds the words in name, label, unit or value', () => {
    expect(names(groupsOf(all, '乙').notSet)).toEqual(['乙', '丁']);
    expect(names(groupsOf(all, '3').set)).toEqual(['丙']);
    expect(names(groupsOf(all, '元').set)).toEqual(['丙', '甲']);
    expect(groupsOf(all, '戊')).toEqual({ notSet: [], set: [] });
  });
});

it.each([
  ['number 元/人', { kind: 'number', isList: false, words: [] }],
  ['number', { kind: 'number', isList: false, words: [] }],
  ['date', { kind: 'date', isList: false, words: [] }],
  ['boolean', { kind: 'boolean', isList: false, words: [] }],
  ['text', { kind: 'text', isList: false, words: [] }],
  ['one of [任一, 全部]', { kind: 'one of', isList: false, words: ['任一', '全部'] }],
  ['list of text', { kind: 'text', isList: true, words: [] }],
  ['list of one of [甲, 乙]', { kind: 'one of', isList: true, words: ['甲', '乙'] }],
])('the type %s is read', (type, read) => expect(readType(type)).toEqual(read));

it.each([
  ['number 元', '12345.5', '12,345.5', '12,345.5'],
  ['date', '2018-06-30', '2018年6月30日', '30 Jun 2018'],
  ['boolean', 'true', '是', 'Yes'],
  ['boolean', '否', '否', 'No'],
  ['one of [任一, 全部]', '任一', '任一', '任一'],
  ['list of text', '[甲, 乙]', '甲、乙', '甲, 乙'],
  ['list of date', '[2018-06-30]', '2018年6月30日', '30 Jun 2018'],
])('%s %s reads as %s and %s', (type, value, chinese, english) => {
  expect(shownValue(type, value, 'zh', (key) => zh[key])).toBe(chinese);
  expect(shownValue(type, value, 'en', (key) => en[key]).toLowerCase()).toBe(english.toLowerCase());
});

it.each([
  ['boolean', 'true', '是'],
  ['boolean', 'false', '否'],
  ['number', '1.50', '1.50'],
  ['list of text', '[甲, 乙]', '甲、乙'],
  ['list of text', '["甲", "乙"]', '甲、乙'],
  ['date', null, ''],
])('%s %s is typed again as %s', (type, value, typed) =>
  expect(typedValue(type, value)).toBe(typed),
);

it.each([
  ['list of text', ' 甲、乙，丙 ', '[甲, 乙, 丙]'],
  ['list of text', '[甲, 乙]', '[甲, 乙]'],
  ['list of text', '', ''],
  ['number', ' 1.5 ', '1.5'],
])('%s %s is sent as %s', (type, typed, sent) => expect(writtenValue(type, typed)).toBe(sent));

it('a list is typed as text, one of several is chosen', () => {
  expect(fieldOf(parameter('甲', { type: 'list of text', unit: '' })).type).toBe('text');
  const chosen = fieldOf(parameter('甲', { type: 'one of [任一, 全部]', unit: '' }));
  expect([chosen.type, chosen.words]).toEqual(['one of', ['任一', '全部']]);
});

describe('history', () => {
  const values = [
    dated('2017-01-01', '1'),
    dated('2017-01-01', '2', true),
    dated('2019-01-01', null),
  ];
  it('begins with the newest', () =>
    expect(historyOf(parameter('甲', { values })).map(({ value }) => value)).toEqual([
      null,
      '2',
      '1',
    ]));
  it('tells what holds from what is to come and what was replaced', () =>
    expect(values.map((each) => standingOf(each, '2018-06-30'))).toEqual([
      'past',
      'current',
      'coming',
    ]));
});
