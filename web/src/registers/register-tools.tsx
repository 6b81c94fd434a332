// Register tools: what stands between the query and the grid: what was found, views, columns,
// many rows at once, export, print.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { exportPath } from '../api/registers';
import type { Register, RowQuery, SavedView } from '../api/registers';
import { usePlan } from '../app/plan-context';
import { useLanguage } from '../i18n/language';
import { BulkDialog } from './bulk-dialog';
import { ColumnDialog } from './column-dialog';
import type { Column, ColumnChoice } from './columns';
import type { Selection } from './grid-parts';
import { PrintSheet } from './print-sheet';
import { idField } from './query';
import { RemovedDialog } from './removed-dialog';
import { SavedViews } from './saved-views';

interface ToolProperties {
  register: Register;
  query: RowQuery;
  asOf: string | null;
  total: number | null;
  all: Column[];
  columns: Column[];
  choice: ColumnChoice;
  selected: Selection;
  onChoice: (choice: ColumnChoice) => void;
  onView: (view: SavedView) => void;
  onSelect: (selected: Selection) => void;
  children: ReactNode;
}

export function RegisterTools(properties: ToolProperties) {
  const { t } = useLanguage();
  const { register, query, asOf, total, columns } = properties;
  const [open, setOpen] = useState<'columns' | 'print' | 'removed' | null>(null);
  const names = columns.map((column) => column.name);
  return (
    <div className="register-tools">
      {properties.children}
      <Chosen {...properties} />
      <span className="tools-right">
        <SavedViews
          register={register.name}
          query={query}
          columns={names}
          onChoose={properties.onView}
        />
        {register.can.edit && asOf === null && (
          <button type="button" onClick={() => setOpen('removed')}>
            {t('removed.button')}
          </button>
        )}
        <button type="button" onClick={() => setOpen('columns')}>
          {t('columns.button')}
        </button>
        {register.can.export && (total ?? 0) > 0 && <ExportMenu {...properties} />}
        <button type="button" disabled={(total ?? 0) === 0} onClick={() => setOpen('print')}>
          {t('action.print')}
        </button>
      </span>
      {open === 'columns' && (
        <ColumnDialog
          all={properties.all}
          choice={properties.choice}
          onChoose={properties.onChoice}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'removed' && (
        <RemovedDialog register={register} onClose={() => setOpen(null)} />
      )}
      {open === 'print' && (
        <PrintSheet
          title={register.label || register.name}
          register={register.name}
          query={query}
          asOf={asOf}
          columns={columns}
          total={total ?? 0}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

/// Chosen rows, or all that were found, changed at once.
function Chosen({ register, query, asOf, total, selected, onSelect }: ToolProperties) {
  const { t } = useLanguage();
  const [bulk, setBulk] = useState<'chosen' | 'found' | null>(null);
  if (asOf !== null || !register.can.edit || (total ?? 0) === 0) return null;
  const chosen: RowQuery = {
    where: [{ field: idField, op: 'in', values: [...selected.values()] }],
    words: '',
    sort: [],
  };
  return (
    <span className="chosen-rows">
      {selected.size > 0 ? (
        <>
          <span role="status">{t('bulk.chosen', { n: selected.size })}</span>
          <button type="button" onClick={() => setBulk('chosen')}>
            {t('bulk.open')}
          </button>
          <button type="button" className="link" onClick={() => onSelect(new Map())}>
            {t('bulk.none')}
          </button>
        </>
      ) : (
        <button type="button" onClick={() => setBulk('found')}>
          {t('bulk.open_all')}
        </button>
      )}
      {bulk !== null && (
        <BulkDialog
          register={register}
          query={bulk === 'chosen' ? chosen : query}
          about={
            bulk === 'chosen'
              ? t('bulk.about_chosen', { n: selected.size })
              : t('bulk.about_found', { n: total ?? 0 })
          }
          onDone={() => onSelect(new Map())}
          onClose={() => setBulk(null)}
        />
      )}
    </span>
  );
}

function ExportMenu({ register, query, asOf, total }: ToolProperties) {
  const { t } = useLanguage();
  const { id } = usePlan();
  return (
    <details
      className="tool-menu"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
      }}
    >
      <summary className="button">{t('export.button')}</summary>
      <div className="menu">
        <p className="quiet">{t('export.about', { n: total ?? 0 })}</p>
        <a href={exportPath(id, register.name, 'xlsx', query, asOf)} download>
          {t('export.xlsx')}
        </a>
        <a href={exportPath(id, register.name, 'csv', query, asOf)} download>
          {t('export.csv')}
        </a>
      </div>
    </details>
  );
}
