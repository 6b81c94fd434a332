import { describe, expect, it } from 'vitest';
import type { Filter, Register, RegisterField, RegisterSummary, Row } from '../src/api/registers';
import { queryParameters } from '../src/api/registers';
import type { OutlineEntry } from '../src/api/types';
import { fill } from '../src/i18n/translate';
import type { Translate } from '../src/i18n/language';
import { zh } from '../src/i18n/zh';
import { chosenColumns, columnsOf, moved, noChoice, widthOf } from '../src/registers/columns';
import { clashesOf, isSettled, merged } from '../src/registers/conflict';
import { moveActive } from '../src/registers/grid-keys';
import { groupedRegisters } from '../src/registers/groups';
import {
  askables,
  filterOf,
  filterText,
  nextSort,
  noQuery,
  readQuery,
  withFilter,
  writeQuery,
} from '../src/registers/query';
import { answerOf, cellsOf, entryOf, isRequired, withAnswer } from '../src/registers/row-entry';
import { nameOfRow } from '../src/registers/row-name';
import {
  cellText,
  changedCells,
  computedText,
  shownUnit,
  typedText,
} from '../src/registers/values';

const t: Translate = (key, facts) => fill(zh[key], facts);

const field = (name: string, type: string, more: Partial<RegisterField> = {}): RegisterField =>
  ({
    index: 0,
    name,
    type,
    unit: '',
    words: [],
    target: '',
    required: false,
    required_from: '',
    sensitive: false,
    places: null,
    log: '',
    column: true,
    ...more,
  }) as RegisterField;

const fields = [
  field('名称', 'text', { required: true }),
  field('所在县区', 'region'),
  field('产能', 'number', { unit: '万吨' }),
  field('已拆除', 'several of', { words: ['窑体', '风机'] }),
  field('联系电话', 'text', { sensitive: true }),
  field('验收文件', 'file', { required: true, required_from: '已验收' }),
  field('说明', 'text', { column: false }),
];
const register: Register = {
  name: '窑炉',
  label: '',
  key: ['名称'],
  period: '',
  fields,
  derived: [{ name: '折算', type: 'number', unit: '万吨', formula: '产能' }],
  decisions: [],
  states: [
    { name: '在册', grade: '' },
    { name: '已验收', grade: 'accepted' },
    { name: '已公布', grade: 'published' },
  ],
  can: { add: true, edit: true, import: true, export: true },
  block: null,
  tabs_by: '',
};
const region = { id: '419030', name: '青石县' };
const row = (values: Row['values'], version = 1): Row => ({
  row: 'r1',
  id: 'r1',
  version,
  state: '在册',
  since: null,
  holds_from: null,
  nature: null,
  source: null,
  values: { 名称: '甲', 所在县区: region, 产能: '10', 联系电话: '***', ...values },
  derived: {},
  marks: [],
  can: { edit: true, void: true },
});

