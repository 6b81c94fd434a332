import { describe, expect, it } from 'vitest';
import type { BlockFault, FlowGraph } from '../src/api/types';
import { expressionParts, plainWords } from '../src/blocks/expression-parts';
import { layersOf, layoutOf } from '../src/blocks/flow-layout';
import { lineDiff, withContext } from '../src/blocks/line-diff';
import { readRelation } from '../src/blocks/relations';
import {
  codePointsBefore,
  indexOfCodePoint,
  lineEndAt,
  lineParts,
} from '../src/blocks/text-places';

const step = (name: string, from: string[], to: string) => ({
  name,
  from,
  to,
  by: [],
  needs: [],
  within_days: null,
  working_days: false,
});
const flow: FlowGraph = {
  states: ['在册', '已上报', '已验收', '不予受理'].map((name) => ({ name, grade: '' as const })),
  steps: [
    step('上报', ['在册'], '已上报'),
    step('验收', ['已上报'], '已验收'),
    step('退回', ['已上报', '已验收'], '在册'),
    step('不受理', ['在册'], '不予受理'),
    step('直接验收', ['在册'], '已验收'),
    step('更正', ['已验收'], '已验收'),
  ],
};

describe('a flow is laid out', () => {
  const { states, lines, width, height } = layoutOf(flow);
  it('in layers, by how many steps a state is away', () =>
    expect([...layersOf(flow)]).toEqual([
      ['在册', 0],
      ['已上报', 1],
      ['不予受理', 1],
      ['已验收', 1],
    ]));
  it('with every state inside the drawing and none on another', () => {
    for (const a of states) {
      expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width / 2).toBeLessThanOrEqual(width);
      expect(a.y).toBeLessThan(height);
      for (const b of states) {
        const apart = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || a.y !== b.y;
        expect(a === b || apart).toBe(true);
      }
    }
  });
  it('with the numbers of the steps on lines, two between the same states on one', () => {
    const numbers = lines.map((line) => line.numbers);
    expect(numbers).toEqual([[1], [2], [3], [3], [4], [5], [6]]);
    for (const line of lines) expect(line.x).toBeLessThanOrEqual(width);
  });
  it('with the number once where a step comes from several states', () => {
    const chain = {
      states: ['甲', '乙', '丙'].map((name) => ({ name, grade: '' as const })),
      steps: [step('1', ['甲'], '乙'), step('2', ['乙'], '丙'), step('3', ['乙', '丙'], '甲')],
    };
    expect(layoutOf(chain).lines.map((line) => line.numbers)).toEqual([[1], [2], [3], []]);
  });
  it('even where no step leads to a state', () => {
    const lonely = { states: [...flow.states, { name: '孤', grade: '' as const }], steps: [] };
    expect(layoutOf(lonely).states).toHaveLength(5);
  });
  it('and an empty one takes no room', () =>
    expect(layoutOf({ states: [], steps: [] }).states).toEqual([]));
});

describe('lines of two texts', () => {
  it('went, came or stayed', () =>
    expect(lineDiff('a\nb\nc', 'a\nx\nc\nd').map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'same a',
      'removed b',
      'added x',
      'same c',
      'added d',
    ]));
  it('that stayed are left out, those beside a change not', () =>
    expect(
      withContext(lineDiff('a\nb\nc\nd\ne\nf\ng', 'a\nb\nc\nx\ne\nf\ng'), 1).map(
        (line) => line?.text ?? '⋯',
      ),
    ).toEqual(['⋯', 'c', 'd', 'x', 'e', '⋯']));
  it('all came where there was nothing', () =>
    expect(lineDiff(null, 'a').map((line) => line.kind)).toEqual(['added']));
});

describe('places in a text', () => {
  it('are code points for the server and UTF-16 for the browser', () => {
    expect(codePointsBefore('𠮷县x', 3)).toBe(2);
    expect(indexOfCodePoint('𠮷县x', 2)).toBe(3);
    expect(indexOfCodePoint('甲', 9)).toBe(1);
  });
  const fault = (begin: number, end: number): BlockFault =>
    ({ severity: 'error', in_block: { line: 1, begin, end } }) as BlockFault;
  it('of faults cut the line at their characters', () =>
    expect(lineParts('煤耗: number 克', [fault(4, 10)]).map((part) => part.text)).toEqual([
      '煤耗: ',
      'number',
      ' 克',
    ]));
  it('of a fault at the end of the line take a blank', () => {
    const parts = lineParts('键:', [fault(2, 2)]);
    expect(parts[parts.length - 1]).toMatchObject({ text: ' ', fault: { severity: 'error' } });
  });
  it.each([
    ['label: 甲', '\n'],
    ['fields:', '\n  '],
    ['  甲: text', '\n  '],
    ['  late:', '\n    '],
    ['```register 甲:', '\n'],
  ])('after %s go on at the right indentation', (line, typed) =>
    expect(lineEndAt(`前\n${line}`, line.length + 2)).toBe(typed));
});

it('an expression is cut into names, texts and the rest, losing nothing', () => {
  const text = 'count(done(机组)[燃料 = "煤 机组"]) > 3.5 and not(甲_1)';
  const parts = expressionParts(text);
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(parts.filter((part) => part.kind === 'text').map((part) => part.text)).toEqual([
    '"煤 机组"',
  ]);
  expect(parts.filter((part) => part.kind === 'name').map((part) => part.text)).toEqual([
    'count',
    'done',
    '机组',
    '燃料',
    '甲_1',
  ]);
});

it('a cell of plain words is read without its quotes', () => {
  expect(plainWords('"煤"')).toEqual(['煤']);
  expect(plainWords('"煤", "气"')).toEqual(['煤', '气']);
  expect(plainWords('not("煤")')).toBeNull();
  expect(plainWords('-')).toBeNull();
});

it('relations are a closed list, and an agency has a name', () => {
  expect(readRelation('agency 市能源局')).toEqual({ kind: 'agency', agency: '市能源局' });
  expect(readRelation('office')).toEqual({ kind: 'office', agency: '' });
  expect(readRelation('市能源局')).toBeNull();
});
