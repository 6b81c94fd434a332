// Journal: who changed what, with the value before and after.
import type { JournalEntry } from '../api/types';
import { formatMoment } from '../figures/format';
import { useLanguage, type Key } from '../i18n/language';

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

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function ChangeText({ entry }: { entry: JournalEntry }) {
  const before = entry.before ?? {};
  const after = entry.after ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => shown(before[name]) !== shown(after[name]),
  );
  return (
    <span className="change" lang="zh-CN">
      {names.map((name) => (
        <span key={name} className="change-field">
          {name}{' '}
          {before[name] !== undefined && (
            <>
              <del>{shown(before[name])}</del> →{' '}
            </>
          )}
          <ins>{shown(after[name])}</ins>
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
