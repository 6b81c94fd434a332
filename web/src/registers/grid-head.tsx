// Grid head: names with units; a click sorts, dragging an edge sets the width.
import type { PointerEvent } from 'react';
import type { SortKey } from '../api/registers';
import { useLanguage } from '../i18n/language';
import { isRight, widthOf, width_px_min, type Column, type ColumnChoice } from './columns';
import { check_px, deeds_px, type GridDeeds } from './grid-parts';

interface HeadProperties {
  id: string;
  columns: Column[];
  choice: ColumnChoice;
  edges: Map<string, number>;
  sort: SortKey[];
  active: number | null;
  width_px: number;
  deeds: GridDeeds;
}

export function GridHead({ columns, width_px, ...rest }: HeadProperties) {
  const { t } = useLanguage();
  return (
    <div
      className="grid-head"
      role="row"
      aria-rowindex={1}
      style={{ width: width_px, minWidth: '100%' }}
    >
      <div
        className="grid-cell check frozen"
        role="columnheader"
        style={{ width: check_px, left: 0 }}
      >
        <span className="hidden-words">{t('grid.select')}</span>
      </div>
      {columns.map((column, index) => (
        <HeadCell key={column.name} column={column} index={index} {...rest} />
      ))}
      <div className="grid-cell deeds" role="columnheader" style={{ width: deeds_px }}>
        {t('grid.deeds')}
      </div>
    </div>
  );
}

function HeadCell({
  id,
  column,
  index,
  choice,
  edges,
  sort,
  active,
  deeds,
}: Omit<HeadProperties, 'columns' | 'width_px'> & { column: Column; index: number }) {
  const { t } = useLanguage();
  const width = widthOf(column, choice);
  const left = edges.get(column.name);
  const key = sort.find((each) => each.field === column.name);
  const order = key === undefined ? 'none' : key.descending ? 'descending' : 'ascending';
  const sortMark = { none: '', ascending: '▲', descending: '▼' }[order];
  const className = [
    'grid-cell',
    isRight(column) && 'number',
    left !== undefined && 'frozen',
    active === index && 'active',
  ];
  const title = (
    <>
      <span lang="zh-CN">{column.name}</span>
      {column.unit !== '' && <small lang="zh-CN">{column.unit}</small>}
      <span className="sort-mark">{sortMark}</span>
    </>
  );
  return (
    <div
      id={`${id}--1-${index}`}
      className={className.filter((part) => part).join(' ')}
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={column.sortable ? order : undefined}
      style={{ width, left }}
    >
      {column.sortable ? (
        <button
          type="button"
          tabIndex={-1}
          title={t('grid.sort', { name: column.name })}
          onClick={() => deeds.onSort(column.name)}
        >
          {title}
        </button>
      ) : (
        <span className="head-text" title={column.name}>
          {title}
        </span>
      )}
      <WidthEdge width_px={width} onWidth={(wide) => deeds.onWidth(column.name, wide)} />
    </div>
  );
}

function WidthEdge({
  width_px,
  onWidth,
}: {
  width_px: number;
  onWidth: (width_px: number) => void;
}) {
  const begin = (event: PointerEvent<HTMLSpanElement>): void => {
    event.preventDefault();
    const edge = event.currentTarget;
    const from = event.clientX;
    edge.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void =>
      onWidth(Math.max(width_px_min, Math.round(width_px + moved.clientX - from)));
    const end = (): void => {
      edge.removeEventListener('pointermove', move);
      edge.removeEventListener('pointerup', end);
      edge.removeEventListener('pointercancel', end);
    };
    edge.addEventListener('pointermove', move);
    edge.addEventListener('pointerup', end);
    edge.addEventListener('pointercancel', end);
  };
  return <span className="width-edge" aria-hidden="true" onPointerDown={begin} />;
}