describe('the query of a grid', () => {
  const query = {
    where: [
      { field: '产能', op: 'between' as const, values: ['10', ''] },
      { field: '所在县区', op: 'in' as const, values: ['419030'] },
    ],
    words: '水泥 厂',
    sort: [{ field: '产能', descending: true }],
  };

  it('goes into its address and comes back as it was, beside what else stands there', () => {
    const address = writeQuery(query, new URLSearchParams('as_of=2017-09-01'));
    expect(address.get('as_of')).toBe('2017-09-01');
    expect(readQuery(address)).toEqual(query);
    expect(writeQuery(noQuery, address).toString()).toBe('as_of=2017-09-01');
  });

  it('takes what was cut or bent for no question', () => {
    const bent =
      '[{"field":"产能","op":"drop","values":[]},{"field":1},{"field":"甲","op":"blank"}';
    expect(readQuery(new URLSearchParams({ where: bent })).where).toEqual([]);
    expect(readQuery(new URLSearchParams({ where: `${bent}]` })).where).toEqual([]);
    expect(readQuery(new URLSearchParams({ sort: ',-,产能' })).sort).toEqual([
      { field: '产能', descending: false },
    ]);
  });

  it('is spelled as the interface asks', () => {
    expect(queryParameters({ ...query, words: ' 水泥 ' })).toEqual({
      where:
        '[{"field":"产能","op":"between","values":["10",""]},' +
        '{"field":"所在县区","op":"in","values":["419030"]}]',
      words: '水泥',
      sort: '-产能',
    });
  });

  it('asks nothing where nothing is given, and needs no value to ask for blanks', () => {
    expect(filterOf('产能', 'between', [' ', ''])).toBeNull();
    expect(filterOf('产能', 'between', ['', '20'])?.values).toEqual(['', '20']);
    expect(filterOf('说明', 'contains', [])).toBeNull();
    expect(filterOf('说明', 'blank', ['left over'])).toEqual({
      field: '说明',
      op: 'blank',
      values: [],
    });
  });

  it('has one filter a field and sorts up, down, not', () => {
    const first: Filter = { field: '说明', op: 'blank', values: [] };
    const second: Filter = { field: '说明', op: 'filled', values: [] };
    expect(withFilter([first], '说明', second)).toEqual([second]);
    expect(withFilter([first], '说明', null)).toEqual([]);
    const up = nextSort([], '产能');
    const down = nextSort(up, '产能');
    expect([up[0]?.descending, down[0]?.descending]).toEqual([false, true]);
    expect(nextSort(down, '产能')).toEqual([]);
    expect(nextSort(down, '名称')).toEqual([{ field: '名称', descending: false }]);
  });

  it('is told in words, with names for codes', () => {
    const asked = askables(register);
    const say = (filter: Filter): string => filterText(filter, asked, [region], t);
    expect(query.where.map(say)).toEqual(['产能：10 起', '所在县区：青石县']);
    expect(say({ field: '产能', op: 'between', values: ['', '5'] })).toBe('产能：到 5');
    expect(say({ field: '状态', op: 'in', values: ['在册', '已验收'] })).toBe('状态：在册、已验收');
    expect(say({ field: '说明', op: 'blank', values: [] })).toBe('说明：未填');
  });

  it('offers the key first, the state, and nothing sensitive', () => {
    const names = askables(register).map((each) => each.name);
    expect(names[0]).toBe('名称');
    expect(names).toContain('状态');
    expect(names).not.toContain('联系电话');
  });
});

describe('values', () => {
  it('tell blank from zero', () => {
    expect(cellText(null, 'number', t)).toBe('');
    expect(cellText('0', 'number', t)).toBe('0');
    expect(cellText(false, 'boolean', t)).toBe('否');
    expect(cellText([], 'several of', t)).toBe('');
    expect(cellText([region, { id: 'r2', name: '乙' }], 'list', t)).toBe('青石县、乙');
  });

  it('are typed again as the server reads them', () => {
    const file = { hash: 'h1', name: '甲.jpg', size_bytes: 1, media_type: 'image/jpeg' };
    expect(typedText(region, 'region')).toBe('419030');
    expect(typedText({ id: '环保局', name: '市环保局' }, 'agency')).toBe('市环保局');
    expect(typedText(['窑体', '风机'], 'several of')).toBe('窑体、风机');
    expect(typedText([file, { ...file, hash: 'h2' }], 'files')).toBe('h1 h2');
    expect(typedText(true, 'boolean')).toBe('是');
    expect(typedText('***', 'text')).toBe('');
  });

  it('are sent only where they differ; a hidden one only when typed or emptied', () => {
    const before = row({}).values;
    expect(changedCells(fields, before, { 产能: ' 10 ', 名称: '乙', 说明: '' })).toEqual({
      名称: '乙',
    });
    expect(changedCells(fields, before, { 产能: '' })).toEqual({ 产能: null });
    expect(changedCells(fields, before, { 联系电话: '' })).toEqual({});
    expect(changedCells(fields, before, { 联系电话: '139' })).toEqual({ 联系电话: '139' });
    expect(changedCells(fields, before, {}, ['联系电话'])).toEqual({ 联系电话: null });
  });

  it('call a row by its name, else by its key, else by its id', () => {
    expect(nameOfRow(row({}), register)).toBe('甲');
    expect(nameOfRow(row({ 名称: null }), { key: ['所在县区'] })).toBe('青石县');
    expect(nameOfRow(row({ 名称: null }), { key: [] })).toBe('r1');
  });
});

