// What the journal shows of a change: only what changed, in words.
import { expect, it } from 'vitest';
import type { JournalEntry } from '../src/api/types';
import { zh } from '../src/i18n/zh';
import { fill } from '../src/i18n/translate';
import { fieldChanges, rowChanges } from '../src/work/journal-list';

const t = (key: keyof typeof zh, facts: Record<string, string | number> = {}): string =>
  fill(zh[key], facts);

const entry = (before: JournalEntry['before'], after: JournalEntry['after']): JournalEntry => ({
  id: 1,
  at: '2017-10-13T09:00:00+08:00',
  actor: 'office',
  action: 'accept',
  register: '进展',
  row: '煤炭/2017/甲县/1',
  before,
  after,
  hash: null,
});

const first = {
  id: '煤炭/2017/甲县/1',
  version: 1,
  holds_from: '2017-10-12',
  recorded: 1508000000000000,
  actor: '甲县',
  step: 'report',
  目标: '煤炭',
  节点: '2017',
  单位: '甲县',
  数值: '66',
  附件: '[{"hash":"ab","name":"现场.png","size":1,"type":"image/png"}]',
  状态: 'reported',
};

it('shows a new record without what its name says and what nobody reads', () => {
  expect(fieldChanges(entry(null, first), t)).toEqual([
    { name: 'holds_from', before: null, after: '2017-10-12' },
    { name: '数值', before: null, after: '66' },
    { name: '附件', before: null, after: '现场.png' },
    { name: '状态', before: null, after: '待验收' },
  ]);
});

it('takes what a change does not write as unchanged', () => {
  const after = { id: first.id, version: 2, holds_from: '2017-10-12', 状态: 'accepted' };
  expect(fieldChanges(entry(first, after), t)).toEqual([
    { name: '状态', before: '待验收', after: '已验收' },
  ]);
});

it('has nothing to show of an entry without a record', () => {
  expect(fieldChanges(entry(null, null), t)).toEqual([]);
});

it('tells of rows of a register what was done to each', () => {
  const changes = [
    { id: '甲', state: '在册', fields: { 名称: { before: null, after: '甲' } } },
    { id: '乙', fields: { 产能: { before: '1', after: null } } },
  ];
  expect(rowChanges(entry(null, { agency: '甲县', rows: 2, changes }), t)).toEqual([
    {
      id: '甲',
      fields: [
        { name: '状态', before: null, after: '在册' },
        { name: '名称', before: null, after: '甲' },
      ],
    },
    { id: '乙', fields: [{ name: '产能', before: '1', after: '—' }] },
  ]);
  expect(rowChanges(entry(null, { rows: 30000 }), t)).toEqual([]);
  expect(rowChanges(entry(null, first), t)).toBe(null);
});
