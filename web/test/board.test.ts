import { describe, expect, it } from 'vitest';
import type { Agency, Figure, PlanDocument, Target } from '../src/api/types';
import { cellText } from '../src/board/board-cell';
import { readChoice, writeChoice } from '../src/board/board-choice';
import {
  contains,
  innerPoints,
  pathOf,
  project,
  readAreas,
  type Ring,
} from '../src/board/geometry';
import { placeLabels, textWidth } from '../src/board/labels';
import {
  boardColumns,
  boardParts,
  byUrgency,
  currentRow,
  depthsOf,
  filtered,
  lightsOf,
  markOf,
  rowsOf,
} from '../src/board/matrix';

const square = (left: number, top: number, size: number): Ring => [
  [left, top],
  [left + size, top],
  [left + size, top + size],
  [left, top + size],
  [left, top],
];

describe('the map', () => {
  const feature = (id: unknown, coordinates: unknown, type = 'Polygon') => ({
    type: 'Feature',
    id,
    properties: { name: '白石县' },
    geometry: { type, coordinates },
  });

  it('is the deeper the more targets of one light a region has', () => {
    const region = (holder: string, light: 'red' | 'yellow' | null, count: number) => ({
      column: { holder },
      mark: { light, figure: null, count },
    });
    const regions = [region('甲', 'red', 9), region('乙', 'red', 3), region('丙', 'yellow', 1)];
    expect([...depthsOf([...regions, region('丁', null, 0)])]).toEqual([
      ['甲', '100%'],
      ['乙', '33%'],
      ['丙', '100%'],
    ]);
  });

  it('reads areas and leaves out what is none', () => {
    const features = [
      feature('990001', [square(113, 35, 1)]),
      feature(990002, [[square(114, 35, 1)], [square(116, 35, 1)]], 'MultiPolygon'),
      feature(undefined, [square(113, 35, 1)]),
      feature('990003', [
        [
          [113, 35],
          [113, 'x'],
        ],
      ]),
      null,
    ];
    const areas = readAreas({ type: 'FeatureCollection', features });
    expect(areas.map((area) => [area.code, area.rings.length])).toEqual([
      ['990001', 1],
      ['990002', 2],
    ]);
    expect(readAreas(null)).toEqual([]);
    expect(readAreas({ features: 'none' })).toEqual([]);
  });

  it('lies with north up, in the middle, as wide as its latitude makes it', () => {
    const world = [{ code: 'a', name: '', rings: [square(112, 59, 2)] }];
    const [area] = project(world, { width: 400, height: 220, margin: 10 });
    const xs = area!.rings[0]!.map(([x]) => x);
    const ys = area!.rings[0]!.map(([, y]) => y);
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([10, 210]);
    // At 60 degrees a degree of longitude is half as long as one of latitude.
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(100, 6);
    expect((Math.max(...xs) + Math.min(...xs)) / 2).toBeCloseTo(200, 6);
    // The south-western corner comes first in the ring, and lies at the bottom left.
    expect(area!.rings[0]![0]).toEqual([expect.closeTo(150, 6), 210]);
  });

  it('is empty where there is nothing to lay flat', () => {
    const frame = { width: 400, height: 220, margin: 10 };
    expect(project([], frame)).toEqual([]);
    const point: Ring = [
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 1],
    ];
    expect(project([{ code: 'a', name: '', rings: [point] }], frame)).toEqual([]);
  });

  it('draws closed outlines', () =>
    expect(
      pathOf([
        [
          [0, 0],
          [1.26, 0],
          [0, 2],
        ],
      ]),
    ).toBe('M0.0 0.0L1.3 0.0L0.0 2.0Z'));

  it('knows inside from outside, and holes', () => {
    const rings = [square(0, 0, 10), square(4, 4, 2)];
    expect(contains(rings, [2, 2])).toBe(true);
    expect(contains(rings, [5, 5])).toBe(false);
    expect(contains(rings, [11, 5])).toBe(false);
  });

  it('finds the point farthest from the outline first', () => {
    // An L: its thick arm is the square to the lower left.
    const ring: Ring = [
      [0, 0],
      [2, 0],
      [2, 6],
      [10, 6],
      [10, 10],
      [0, 10],
      [0, 0],
    ];
    const [x, y] = innerPoints([ring])[0]!;
    expect(x).toBeLessThan(10);
    expect(y).toBeGreaterThan(6);
  });
});

