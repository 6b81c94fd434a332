// Board table: targets down, holders across, heads that stay. One stop for Tab; arrow keys go from
// cell to cell.
import { Fragment, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { Figure } from '../api/types';
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { formatDaysLeft, formatDueValue, formatNode } from '../figures/format';
import { LightCountList } from '../figures/light';
import { useLanguage } from '../i18n/language';
import { BoardCell, columnName } from './board-cell';
import {
  leadOf,
  lightsOf,
  rowsOf,
  type BoardColumn,
  type BoardPart,
  type BoardRow,
} from './matrix';

const moves: Record<string, [number, number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

const cellOf = (element: EventTarget | null): HTMLTableCellElement | null =>
  element instanceof HTMLElement ? element.closest('td') : null;

/// The nearest cell with something to open in that direction.
function nextButton(from: HTMLTableCellElement, [down, across]: [number, number]) {
  const rows = [...(from.closest('table')?.querySelectorAll('tr.board-row') ?? [])];
  let line = rows.indexOf(from.parentElement as HTMLTableRowElement) + down;
  let column = from.cellIndex + across;
  for (; rows[line] !== undefined; line += down, column += across) {
    const cell = (rows[line] as HTMLTableRowElement).cells[column];
    if (cell === undefined) return null;
    const button = cell.querySelector('button');
    if (button !== null) return button;
  }
  return null;
}

export function BoardTable({
  parts,
  columns,
  onOpen,
}: {
  parts: BoardPart[];
  columns: BoardColumn[];
  onOpen: (row: BoardRow, figure: Figure) => void;
}) {
  const { t } = useLanguage();
  const stop = useRef<HTMLButtonElement | null>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const move = moves[event.key];
    const cell = cellOf(event.target);
    if (move === undefined || cell === null) return;
    event.preventDefault();
    nextButton(cell, move)?.focus();
  };
  const first = rowsOf(parts)
    .flatMap((row) => columns.map((column) => ({ row, column })))
    .find(({ row, column }) => row.cells.get(column.holder)?.light);
  return (
    <table
      className="board-table"
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (!(event.target instanceof HTMLButtonElement) || cellOf(event.target) === null) return;
        const before = stop.current ?? event.currentTarget.querySelector('td [tabindex="0"]');
        if (before instanceof HTMLElement) before.tabIndex = -1;
        event.target.tabIndex = 0;
        stop.current = event.target;
      }}
    >
      <caption className="hidden-words">{t('board.keys')}</caption>
      <thead>
        <BoardHead columns={columns} rows={rowsOf(parts)} />
      </thead>
      {parts.map((part) => (
        <tbody key={part.file} data-part={part.file}>
          <tr className="board-part">
            <th scope="rowgroup" colSpan={columns.length + 1} lang="zh-CN">
              <span>{part.title}</span>
            </th>
          </tr>
          {part.sections.map((section) => (
            <Fragment key={section.anchor}>
              {section.title !== '' && (
                <SectionRow
                  title={section.title}
                  anchor={section.anchor}
                  span={columns.length + 1}
                />
              )}
              {section.rows.map((row) => (
                <tr
                  key={`${row.target.name}/${row.node}/${row.part}`}
                  className="board-row"
                  data-block={row.target.name}
                  data-node={row.node}
                  data-part={row.part}
                >
                  <RowHead row={row} />
                  {columns.map((column) => (
                    <BoardCell
                      key={column.holder}
                      row={row}
                      column={column}
                      isFirst={first?.row === row && first.column === column}
                      onOpen={(figure) => onOpen(row, figure)}
                    />
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function BoardHead({ columns, rows }: { columns: BoardColumn[]; rows: BoardRow[] }) {
  const { t } = useLanguage();
  return (
    <tr>
      <th scope="col" className="board-corner">
        {t('board.target')}
      </th>
      {columns.map((column) => {
        const counts = lightsOf(rows, column.holder);
        const lagging = { ...counts, green: 0, grey: 0 };
        return (
          <th key={column.holder} scope="col" className={column.kind} data-holder={column.holder}>
            <span lang="zh-CN">{columnName(column, t)}</span>
            {lagging.red + lagging.yellow > 0 && <LightCountList counts={lagging} />}
          </th>
        );
      })}
    </tr>
  );
}

function SectionRow({ title, anchor, span }: { title: string; anchor: string; span: number }) {
  const { id } = usePlan();
  return (
    <tr className="board-section">
      <th scope="rowgroup" colSpan={span} lang="zh-CN">
        <PlanLink to={`/plans/${encodeURIComponent(id)}#${anchor}`}>{title}</PlanLink>
      </th>
    </tr>
  );
}

/// The target, what is due, and how long there is.
function RowHead({ row }: { row: BoardRow }) {
  const { t } = useLanguage();
  const { target, node } = row;
  const lead = leadOf(row);
  const whole = row.cells.get('') ?? null;
  const value =
    whole === null || (whole.low === null && whole.high === null)
      ? ''
      : formatDueValue(whole.low, whole.high, target, whole.unit, t);
  const late = lead !== undefined && (lead.days_left ?? 0) < 0 && !lead.met;
  const facts = [node === '' ? '' : formatNode(node, t), value].filter((part) => part !== '');
  return (
    <th scope="row">
      <span lang="zh-CN">
        {target.label || target.name}
        {row.part !== '' && ` · ${row.part}`}
      </span>
      <small>
        {facts.join(' · ')}
        {lead !== undefined && lead.due !== null && !lead.met && (
          <b className={late ? 'late' : ''}>
            {facts.length > 0 && ' · '}
            {formatDaysLeft(lead.days_left, t)}
          </b>
        )}
      </small>
    </th>
  );
}
