// Journal: who did what to which record, newest first.
import { useState } from 'react';
import { get, planPath, withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { JournalEntry } from '../api/types';
import { FaultList } from '../app/faults';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { formatMoment } from '../figures/format';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import { ChangeText, useActionName } from '../work/journal-list';
import '../styles/pages.css';

interface Page {
  entries: JournalEntry[];
  more: boolean;
}
const page_size = '100';

export default function JournalPage() {
  const { t } = useLanguage();
  const { id } = usePlan();
  const first = useResource<Page>(withQuery(planPath(id, 'journal'), { limit: page_size }));
  const [older, setOlder] = useState<Page | null>(null);
  const load = useAction(async () => {
    const known = [...(first.data?.entries ?? []), ...(older?.entries ?? [])];
    const last = known[known.length - 1];
    if (last === undefined) return;
    const next = await get<Page>(
      withQuery(planPath(id, 'journal'), { limit: page_size, before: String(last.id) }),
    );
    setOlder({ entries: [...(older?.entries ?? []), ...next.entries], more: next.more });
  });
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('journal.title')}</h1>
        <p className="quiet">{t('journal.about')}</p>
      </header>
      <Shown resource={first}>
        {({ entries, more }) =>
          entries.length === 0 ? (
            <Empty title={t('journal.none')}>{t('journal.none_advice')}</Empty>
          ) : (
            <>
              <JournalTable entries={[...entries, ...(older?.entries ?? [])]} />
              <FaultList failure={load.failure} />
              {(older?.more ?? more) && (
                <button type="button" disabled={load.busy} onClick={() => void load.run()}>
                  {t('journal.older')}
                </button>
              )}
            </>
          )
        }
      </Shown>
    </div>
  );
}

function JournalTable({ entries }: { entries: JournalEntry[] }) {
  const { t } = useLanguage();
  const actionName = useActionName();
  return (
    <table className="journal-table">
      <thead>
        <tr>
          <th scope="col">{t('journal.at')}</th>
          <th scope="col">{t('journal.who')}</th>
          <th scope="col">{t('journal.action')}</th>
          <th scope="col">{t('journal.row')}</th>
          <th scope="col">{t('journal.change')}</th>
          <th scope="col">{t('journal.hash')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td className="day">{formatMoment(entry.at)}</td>
            <td lang="zh-CN">{entry.actor}</td>
            <td>{actionName(entry.action)}</td>
            <td lang="zh-CN">
              {entry.register}{' '}
              <small className="quiet">
                {entry.row
                  .split('/')
                  .filter((part) => part !== '')
                  .join(' · ')}
              </small>
            </td>
            <td>
              <ChangeText entry={entry} />
            </td>
            <td>
              {entry.hash !== null && <code title={entry.hash}>{entry.hash.slice(0, 8)}</code>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