describe('labels', () => {
  const frame = { width: 300, height: 200, margin: 0 };
  const area = (code: string, ring: Ring) => ({ code, name: code, rings: [ring] });
  const size = () => ({ width: 40, height: 20 });

  it('stand inside where there is room, and beside with a line where there is none', () => {
    const labels = placeLabels(
      [area('large', square(100, 60, 80)), area('small', square(180, 100, 10))],
      size,
      frame,
    );
    expect(labels.map((label) => [label.code, label.line === null])).toEqual([
      ['large', true],
      ['small', false],
    ]);
    const [x, y] = labels[1]!.center;
    // Neither over the large area nor over its own.
    expect(x - 20 >= 180 || y + 10 <= 60 || y - 10 >= 140).toBe(true);
    // Its line leads from its edge to the middle of its area.
    const [[fromX, fromY], [toX, toY]] = labels[1]!.line!;
    expect(Math.abs(fromX - x) <= 20 && Math.abs(fromY - y) <= 10).toBe(true);
    expect(toX > 180 && toX < 190 && toY > 100 && toY < 110).toBe(true);
    expect(x - 20 >= 190 || x + 20 <= 180 || y + 10 <= 100 || y - 10 >= 110).toBe(true);
  });

  it('never lie over one another, nor outside of the picture', () => {
    const many = Array.from({ length: 12 }, (_, n) =>
      area(`${n}`, square(120 + (n % 4) * 9, 80 + Math.floor(n / 4) * 9, 9)),
    );
    const labels = placeLabels(many, size, frame);
    expect(labels.length).toBe(12);
    labels.forEach(({ center: [x, y] }, at) => {
      expect(x >= 20 && x <= 280 && y >= 10 && y <= 190).toBe(true);
      labels.slice(at + 1).forEach(({ center: [otherX, otherY] }) => {
        expect(Math.abs(x - otherX) >= 40 || Math.abs(y - otherY) >= 20).toBe(true);
      });
    });
  });

  it('are as wide as their characters', () => {
    expect(textWidth('修武县', 10)).toBe(30);
    expect(textWidth('35.5%', 10)).toBeCloseTo(30);
  });
});

const agency = (name: string, kind: string, region = '', aliases: string[] = []) =>
  ({ name, kind, region, aliases }) as unknown as Agency;
const agencies = [
  agency('市人民政府', '政府', '990000'),
  agency('市示范区管委会', '县区', '990000-示范区', ['示范区']),
  agency('青桥县', '县区', '990002', ['青桥县人民政府']),
  agency('白石县', '县区', '990001'),
];

const figure = (block: string, node: string, share: string, more: Partial<Figure> = {}): Figure =>
  ({
    ...{ block, kind: 'target', node, share, part: '', due: null, days_left: null, unit: '家' },
    ...{ low: null, high: null, reported: null, accepted: null, published: null, reserve: null },
    shown: { reported: null, accepted: null, published: null },
    ...{ measured: false, rate: null, shown_rate: null, behind: null, met: false, late: false },
    ...{
      light: 'grey',
      light_rule: 0,
      state: '',
      aim: false,
      not_set: [],
      anchor: '',
      explain: null,
    },
    ...more,
  }) as Figure;

describe('columns', () => {
  it('are the whole, the regions by code, other holders, and what is nobody’s', () => {
    const figures = [
      figure('关停', '2018', '未归属'),
      figure('关停', '2018', '青桥县'),
      figure('关停', '2018', '甲公司'),
      { ...figure('巡查', '', '市环境保护局'), kind: 'task' as const },
    ];
    expect(
      boardColumns(figures, agencies, null).map((column) => [column.kind, column.name]),
    ).toEqual([
      ['whole', ''],
      ['region', '白石县'],
      ['region', '青桥县'],
      ['region', '示范区'],
      ['other', '甲公司'],
      ['unassigned', '未归属'],
    ]);
  });

  it('are a single one for who holds a share', () =>
    expect(boardColumns([], agencies, '青桥县')).toEqual([
      { holder: '青桥县', kind: 'region', name: '青桥县', code: '990002' },
    ]));
});

const line = (number: number, kind: string, text: string, targets: string[] = []) => ({
  anchor: `0-${number}`,
  line: number,
  kind,
  text,
  blocks: targets.map((name) => ({ kind: 'target', name, id: name, begin: 0, end: 1 })),
});
const heading = (number: number, level: number, title: string) => ({
  anchor: `0-${number}`,
  level,
  title,
});
const target = (name: string): Target => ({ name, label: '' }) as Target;

const document = {
  files: [
    {
      name: '1.md',
      lines: [
        line(1, 'plan', '攻坚方案'),
        line(2, 'h1', '一、退出'),
        line(3, 'text', '关停60家。', ['关停', '压减']),
        line(4, 'h1', '二、保障'),
        line(5, 'text', '检查。', ['检查', '关停']),
      ],
    },
  ],
  outline: [heading(1, 1, '攻坚方案'), heading(2, 2, '退出'), heading(4, 2, '保障')],
  targets: { 关停: target('关停'), 压减: target('压减'), 检查: target('检查') },
  figures: [
    figure('关停', '2017', '', { due: '2017-12-31', days_left: -30, met: true, light: 'green' }),
    figure('关停', '2017', '白石县', { due: '2017-12-31', days_left: -30, light: 'red' }),
    figure('关停', '2018', '', { due: '2018-12-31', days_left: 335, light: 'yellow' }),
    figure('关停', '2018', '白石县', { due: '2018-12-31', days_left: 335, light: 'green' }),
    figure('关停', 'total', '', { due: '2018-12-31', days_left: 335, light: 'yellow' }),
    figure('压减', '2018', '', { due: '2018-06-30', days_left: 151, light: 'yellow' }),
    figure('检查', '', '', { reported: '3', accepted: '2' }),
  ],
} as unknown as PlanDocument;

