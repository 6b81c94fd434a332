// Row grid: a register as a table one scrolls through, however long it is.
//
// It follows the grid pattern of ARIA: one place for the keyboard to be, arrows move the active
// cell, PageUp PageDown Home End with and without Ctrl, Space chooses the row, Enter does what the
// cell is for. Only what is in sight is in the document.
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Register, Row, SortKey } from '../api/registers';
import { useNarrow } from '../app/use-narrow';
import { useLanguage } from '../i18n/language';
import { widthOf, type Column, type ColumnChoice } from './columns';
import { GridHead } from './grid-head';
import { moveActive, type ActiveCell } from './grid-keys';
import { check_px, deeds_px, head_px, type GridDeeds, type Selection } from './grid-parts';
import { GridRow } from './grid-row';
import type { RowWindows } from './row-windows';
import { row_px, ScrollMap, type Sight } from './scroll-map';

/// How many columns of the key stay where they are, and what stands before them. On a phone one
/// does, or nothing else would be seen.
const frozenOf = (columns: Column[], narrow: boolean) => ({
  frozen: columns.filter((each) => each.isKey).slice(0, narrow ? 1 : frozen_max),
  before_px: narrow ? 0 : check_px,
  after_px: narrow ? 0 : deeds_px,
});

/// Left edges of the frozen columns; the others scroll below them.
function frozenEdges(columns: Column[], choice: ColumnChoice, narrow: boolean) {
  const edges = new Map<string, number>();
  const { frozen, before_px } = frozenOf(columns, narrow);
  let left = before_px;
  for (const column of frozen) {
    edges.set(column.name, left);
    left += widthOf(column, choice);
  }
  return edges;
}