describe('the form of a row', () => {
  it('shows what is there until somebody types', () => {
    const entry = entryOf(row({}));
    expect(answerOf(entry, fields[1]!)).toMatchObject({ text: '419030', name: '青石县' });
    const typed = withAnswer(entry, '产能', { text: '12' });
    expect(cellsOf(typed, fields)).toEqual({ 产能: '12' });
  });

  it('requires by field, by key and from a state on', () => {
    const at = (state: string) => ({ ...entryOf({ ...row({}), state }) });
    expect(isRequired(fields[0]!, entryOf(null), register)).toBe(true);
    expect(isRequired(fields[2]!, entryOf(null), register)).toBe(false);
    expect(isRequired(fields[5]!, at('在册'), register)).toBe(false);
    expect(isRequired(fields[5]!, at('已验收'), register)).toBe(true);
    expect(isRequired(fields[5]!, at('已公布'), register)).toBe(true);
    expect(isRequired(fields[5]!, entryOf(null), register)).toBe(false);
  });
});

describe('a conflict', () => {
  const base = row({ 说明: '原' });
  const theirs = row({ 产能: '20', 说明: '他' }, 2);
  const clashes = clashesOf(fields, base, theirs, { 说明: '我', 名称: '乙' });

  it('tells who changed what', () => {
    expect(clashes.map((clash) => [clash.field.name, clash.by])).toEqual([
      ['名称', 'mine'],
      ['产能', 'theirs'],
      ['说明', 'both'],
    ]);
  });

  it('is settled when each field both changed is chosen', () => {
    expect(isSettled(clashes, {})).toBe(false);
    expect(isSettled(clashes, { 说明: 'theirs' })).toBe(true);
  });

  it('saves mine over theirs as chosen, and touches nothing else', () => {
    const typed = merged({ 说明: '我', 名称: '乙' }, clashes, { 说明: 'mine' });
    expect(changedCells(fields, theirs.values, typed)).toEqual({ 名称: '乙', 说明: '我' });
    const other = merged({ 说明: '我', 名称: '乙' }, clashes, { 说明: 'theirs', 产能: 'mine' });
    expect(changedCells(fields, theirs.values, other)).toEqual({ 名称: '乙', 产能: '10' });
  });

  it('is none where both wrote the same', () => {
    expect(clashesOf(fields, base, theirs, { 说明: '他', 产能: '20' })).toEqual([]);
  });
});

describe('columns', () => {
  const all = columnsOf(register);
  it('begin with the key and the state, and leave out what the plan does not list', () => {
    const names = chosenColumns(all, noChoice).map((column) => column.name);
    expect(names.slice(0, 2)).toEqual(['名称', '状态']);
    expect(names).toContain('折算');
    expect(names).not.toContain('说明');
  });
  it('keep the key in front whatever is chosen, and forget what no longer is', () => {
    const choice = { shown: ['说明', '不再有', '名称'], widths: {} };
    expect(chosenColumns(all, choice).map((column) => column.name)).toEqual(['名称', '说明']);
  });
  it('are never narrower than can be gripped', () => {
    expect(widthOf(all[0]!, { shown: null, widths: { 名称: 3 } })).toBe(56);
  });
  it('move by one and stop at the ends', () => {
    expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 'b', 1)).toEqual(['a', 'b']);
  });
});

