// Compare days: what differs between two days, and the changes that made it so.
import { useState } from 'react';
import { withQuery } from '../api/client';
import { rowsPath } from '../api/registers';
import type { Register, Row, RowComparison } from '../api/registers';
import { useResource } from '../api/resource';
import { useSession } from '../app/session';
import { Shown } from '../app/states';
import { usePlan } from '../app/plan-context';
import { formatMoment } from '../figures/format';
import { useLanguage } from '../i18n/language';
import { BeforeAfter } from './before-after';
import { stepText } from './row-history';

export function CompareDays({ register, row }: { register: Register; row: Row }) {
  const { t } = useLanguage();
  const { session } = useSession();
  const today = session?.store.today ?? '';
  const [days, setDays] = useState({ from: row.since ?? today, to: today });
  const [asked, setAsked] = useState<typeof days | null>(null);
  return (
    <details className="compare-days">
      <summary>{t('compare_days.title')}</summary>
      <form
        className="compare-form"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(days);
        }}
      >
        <input
          type="date"
          required
          value={days.from}
          aria-label={t('compare_days.from')}
          onChange={(event) => setDays({ ...days, from: event.target.value })}
        />
        <span aria-hidden="true">→</span>
        <input
          type="date"
          required
          value={days.to}
          aria-label={t('compare_days.to')}
          onChange={(event) => setDays({ ...days, to: event.target.value })}
        />
        <button type="submit">{t('compare_days.do')}</button>
      </form>
      {asked !== null && <Comparison register={register} row={row} days={asked} />}
    </details>
  );
}

function Comparison({
  register,
  row,
  days,
}: {
  register: Register;
  row: Row;
  days: { from: string; to: string };
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const answer = useResource<RowComparison>(
    withQuery(rowsPath(id, register.name, 'compare', String(row.row)), days),
  );
  const typeOf = (name: string): string =>
    register.fields.find((field) => field.name === name)?.type ?? 'text';
  return (
    <Shown resource={answer}>
      {({ fields }) =>
        fields.length === 0 ? (
          <p className="quiet">{t('compare_days.same')}</p>
        ) : (
          <ul className="change-list">
            {fields.map((field) => (
              <li key={field.field}>
                <b lang="zh-CN">{field.field}</b>{' '}
                <BeforeAfter before={field.before} after={field.after} type={typeOf(field.field)} />
                {field.changes.map((change) => (
                  <small key={change.version} className="quiet">
                    {stepText(change.step, t)} · {change.by} · {formatMoment(change.at)}
                  </small>
                ))}
              </li>
            ))}
          </ul>
        )
      }
    </Shown>
  );
}