/// The grid takes what is left of the window below it.
function useHeight(): [React.RefObject<HTMLDivElement>, number] {
  const frame = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(480);
  useLayoutEffect(() => {
    const measure = (): void => {
      const top = (frame.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
      setHeight(Math.max(320, window.innerHeight - top - foot_px));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(document.body);
    window.addEventListener('resize', measure);
    return () => {
      watcher.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, []);
  return [frame, height];
}

interface GridProperties {
  register: Register;
  windows: RowWindows;
  columns: Column[];
  choice: ColumnChoice;
  sort: SortKey[];
  selected: Selection;
  deeds: GridDeeds;
}

/// A key that stays leaves room for the others on a phone.
function phoneWidths(columns: Column[], choice: ColumnChoice): ColumnChoice {
  const key = columns.find((each) => each.isKey);
  if (key === undefined) return choice;
  const width_px = Math.min(widthOf(key, choice), phone_key_px);
  return { ...choice, widths: { ...choice.widths, [key.name]: width_px } };
}

const sumOf = (columns: Column[], choice: ColumnChoice): number =>
  columns.reduce((sum, each) => sum + widthOf(each, choice), 0);

/// Scrolls sideways until the column is not below the frozen ones.
function showColumn(box: HTMLElement, at: number, given: GridProperties, narrow: boolean): void {
  const { columns, choice } = given;
  const shown = columns[at];
  const { frozen, before_px, after_px } = frozenOf(columns, narrow);
  if (shown === undefined || frozen.includes(shown)) return;
  const left = check_px + sumOf(columns.slice(0, at), choice);
  const right = left + widthOf(shown, choice);
  const covered = before_px + sumOf(frozen, choice);
  if (left - covered < box.scrollLeft) box.scrollLeft = left - covered;
  else if (right + after_px > box.scrollLeft + box.clientWidth) {
    box.scrollLeft = right + after_px - box.clientWidth;
  }
}

/// Where one is in the grid: what is in sight, which cell is active, and how the keys move it.
function useGridPlace(given: GridProperties, narrow: boolean) {
  const { windows, columns, deeds } = given;
  const [frame, height] = useHeight();
  const [scroll_px, setScroll] = useState(0);
  const [active, setActive] = useState<ActiveCell>({ row: 0, column: 0 });
  const total = windows.page?.total ?? 0;
  const map = useMemo(() => new ScrollMap(total, height - head_px), [total, height]);
  const sight = map.sight(scroll_px);
  useEffect(() => windows.need(sight.first, sight.last), [windows, sight.first, sight.last]);
  useEffect(() => {
    frame.current?.scrollTo({ top: 0 });
    setScroll(0);
    setActive({ row: 0, column: 0 });
  }, [windows, frame]);
  const goTo = (cell: ActiveCell): void => {
    setActive(cell);
    const box = frame.current;
    if (box === null) return;
    if (cell.row >= 0) box.scrollTop = map.scrollTo(cell.row, box.scrollTop, bar_px);
    showColumn(box, cell.column, given, narrow);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((height - head_px) / row_px) - 1);
    const size = { rows: total, columns: columns.length, page };
    const next = moveActive(active, event.key, event.ctrlKey, size);
    const row = active.row >= 0 ? windows.row(active.row) : undefined;
    if (next !== null) goTo(next);
    else if (event.key === ' ' && row !== undefined) deeds.onSelect?.(row);
    else if (event.key === 'Enter' && active.row < 0) sortBy(columns[active.column], deeds);
    else if (event.key === 'Enter' && row !== undefined) enter(row, event.ctrlKey, deeds);
    else return;
    event.preventDefault();
  };
  return { frame, height, map, sight, active, setActive, setScroll, onKeyDown };
}

export function RowGrid(asked: GridProperties) {
  const { t } = useLanguage();
  const narrow = useNarrow();
  const { register, windows, columns } = asked;
  const choice = useMemo(
    () => (narrow ? phoneWidths(columns, asked.choice) : asked.choice),
    [columns, asked.choice, narrow],
  );
  const given = { ...asked, choice };
  const id = useId();
  const { frame, height, active, setScroll, onKeyDown, ...place } = useGridPlace(given, narrow);
  const edges = useMemo(() => frozenEdges(columns, choice, narrow), [columns, choice, narrow]);
  const width_px = check_px + deeds_px + sumOf(columns, choice);
  return (
    <>
      <div
        ref={frame}
        className="grid-frame"
        style={{ height }}
        role="grid"
        tabIndex={0}
        aria-label={register.label || register.name}
        aria-rowcount={(windows.page?.total ?? 0) + 1}
        aria-colcount={columns.length}
        aria-multiselectable="true"
        aria-busy={windows.loading}
        aria-activedescendant={`${id}-${active.row}-${active.column}`}
        onKeyDown={onKeyDown}
        onScroll={(event) => setScroll(event.currentTarget.scrollTop)}
      >
        <GridHead
          id={id}
          columns={columns}
          choice={choice}
          edges={edges}
          sort={given.sort}
          active={active.row < 0 ? active.column : null}
          width_px={width_px}
          deeds={given.deeds}
        />
        <div
          className="grid-body"
          role="presentation"
          style={{ height: place.map.height_px, width: width_px, minWidth: '100%' }}
        >
          <GridRows {...given} {...place} id={id} edges={edges} active={active} />
        </div>
      </div>
      <p className="quiet grid-keys">{t('grid.keys')}</p>
    </>
  );
}

interface SeenRows extends GridProperties {
  id: string;
  sight: Sight;
  edges: Map<string, number>;
  active: ActiveCell;
  setActive: (cell: ActiveCell) => void;
}

function GridRows({ sight, windows, active, selected, setActive, ...rest }: SeenRows) {
  const { id, register, columns, choice, edges, deeds } = rest;
  const places = Array.from(
    { length: Math.max(0, sight.last - sight.first + 1) },
    (_, index) => sight.first + index,
  );
  return (
    <div role="presentation" style={{ transform: `translateY(${sight.top_px}px)` }}>
      {places.map((at) => {
        const row = windows.row(at);
        return (
          <GridRow
            key={at}
            id={id}
            at={at}
            register={register.name}
            row={row}
            columns={columns}
            choice={choice}
            edges={edges}
            active={active.row === at ? active.column : null}
            selected={row !== undefined && selected.has(row.row)}
            deeds={deeds}
            onActive={setActive}
          />
        );
      })}
    </div>
  );
}

const frozen_max = 2;
const phone_key_px = 150;
const foot_px = 40; // What the keys do stands below.
const bar_px = 14; // A scroll bar may lie over the last row.

function sortBy(column: Column | undefined, deeds: GridDeeds): void {
  if (column?.sortable) deeds.onSort(column.name);
}

function enter(row: Row, control: boolean, deeds: GridDeeds): void {
  if (!control && row.can.edit && deeds.onEdit !== null) deeds.onEdit(row);
  else deeds.onOpen(row);
}
