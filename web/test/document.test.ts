import { describe, expect, it } from 'vitest';
import type { Figure, Finding, Line, PlanDocument, Target } from '../src/api/types';
import { quantityMarks } from '../src/draft/source-line';
import { quoteOf } from '../src/document/clause-quote';
import { headingNumber } from '../src/document/heading-number';
import { segmentsOf, titleEndOf } from '../src/document/segments';
import { contentOf, figuresByNode, sectionOfAnchor, sectionsOf } from '../src/document/sections';
import { grouped, timelineStops } from '../src/figures/deadlines';

const line = (anchor: string, text: string, rest: Partial<Line> = {}): Line => ({
  anchor,
  line: 1,
  level: 0,
  kind: 'text',
  label: null,
  text,
  number: 1,
  lights: null,
  sentences: [],
  blocks: [],
  ...rest,
});

describe('a line is cut into segments', () => {
  const text = '𠮷县压减66万吨，9月底前完成。';
  const marked = line('0-1', text, {
    sentences: [{ begin: 0, end: 17, state: 'bound', blocks: ['甲'] }],
    blocks: [{ kind: 'target', id: '甲', name: '甲', begin: 2, end: 8 }],
  });
  const findings = [{ marks: [[9, 13]] }] as unknown as Finding[];
  const segments = segmentsOf({ line: marked, findings, hits: [[4, 6]], titleEnd: 0 });

  it('by code points, losing nothing', () =>
    expect(segments.map((segment) => segment.text).join('')).toBe(text));
  it('where words belong to a target', () =>
    expect(
      segments
        .filter((segment) => segment.block === '甲')
        .map((segment) => segment.text)
        .join(''),
    ).toBe('压减66万吨'));
  it('where a doubt and a hit stand', () => {
    expect(
      segments.filter((segment) => segment.findings.length > 0).map((segment) => segment.text),
    ).toEqual(['9月底前']);
    expect(segments.filter((segment) => segment.hit).map((segment) => segment.text)).toEqual([
      '66',
    ]);
  });
});

it.each([
  ['（一）基本思路。坚持推动。', 'h2', '基本思路', 8],
  ['一、总体要求', 'h1', '总体要求', 6],
  ['时间节点:2017年', 'label', undefined, 5],
  ['普通一行', 'text', undefined, 0],
] as const)('the heading of %s ends', (text, kind, title, end) =>
  expect(
    titleEndOf(
      line('0-1', text, { kind, level: kind === 'text' || kind === 'label' ? 0 : 2 }),
      title,
    ),
  ).toBe(end),
);

const document = {
  files: [
    {
      name: '1.md',
      lines: [
        line('0-1', '某方案', { kind: 'plan', level: 1 }),
        line('0-2', '引言。'),
        line('0-3', '一、任务', { kind: 'h1', level: 2 }),
        line('0-4', '时间节点:甲。', {
          kind: 'label',
          level: 3,
          blocks: [{ kind: 'target', id: '甲', name: '甲', begin: 0, end: 7 }],
        }),
        line('0-5', '二、保障', { kind: 'h1', level: 2 }),
      ],
    },
  ],
  outline: ['0-1', '0-3', '0-4', '0-5'].map((anchor, index) => ({
    anchor,
    file: 0,
    line: index,
    level: [1, 2, 3, 2][index],
    number: '',
    title: anchor,
    lights: null,
  })),
  targets: { 甲: { name: '甲', owners: ['乙局'], lead: [] } },
  tasks: {},
  blocks: [
    { id: '甲', kind: 'target', anchor: '0-4' },
    { id: '乙台账', kind: 'register', anchor: '0-4' },
    { id: '别处', kind: 'register', anchor: '0-5' },
    { id: '丙流程', kind: 'flow', anchor: null },
  ],
} as unknown as PlanDocument;

describe('clauses', () => {
  const sections = sectionsOf(document);
  it('are headings with what stands under them, labelled parts included', () =>
    expect(sections.map((section) => section.lines.map((each) => each.anchor))).toEqual([
      ['0-1', '0-2'],
      ['0-3', '0-4'],
      ['0-5'],
    ]));
  it('know what is above them', () => expect(sections[1]?.parents).toEqual(['0-1']));
  it('are found by any of their lines', () =>
    expect(sectionOfAnchor(sections, '0-4')?.anchor).toBe('0-3'));
  it('gather targets, owners and the other blocks that stand there', () => {
    const section = sections[1];
    if (section === undefined) throw new Error('no section');
    const { owners, blocks } = contentOf(section, document);
    expect(owners).toEqual(['乙局']);
    expect(blocks.map((head) => head.id)).toEqual(['乙台账']);
  });
});

