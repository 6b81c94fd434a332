// Grid row: one record, or its place while it is on its way.
import { memo } from 'react';
import type { Row } from '../api/registers';
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { useLanguage } from '../i18n/language';
import { recordAddress } from './addresses';
import { widthOf, type Column, type ColumnChoice } from './columns';
import { cellClass, CellContent } from './grid-cells';
import type { ActiveCell } from './grid-keys';
import { check_px, deeds_px, type GridDeeds } from './grid-parts';

interface RowProperties {
  id: string;
  at: number;
  register: string;
  row: Row | undefined;
  columns: Column[];
  choice: ColumnChoice;
  edges: Map<string, number>;
  active: number | null;
  selected: boolean;
  deeds: GridDeeds;
  onActive: (cell: ActiveCell) => void;
}

export const exampleNature = '示例';

export const GridRow = memo(function GridRow(properties: RowProperties) {
  const { at, row, columns, choice, edges, id, active, selected, deeds, register } = properties;
  const marked = (row?.marks.length ?? 0) > 0;
  const className = ['grid-row', at % 2 === 1 && 'odd', selected && 'selected', marked && 'marked'];
  return (
    <div
      className={className.filter((part) => part).join(' ')}
      role="row"
      aria-rowindex={at + 2}
      aria-selected={selected}
      data-row={row?.row}
      onDoubleClick={() => {
        if (row !== undefined) (row.can.edit && deeds.onEdit ? deeds.onEdit : deeds.onOpen)(row);
      }}
    >
      <CheckCell row={row} selected={selected} deeds={deeds} />
      {columns.map((column, index) => (
        <div
          key={column.name}
          id={`${id}-${at}-${index}`}
          role="gridcell"
          aria-colindex={index + 1}
          className={
            cellClass(column, edges.has(column.name)) + (active === index ? ' active' : '')
          }
          style={{ width: widthOf(column, choice), left: edges.get(column.name) }}
          onClick={() => properties.onActive({ row: at, column: index })}
        >
          {row === undefined ? (
            <span className="row-coming" />
          ) : (
            <KeyCell row={row} register={register} column={column} first={index === 0} />
          )}
        </div>
      ))}
      <DeedsCell row={row} register={register} deeds={deeds} />
    </div>
  );
});

function KeyCell({
  row,
  register,
  column,
  first,
}: {
  row: Row;
  register: string;
  column: Column;
  first: boolean;
}) {
  const { t, pick } = useLanguage();
  return (
    <>
      {first && row.nature === exampleNature && (
        <span className="tag example" title={t('row.example_about')}>
          {t('row.example')}
        </span>
      )}
      {first && row.marks.length > 0 && (
        <span
          className="mark-sign"
          role="img"
          title={row.marks.map((mark) => pick(mark.zh, mark.en)).join('\n')}
          aria-label={t('row.marks', { n: row.marks.length })}
        >
          !
        </span>
      )}
      <CellContent register={register} row={row} column={column} />
    </>
  );
}

function CheckCell({
  row,
  selected,
  deeds,
}: {
  row: Row | undefined;
  selected: boolean;
  deeds: GridDeeds;
}) {
  const { t } = useLanguage();
  const onSelect = deeds.onSelect;
  return (
    <div className="grid-cell check frozen" role="gridcell" style={{ width: check_px, left: 0 }}>
      {row !== undefined && onSelect !== null && (
        <input
          type="checkbox"
          tabIndex={-1}
          checked={selected}
          aria-label={t('grid.select_row', { id: row.id })}
          onChange={() => onSelect(row)}
        />
      )}
    </div>
  );
}

function DeedsCell({
  row,
  register,
  deeds,
}: {
  row: Row | undefined;
  register: string;
  deeds: GridDeeds;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const onEdit = deeds.onEdit;
  return (
    <div className="grid-cell deeds" role="gridcell" style={{ width: deeds_px }}>
      {row !== undefined && (
        <>
          <PlanLink to={recordAddress(id, register, row.row)} tabIndex={-1}>
            {t('row.record')}
          </PlanLink>
          {row.can.edit && onEdit !== null && (
            <button type="button" className="link" tabIndex={-1} onClick={() => onEdit(row)}>
              {t('action.edit')}
            </button>
          )}
        </>
      )}
    </div>
  );
}
