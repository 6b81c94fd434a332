// Journal: who changed what, with the value before and after.
import type { Evidence, JournalEntry } from '../api/types';
import { formatMoment } from '../figures/format';
import { useLanguage, type Key, type Translate } from '../i18n/language';

const actionKeys: Record<string, Key> = {
  report: 'journal.report',
  accept: 'journal.accept',
  return: 'journal.return',
  withdraw: 'journal.withdraw',
  shares: 'journal.shares',
  share: 'journal.shares',
  state: 'journal.state',
  publish: 'journal.publish',
  load: 'journal.load',
  edit: 'journal.edit',
  restore: 'journal.restore',
  add: 'journal.add',
  void: 'journal.void',
  undo: 'journal.undo',
  unmask: 'journal.unmask',
  import: 'journal.import',
  parameter: 'journal.parameter',
  basis: 'journal.basis',
  register: 'journal.register',
  account: 'journal.account',
  password: 'journal.password',
  clock: 'journal.clock',
};

export function useActionName(): (action: string) => string {
  const { t } = useLanguage();
  return (action) => {
    const key = actionKeys[action];
    return key === undefined ? action : t(key);
  };
}

const stateKeys: Record<string, Key> = {
  reported: 'state.reported',
  accepted: 'state.accepted',
  returned: 'state.returned',
  withdrawn: 'state.withdrawn',
  open: 'task.open',
  doing: 'task.doing',
  done: 'task.done',
};

function shown(name: string, value: unknown, t: Translate): string {
  if (value === null || value === undefined || value === '') return '—';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (name === '附件') return fileNames(text);
  const key = name === '状态' ? stateKeys[text] : undefined;
  return key === undefined ? text : t(key);
}

/// A list of files as the record keeps it, by their names.
function fileNames(list: string): string {
  const files = JSON.parse(list) as Partial<Evidence>[];
  return files.length === 0 ? '—' : files.map((file) => file.name ?? '').join('、');
}

/// Every row carries these beside its fields; the table shows them elsewhere, or nobody reads them.
const beside = new Set(['id', 'version', 'recorded', 'actor', 'step', 'hash']);
/// What names the row is in its name already.
const naming = new Set(['目标', '任务', '节点', '单位']);

export interface FieldChange {
  name: string;
  before: string | null; ///< null where the record is new.
  after: string;
}

/// A change writes only the fields it sets; what it does not write stays as it was.
export function fieldChanges(entry: JournalEntry, t: Translate): FieldChange[] {
  const { before, after } = entry;
  return Object.keys(after ?? {})
    .filter((name) => !beside.has(name) && !(naming.has(name) && before === null))
    .map((name) => ({
      name,
      before: before === null ? null : shown(name, before[name], t),
      after: shown(name, after?.[name], t),
    }))
    .filter((field) => (field.before ?? '—') !== field.after);
}

export interface RowChanges {
  id: string;
  fields: FieldChange[];
}

interface WrittenRow {
  id?: string;
  state?: string;
  fields?: Record<string, { before: unknown; after: unknown }>;
}

/// Of an entry about rows of a register: what it did to each; null for any other entry.
export function rowChanges(entry: JournalEntry, t: Translate): RowChanges[] | null {
  const { after } = entry;
  if (after === null || !('rows' in after)) return null;
  const written: WrittenRow[] = Array.isArray(after.changes) ? after.changes : [];
  return written.map(({ id, state, fields }) => {
    const told = Object.entries(fields ?? {}).map(([name, { before, after: now }]) => ({
      name,
      before: before === null ? null : shown(name, before, t),
      after: shown(name, now, t),
    }));
    const step = { name: t('journal.to_state'), before: null, after: state ?? '' };
    return { id: id ?? '', fields: step.after === '' ? told : [step, ...told] };
  });
}

export function ChangeText({ entry }: { entry: JournalEntry }) {
  const { t } = useLanguage();
  const rows = rowChanges(entry, t);
  if (rows !== null) return <ManyRows count={Number(entry.after?.rows)} rows={rows} />;
  return <Fields fields={fieldChanges(entry, t)} />;
}

const shown_rows_max = 20;

function ManyRows({ count, rows }: { count: number; rows: RowChanges[] }) {
  const { t } = useLanguage();
  const [only] = rows;
  if (count === 1 && only !== undefined) return <Fields fields={only.fields} />;
  if (rows.length === 0) return <>{t('journal.rows', { n: count })}</>;
  return (
    <details className="journal-rows">
      <summary>{t('journal.rows', { n: count })}</summary>
      <ul>
        {rows.slice(0, shown_rows_max).map((row) => (
          <li key={row.id}>
            <b lang="zh-CN">{row.id}</b> <Fields fields={row.fields} />
          </li>
        ))}
      </ul>
      {count > shown_rows_max && <p className="quiet">{t('bulk.more', { n: shown_rows_max })}</p>}
    </details>
  );
}

function Fields({ fields }: { fields: FieldChange[] }) {
  const { t } = useLanguage();
  return (
    <span className="change" lang="zh-CN">
      {fields.map(({ name, before, after }) => (
        <span key={name} className="change-field">
          {name === 'holds_from' ? t('journal.holds_from') : name}{' '}
          {before !== null && before !== '—' && (
            <>
              <del>{before}</del> →{' '}
            </>
          )}
          <ins>{after}</ins>
        </span>
      ))}
    </span>
  );
}

export function JournalList({ entries }: { entries: JournalEntry[] }) {
  const { t } = useLanguage();
  const actionName = useActionName();
  if (entries.length === 0) return null;
  return (
    <details className="journal">
      <summary>
        {t('journal.title')} <span className="quiet">{entries.length}</span>
      </summary>
      <ol>
        {entries.map((entry) => (
          <li key={entry.id}>
            <small>{formatMoment(entry.at)}</small> <b lang="zh-CN">{entry.actor}</b>{' '}
            {actionName(entry.action)}
            <ChangeText entry={entry} />
          </li>
        ))}
      </ol>
    </details>
  );
}
