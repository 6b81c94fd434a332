// A register: the query form, the grid, and what can be done with its rows.
import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import type { Register, Row, RowQuery, SavedView } from '../api/registers';
import { AsOfPicker, PlanLink, useAsOf } from '../app/as-of';
import { FaultList } from '../app/faults';
import { usePlan } from '../app/plan-context';
import { Loading } from '../app/states';
import { BlockLink } from '../blocks/block-opener';
import { useLanguage } from '../i18n/language';
import { importAddress, recordAddress, registersAddress } from '../registers/addresses';
import {
  chosenColumns,
  columnsOf,
  rememberChoice,
  rememberedChoice,
  type ColumnChoice,
} from '../registers/columns';
import { FilterChips } from '../registers/filter-chips';
import { FormHelpProvider, useFormHelp } from '../registers/form-help';
import { NoRows } from '../registers/no-rows';
import { askables, nextSort, noQuery, readQuery, writeQuery } from '../registers/query';
import { QueryForm } from '../registers/query-form';
import { RegisterTools } from '../registers/register-tools';
import { RowDrawer } from '../registers/row-drawer';
import { RowGrid } from '../registers/row-grid';
import type { GridDeeds, Selection } from '../registers/grid-parts';
import type { RowWindows } from '../registers/row-windows';
import { StateTabs } from '../registers/state-tabs';
import { useRows } from '../registers/use-rows';
import { useSaved } from '../registers/use-saved';
import '../styles/pages.css';
import '../styles/records.css';
import '../styles/registers.css';

export default function RegisterPage() {
  const { register = '' } = useParams();
  return (
    <FormHelpProvider>
      <OneRegister key={register} name={register} />
    </FormHelpProvider>
  );
}

/// The query is in the address: a link shows the same rows, and Back goes to the one before.
function useQuery(): [RowQuery, (query: RowQuery) => void] {
  const [parameters, setParameters] = useSearchParams();
  const query = useMemo(() => readQuery(parameters), [parameters]);
  const ask = useCallback(
    (next: RowQuery) => setParameters((before) => writeQuery(next, before)),
    [setParameters],
  );
  return [query, ask];
}

function OneRegister({ name }: { name: string }) {
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const [query, ask] = useQuery();
  const asked = useRows(id, name, query, asOf);
  // What was found before stays on screen until the new rows are here.
  const shown = useRef(asked);
  if (asked.page !== null || asked.failure !== null) shown.current = asked;
  const last = useRef<Register | null>(null);
  last.current = asked.page?.register ?? last.current;
  if (last.current !== null) {
    return (
      <Rows register={last.current} windows={shown.current} query={query} onAsk={ask} asOf={asOf} />
    );
  }
  return (
    <div className="page">
      {asked.failure === null ? (
        <Loading />
      ) : (
        <>
          <FaultList failure={asked.failure} onRetry={() => asked.refresh()} />
          <NothingAsked query={query} onAsk={ask} />
        </>
      )}
    </div>
  );
}

/// A question that cannot be answered is not a dead end.
function NothingAsked({ query, onAsk }: { query: RowQuery; onAsk: (query: RowQuery) => void }) {
  const { t } = useLanguage();
  if (JSON.stringify(query) === JSON.stringify(noQuery)) return null;
  return (
    <p>
      <button type="button" className="link" onClick={() => onAsk(noQuery)}>
        {t('grid.show_all')}
      </button>
    </p>
  );
}

/// Kept in this browser.
function useColumnChoice(register: string): [ColumnChoice, (choice: ColumnChoice) => void] {
  const { id } = usePlan();
  const [choice, setChoice] = useState<ColumnChoice>(() => rememberedChoice(id, register));
  const keepChoice = useCallback(
    (next: ColumnChoice) => {
      setChoice(next);
      rememberChoice(id, register, next);
    },
    [id, register],
  );
  return [choice, keepChoice];
}

interface RowsProperties {
  register: Register;
  windows: RowWindows;
  query: RowQuery;
  onAsk: (query: RowQuery) => void;
  asOf: string | null;
}