describe('the keys of the grid', () => {
  const size = { rows: 1000, columns: 5, page: 20 };
  const go = (row_: number, column: number, key: string, control = false) => {
    const to = moveActive({ row: row_, column }, key, control, size);
    return to === null ? null : [to.row, to.column];
  };
  it.each([
    ['ArrowDown', false, [4, 2]],
    ['ArrowUp', false, [2, 2]],
    ['ArrowLeft', false, [3, 1]],
    ['PageDown', false, [23, 2]],
    ['PageUp', false, [0, 2]],
    ['Home', false, [3, 0]],
    ['End', false, [3, 4]],
    ['Home', true, [0, 0]],
    ['End', true, [999, 4]],
    ['a', false, null],
  ])('%s (Ctrl %s) from row 3, column 2', (key, control, expected) => {
    expect(go(3, 2, key, control)).toEqual(expected);
  });
  it('reach the head and no further', () => {
    expect(go(0, 0, 'ArrowUp')).toEqual([-1, 0]);
    expect(go(-1, 0, 'ArrowUp')).toEqual([-1, 0]);
    expect(go(999, 4, 'ArrowDown')).toEqual([999, 4]);
  });
});

describe('the list of registers', () => {
  const heading = (anchor: string, level: number, number: string, title: string): OutlineEntry => ({
    anchor,
    file: 0,
    line: Number(anchor.split('-')[1]),
    level,
    number,
    title,
    lights: null,
  });
  const outline = [
    heading('0-1', 1, '', '甲方案'),
    heading('0-3', 2, '一', '要求'),
    heading('0-5', 3, '二', '去产能'),
    heading('1-1', 1, '', '乙方案'),
  ];
  const at = (name: string, anchor: string | null): RegisterSummary => ({
    name,
    label: '',
    anchor,
    quote: null,
    rows: 0,
    can: register.can,
    built_in: false,
  });
  it('stands by plan and section in the order of the text, the shared ones last', () => {
    const groups = groupedRegisters(
      [
        at('共', null),
        { ...at('内', '0-1'), built_in: true },
        at('丙', '1-2'),
        at('乙', '0-9'),
        at('甲', '0-4'),
      ],
      outline,
      '通用',
    );
    const shown = groups.map((group) => [
      group.title,
      group.sections.map((part) => [part.title, part.registers.map((each) => each.name)]),
    ]);
    expect(shown).toEqual([
      [
        '甲方案',
        [
          ['一、要求', ['甲']],
          ['（二）去产能', ['乙']],
        ],
      ],
      ['乙方案', [['', ['丙']]]],
      ['通用', [['', ['共', '内']]]],
    ]);
  });
});

describe('what a formula comes to', () => {
  const measures = {
    parts: [
      { name: '处置', value: '停产' },
      { name: '措施', value: ['断水', '断电'] },
    ],
  };
  it.each([
    [measures, 'context<处置: string, 措施: list>', '处置：停产；措施：断水、断电'],
    [[], 'list<string>', '无'],
    [['甲', '乙'], 'list<string>', '甲、乙'],
    [[{ id: '1', name: '甲厂', row: '1' }], 'list<企业>', '甲厂'],
    ['0.469138938', 'number', '0.4691'],
    [true, 'boolean', '是'],
    ['green', 'one of [grey, green, red, yellow]', '正常'],
    ['green', 'one of [green, blue]', 'green'],
    [null, 'number', ''],
  ])('%j of %s reads as %s', (value, type, text) =>
    expect(computedText(value, type, t)).toBe(text),
  );
  it('has no unit where two of one kind are divided', () => {
    expect(shownUnit('万元/万元')).toBe('');
    expect(shownUnit('万元')).toBe('万元');
    expect(shownUnit('元/吨')).toBe('元/吨');
  });
});