describe('rows', () => {
  const rows = (nodes: 'current' | 'all') =>
    rowsOf(boardParts(document, nodes)).map((row) => `${row.target.name}/${row.node}`);

  it('stand under their clauses, each target once, at the node people work on', () => {
    const parts = boardParts(document, 'current');
    expect(parts.map((part) => part.title)).toEqual(['攻坚方案']);
    expect(parts[0]!.sections.map((section) => section.title)).toEqual(['退出', '保障']);
    expect(rows('current')).toEqual(['关停/2018', '压减/2018', '检查/']);
  });

  it('are every node where asked for', () =>
    expect(rows('all')).toEqual(['关停/2017', '关停/2018', '关停/total', '压减/2018', '检查/']));

  it('are one a value of a split', () => {
    const figures = ['煤', '气'].map((part) =>
      figure('关停', '2018', '', { part, light: 'green' }),
    );
    const parts = boardParts({ ...document, figures }, 'current');
    expect(rowsOf(parts).map((row) => [row.node, row.part])).toEqual([
      ['2018', '煤'],
      ['2018', '气'],
    ]);
  });

  it('show the last node where all are met, and the earliest overdue one first', () => {
    const row = (node: string, due: string, met: boolean) => ({
      target: target('关停'),
      node,
      part: '',
      cells: new Map([['', figure('关停', node, '', { due, met })]]),
    });
    const met = [row('2018', '2018-12-31', true), row('2017', '2017-12-31', true)];
    expect(currentRow(met)?.node).toBe('2018');
    const late = [row('2018', '2018-12-31', false), row('2017', '2017-12-31', false)];
    expect(currentRow(late)?.node).toBe('2017');
    expect(currentRow([])).toBeUndefined();
  });

  const columns = boardColumns(document.figures, agencies, null);
  const all = boardParts(document, 'current');
  const names = (filter: Partial<Parameters<typeof filtered>[2]>) =>
    rowsOf(filtered(all, columns, { part: null, light: null, order: 'text', ...filter })).map(
      (row) => row.target.name,
    );

  it('are filtered by a light that any column shows', () => {
    expect(names({ light: 'yellow' })).toEqual(['关停', '压减']);
    expect(names({ light: 'green' })).toEqual(['关停']);
    expect(names({ light: 'red' })).toEqual([]);
    expect(names({ part: 1 })).toEqual([]);
  });

  it('come with the gravest light first, then with the fewest days left', () => {
    expect(names({ order: 'urgent' })).toEqual(['压减', '关停', '检查']);
    const [first, , last] = rowsOf(all);
    expect(byUrgency(first!, last!)).toBeLessThan(0);
  });

  it('give a region its lights, its gravest one, or that of one target', () => {
    const list = rowsOf(boardParts(document, 'all'));
    expect(lightsOf(list, '白石县')).toEqual({ red: 1, yellow: 0, green: 1, grey: 0 });
    expect(markOf(list, '白石县', null)).toMatchObject({ light: 'red', count: 1, figure: null });
    expect(markOf(list, '白石县', '关停')).toMatchObject({ light: 'green' });
    expect(markOf(list, '白石县', '关停').figure?.node).toBe('2018');
    expect(markOf(list, '青桥县', '关停')).toEqual({ light: null, figure: null, count: 0 });
  });
});

it('a cell shows the rate, else the figure, else that there is none', () => {
  expect(cellText(figure('a', '', '', { shown_rate: '35.5' }))).toBe('35.5%');
  const counted = {
    reported: '3',
    accepted: '2',
    shown: { reported: '3', accepted: '2', published: null },
  };
  expect(cellText(figure('a', '', '', counted))).toBe('2');
  expect(cellText(figure('a', '', ''))).toBe('—');
  const shown = { reported: '1', accepted: '0.3', published: null };
  const long = { reported: '1', accepted: '0.3333333333333333333333333333333333', shown };
  expect(cellText(figure('a', '', '', long))).toBe('0.3');
});

it('what is chosen stands in the address, and nonsense in it is nothing chosen', () => {
  const choice = { part: 2, light: 'red', nodes: 'all', order: 'urgent', on: '关停' } as const;
  const written = writeChoice(choice, new URLSearchParams('as_of=2018-01-01'));
  expect(written.get('as_of')).toBe('2018-01-01');
  expect(readChoice(written)).toEqual(choice);
  const nothing = { part: null, light: null, nodes: 'current', order: 'text', on: null };
  expect(readChoice(new URLSearchParams('part=x&light=blue&nodes=2&on='))).toEqual(nothing);
  expect(writeChoice({ ...nothing } as never, written).toString()).toBe('as_of=2018-01-01');
});