function Rows({ register, windows, query, onAsk, asOf }: RowsProperties) {
  const { regions } = useFormHelp();
  const [choice, keepChoice] = useColumnChoice(register.name);
  const [selected, setSelected] = useState<Selection>(new Map());
  const [edited, setEdited] = useState<Row | 'new' | null>(null);
  const all = useMemo(() => columnsOf(register), [register]);
  const columns = useMemo(() => chosenColumns(all, choice), [all, choice]);
  const fields = useMemo(() => askables(register), [register]);
  const { saved } = useSaved(register, (row) => windows.replace(row));
  const given = { register, query, onAsk, asOf, choice, keepChoice };
  const deeds = useGridDeeds({ ...given, setSelected, setEdited });
  const takeView = (view: SavedView): void => {
    onAsk({ where: view.where, words: view.words, sort: view.sort });
    if (view.columns.length > 0) keepChoice({ ...choice, shown: view.columns });
  };
  const total = windows.page?.total ?? null;
  return (
    <div className="page wide register-page">
      <RegisterHead register={register} onAdd={asOf === null ? () => setEdited('new') : null} />
      <StateTabs register={register} query={query} onAsk={onAsk} />
      <QueryForm fields={fields} regions={regions} query={query} onAsk={onAsk} />
      <RegisterTools
        register={register}
        query={query}
        asOf={asOf}
        total={total}
        all={all}
        columns={columns}
        choice={choice}
        selected={selected}
        onChoice={keepChoice}
        onView={takeView}
        onSelect={setSelected}
      >
        <FilterChips
          query={query}
          fields={fields}
          regions={regions}
          total={total}
          examples={windows.page?.examples ?? 0}
          onAsk={onAsk}
        />
      </RegisterTools>
      <FaultList failure={windows.failure} onRetry={() => windows.refresh()} />
      {windows.failure !== null && <NothingAsked query={query} onAsk={onAsk} />}
      {total === 0 ? (
        <NoRows register={register} query={query} onAsk={onAsk} onAdd={() => setEdited('new')} />
      ) : (
        <RowGrid
          register={register}
          windows={windows}
          columns={columns}
          choice={choice}
          sort={query.sort}
          selected={selected}
          deeds={deeds}
        />
      )}
      {edited !== null && (
        <RowDrawer
          register={register}
          row={edited === 'new' ? null : edited}
          onSaved={saved}
          onClose={() => setEdited(null)}
        />
      )}
    </div>
  );
}

interface DeedsGiven {
  register: Register;
  query: RowQuery;
  onAsk: (query: RowQuery) => void;
  asOf: string | null;
  choice: ColumnChoice;
  keepChoice: (choice: ColumnChoice) => void;
  setSelected: React.Dispatch<React.SetStateAction<Selection>>;
  setEdited: (row: Row) => void;
}

const toggled =
  (row: Row) =>
  (before: Selection): Selection => {
    const next = new Map(before);
    if (!next.delete(row.row)) next.set(row.row, row.id);
    return next;
  };

function useGridDeeds(given: DeedsGiven): GridDeeds {
  const { id } = usePlan();
  const navigate = useNavigate();
  const latest = useRef(given);
  latest.current = given;
  const { asOf, register } = given;
  const mayEdit = asOf === null && register.can.edit;
  return useMemo(
    () => ({
      onOpen: (row) => {
        const view = asOf === null ? '' : `?as_of=${asOf}`;
        navigate(recordAddress(id, register.name, row.row) + view);
      },
      onEdit: mayEdit ? (row) => latest.current.setEdited(row) : null,
      onSort: (field) => {
        const { query, onAsk } = latest.current;
        onAsk({ ...query, sort: nextSort(query.sort, field) });
      },
      onWidth: (column, width_px) => {
        const { choice, keepChoice } = latest.current;
        keepChoice({ ...choice, widths: { ...choice.widths, [column]: width_px } });
      },
      onSelect: mayEdit ? (row) => latest.current.setSelected(toggled(row)) : null,
    }),
    [navigate, id, register.name, asOf, mayEdit],
  );
}

function RegisterHead({
  register,
  onAdd,
}: {
  register: Register;
  onAdd: (() => void) | null; ///< Null on a past day.
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const { can, name, label, block } = register;
  return (
    <header className="page-head">
      <h1>
        <PlanLink className="crumb" to={registersAddress(id)}>
          {t('nav.registers')}
        </PlanLink>
        <span lang="zh-CN">{label || name}</span>
        {block !== null && <BlockLink id={block}>{t('register.definition')}</BlockLink>}
      </h1>
      <AsOfPicker />
      {onAdd !== null && can.import && (
        <PlanLink className="button" to={importAddress(id, name)}>
          {t('register.import')}
        </PlanLink>
      )}
      {onAdd !== null && can.add && (
        <button type="button" className="primary" onClick={onAdd}>
          {t('register.add')}
        </button>
      )}
    </header>
  );
}