describe('figures', () => {
  const figure = (block: string, share: string, days: number | null, met = false) =>
    ({
      block,
      node: '2017',
      share,
      part: '',
      days_left: days,
      met,
      due: days === null ? null : `2017-10-${String(12 + Math.max(0, days)).padStart(2, '0')}`,
    }) as Figure;
  it('show the whole before its shares', () =>
    expect(
      figuresByNode([figure('甲', '乙县', 1), figure('甲', '', 1)], '甲')
        .get('2017')
        ?.map((each) => each.share),
    ).toEqual(['', '乙县']));
  it('stand apart by the value of a split', () => {
    const split = ['铝工业', '轻工业'].map((part) => ({ ...figure('甲', '', 1), part }));
    expect([...figuresByNode(split, '甲').keys()]).toEqual(['2017/铝工业', '2017/轻工业']);
  });
  it('are grouped with the longest overdue first and the met last', () => {
    const groups = grouped([
      figure('甲', '', 40),
      figure('乙', '', -3),
      figure('丙', '', -99),
      figure('丁', '', null),
      figure('戊', '', -1, true),
      figure('己', '', 0),
    ]);
    expect(groups.map((each) => each.group)).toEqual([
      'overdue',
      'soon',
      'later',
      'undated',
      'met',
    ]);
    expect(groups[0]?.figures.map((each) => each.block)).toEqual(['丙', '乙']);
  });
  it('of a share that nobody has given are not overdue', () => {
    const share = { ...figure('甲', '乙县', -5), kind: 'target', low: null } as Figure;
    expect(grouped([share]).map((each) => each.group)).toEqual(['unshared']);
    const given = { ...share, low: '3' };
    const whole = { ...share, share: '' };
    expect(grouped([given, whole]).map((each) => each.group)).toEqual(['overdue']);
  });
  it('stand on the line of time by day', () =>
    expect(
      timelineStops([
        figure('甲', '', 2),
        figure('乙', '', 1),
        figure('丙', '', 2),
        figure('丁', '', null),
      ]).map((stop) => [stop.due, stop.figures.length]),
    ).toEqual([
      ['2017-10-13', 1],
      ['2017-10-14', 2],
    ]));
});

it('marks each quantity where it stands, twice the same words twice', () => {
  const quantity = (text: string) => ({ text }) as Parameters<typeof quantityMarks>[1][number];
  expect(
    quantityMarks('压减66万吨，再压减66万吨', [quantity('66万吨'), quantity('66万吨')]),
  ).toEqual([
    [2, 6],
    [10, 14],
  ]);
});

it.each([
  ['h1', '一', '一、'],
  ['h2', '二', '（二）'],
  ['item', '3', '3. '],
  ['subitem', '4', '（4）'],
  ['h1', '第三条', '第三条 '],
  ['plan', '', ''],
] as const)('the number of %s %s is written', (kind, number, shown) =>
  expect(headingNumber(kind, number)).toBe(shown),
);

describe('the quote of a target', () => {
  const text = '一、目标。2017年，淘汰产能66万吨，关停6家。2018年再压减。';
  const block = { kind: 'target', id: '产能', name: '产能', begin: 10, end: 18 };
  const sentences = [
    { begin: 0, end: 5, state: 'bound' as const, blocks: [] },
    { begin: 5, end: 25, state: 'bound' as const, blocks: [] },
    { begin: 25, end: 33, state: 'bound' as const, blocks: [] },
  ];
  const line = { anchor: '0-1', text, sentences, blocks: [block] } as unknown as Line;
  const document = { files: [{ name: 'a', lines: [line] }] } as unknown as PlanDocument;
  const target = { name: '产能', anchor: '0-1', quote: '淘汰产能' } as Target;
  it('is the whole sentence, its own words apart', () => {
    const { before, words, after } = quoteOf(document, target);
    expect(before + words + after).toBe(text.slice(5, 25));
    expect(words).toBe(text.slice(10, 18));
  });
  it('is the words alone where the line is not there', () =>
    expect(quoteOf(document, { ...target, anchor: '9-9' }).words).toBe('淘汰产能'));
});
