// Matrix: targets by the regions that hold them - which columns there are, which node of a target
// stands in its row, what is filtered, and in which order.
import type { Agency, Figure, LightColour, LightCounts, PlanDocument, Target } from '../api/types';
import { sectionsOf } from '../document/sections';
import { lightOrder, worstLight } from '../figures/light';

export type ColumnKind = 'whole' | 'region' | 'other' | 'unassigned';
export interface BoardColumn {
  holder: string; ///< As `share` of its figures.
  kind: ColumnKind;
  name: string; ///< The shortest the plan gives it; empty for the whole.
  code: string; ///< Of the region.
}
export interface BoardRow {
  target: Target;
  node: string;
  part: string; ///< Of a target split by a field of its rows.
  cells: Map<string, Figure>; ///< By holder.
}
export interface BoardSection {
  title: string;
  anchor: string;
  rows: BoardRow[];
}
export interface BoardPart {
  file: number;
  title: string;
  sections: BoardSection[];
}

export type NodeChoice = 'current' | 'all';
export type RowOrder = 'text' | 'urgent';
export interface BoardFilter {
  part: number | null; ///< Index of a file; null: all.
  light: LightColour | null;
  nodes: NodeChoice;
  order: RowOrder;
}

/// What counts rows of nobody: the plan language's own word.
export const unassigned = '未归属';
const regionKind = '县区';

/// Codes of GB/T 2260 before a plan's own.
function byCode(one: BoardColumn, other: BoardColumn): number {
  const local = (column: BoardColumn): number => Number(!/^\d{6}$/.test(column.code));
  if (local(one) !== local(other)) return local(one) - local(other);
  return one.code < other.code ? -1 : Number(one.code > other.code);
}

const shortest = (names: string[]): string =>
  names.reduce((best, name) => ([...name].length < [...best].length ? name : best));

/// The whole, the regions by their codes, others who hold a share, and what belongs to nobody. Who
/// holds a share alone sees that one.
export function boardColumns(
  figures: Figure[],
  agencies: Agency[],
  own: string | null,
): BoardColumn[] {
  const regions = agencies
    .filter((agency) => agency.kind === regionKind)
    .map(({ name, aliases, region }): BoardColumn => {
      return { holder: name, kind: 'region', name: shortest([name, ...aliases]), code: region };
    })
    .sort(byCode);
  if (own !== null) {
    const mine = regions.find((column) => column.holder === own);
    return [mine ?? { holder: own, kind: 'other', name: own, code: '' }];
  }
  const known = new Set(['', unassigned, ...regions.map((column) => column.holder)]);
  const targets = figures.filter((figure) => figure.kind === 'target');
  const holders = new Set(targets.map((figure) => figure.share));
  const others = [...holders]
    .filter((holder) => !known.has(holder))
    .sort((one, other) => one.localeCompare(other, 'zh'))
    .map((holder): BoardColumn => ({ holder, kind: 'other', name: holder, code: '' }));
  const whole: BoardColumn = { holder: '', kind: 'whole', name: '', code: '' };
  const nobody: BoardColumn = {
    holder: unassigned,
    kind: 'unassigned',
    name: unassigned,
    code: '',
  };
  return [whole, ...regions, ...others, ...(holders.has(unassigned) ? [nobody] : [])];
}

const never = '9999-12-31';

/// One row a node and a value of its split, in the order of the plan.
function rowsOfTarget(target: Target, figures: Figure[]): BoardRow[] {
  const byNode = new Map<string, BoardRow>();
  for (const figure of figures) {
    const { node, part, share } = figure;
    const key = `${node}/${part}`;
    const row = byNode.get(key) ?? { target, node, part, cells: new Map<string, Figure>() };
    row.cells.set(share, figure);
    byNode.set(key, row);
  }
  return [...byNode.values()];
}

/// The figure that speaks for a row: the whole, or the first share of who sees no whole.
export const leadOf = (row: BoardRow): Figure | undefined =>
  row.cells.get('') ?? [...row.cells.values()][0];

/// The node people work on: the earliest that is not met; where all are met, the last.
export function currentRow(rows: BoardRow[]): BoardRow | undefined {
  const dueOf = (row: BoardRow): string => leadOf(row)?.due ?? never;
  const nodes = rows.filter((row) => row.node !== 'total');
  const inOrder = [...(nodes.length > 0 ? nodes : rows)].sort((one, other) =>
    dueOf(one) < dueOf(other) ? -1 : Number(dueOf(one) > dueOf(other)),
  );
  return inOrder.find((row) => leadOf(row)?.met === false) ?? inOrder[inOrder.length - 1];
}

/// All rows, under the clauses and parts of the text they come from.
export function boardParts(document: PlanDocument, nodes: NodeChoice): BoardPart[] {
  const figures = new Map<string, Figure[]>();
  for (const figure of document.figures) {
    if (figure.kind !== 'target') continue;
    const list = figures.get(figure.block);
    if (list === undefined) figures.set(figure.block, [figure]);
    else list.push(figure);
  }
  const parts: BoardPart[] = [];
  const placed = new Set<string>();
  for (const section of sectionsOf(document)) {
    const blocks = section.lines.flatMap((line) => line.blocks);
    const names = new Set(blocks.flatMap((block) => (block.kind === 'target' ? block.name : [])));
    const rows = [...names].flatMap((name) => {
      const target = document.targets[name];
      if (target === undefined || placed.has(name)) return [];
      placed.add(name);
      const all = rowsOfTarget(target, figures.get(name) ?? []);
      const current = currentRow(all);
      return nodes === 'all' ? all : all.filter((row) => row.node === current?.node);
    });
    if (rows.length === 0) continue;
    let part = parts.find((each) => each.file === section.file);
    if (part === undefined) {
      const title = section.parents[0] ?? section.heading?.title ?? '';
      part = { file: section.file, title, sections: [] };
      parts.push(part);
    }
    part.sections.push({ title: section.heading?.title ?? '', anchor: section.anchor, rows });
  }
  return parts;
}

const shown = (row: BoardRow, columns: BoardColumn[]): Figure[] =>
  columns.flatMap((column) => row.cells.get(column.holder) ?? []);

const rank = (light: LightColour | ''): number =>
  light === '' ? lightOrder.length : lightOrder.indexOf(light);

/// The gravest light first, then the fewest days left, then as the text has them.
export function byUrgency(one: BoardRow, other: BoardRow): number {
  const [left, right] = [leadOf(one), leadOf(other)];
  const days = (figure: Figure | undefined): number => figure?.days_left ?? Number.MAX_SAFE_INTEGER;
  return rank(left?.light ?? '') - rank(right?.light ?? '') || days(left) - days(right);
}

/// What a reader asked for; a part or a clause without rows does not stand there.
export function filtered(
  parts: BoardPart[],
  columns: BoardColumn[],
  filter: Pick<BoardFilter, 'part' | 'light' | 'order'>,
): BoardPart[] {
  const { part: wanted, light, order } = filter;
  const isShown = (row: BoardRow): boolean =>
    light === null || shown(row, columns).some((figure) => figure.light === light);
  return parts
    .filter((part) => wanted === null || part.file === wanted)
    .map((part) => {
      const sections = part.sections
        .map((section) => ({ ...section, rows: section.rows.filter(isShown) }))
        .filter((section) => section.rows.length > 0);
      if (order === 'text') return { ...part, sections };
      const rows = sections.flatMap((section) => section.rows).sort(byUrgency);
      return { ...part, sections: rows.length === 0 ? [] : [{ title: '', anchor: '', rows }] };
    })
    .filter((part) => part.sections.length > 0);
}

export const rowsOf = (parts: BoardPart[]): BoardRow[] =>
  parts.flatMap((part) => part.sections.flatMap((section) => section.rows));

/// How many lights of each colour a holder has among the rows.
export function lightsOf(rows: BoardRow[], holder: string): LightCounts {
  const counts: LightCounts = { red: 0, yellow: 0, green: 0, grey: 0 };
  for (const row of rows) {
    const light = row.cells.get(holder)?.light ?? '';
    if (light !== '') counts[light] += 1;
  }
  return counts;
}

/// What the map says of a holder: one target's figure, or the gravest light of all rows.
export interface MapMark {
  light: LightColour | null;
  figure: Figure | null;
  count: number; ///< Of rows with that light.
}

export function markOf(rows: BoardRow[], holder: string, target: string | null): MapMark {
  if (target !== null) {
    const own = rows.filter((row) => row.target.name === target);
    const figure = currentRow(own)?.cells.get(holder) ?? null;
    return { light: figure?.light || null, figure, count: figure === null ? 0 : 1 };
  }
  const counts = lightsOf(rows, holder);
  const light = worstLight(counts);
  return { light, figure: null, count: light === null ? 0 : counts[light] };
}

/// By holder, how deep the colour of its light is: the most targets of one light in full, so that
/// regions of one light are told apart. None where the map shows one target.
export function depthsOf(
  regions: { column: Pick<BoardColumn, 'holder'>; mark: MapMark }[],
): Map<string, string> {
  const most = new Map<string, number>();
  for (const { mark } of regions) {
    if (mark.light === null || mark.figure !== null) continue;
    most.set(mark.light, Math.max(most.get(mark.light) ?? 0, mark.count));
  }
  const depths = new Map<string, string>();
  for (const { column, mark } of regions) {
    const whole = mark.figure === null && mark.light !== null ? most.get(mark.light) : undefined;
    if (whole === undefined || whole === 0) continue;
    depths.set(column.holder, `${Math.round((mark.count / whole) * 100)}%`);
  }
  return depths;
}
