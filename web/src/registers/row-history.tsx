// Row history: every change with its two times: the day it holds from, and when it was written.
import { useState } from 'react';
import { readEarlier } from '../api/registers';
import type { Register, RowChange, RowDetail } from '../api/registers';
import { FaultList } from '../app/faults';
import { usePlan } from '../app/plan-context';
import { formatDay, formatMoment } from '../figures/format';
import { useAction } from '../forms/action';
import { useLanguage, type Key, type Translate } from '../i18n/language';
import { BeforeAfter } from './before-after';

const known: Record<string, Key> = {
  add: 'step.add',
  edit: 'step.edit',
  import: 'step.import',
  void: 'step.void',
  restore: 'step.restore',
  bulk: 'step.bulk',
  load: 'step.load',
};
/// A step of the plan's flow is called by its own name.
export const stepText = (step: string, t: Translate): string => {
  const key = known[step];
  return key === undefined ? step : t(key);
};

export function RowHistory({ detail, asOf }: { detail: RowDetail; asOf: string | null }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const { register, row } = detail;
  const [read, setRead] = useState({ ...detail, of: detail });
  // The row was read again: what was read of its past before may be another's.
  const { history, earlier } = read.of === detail ? read : detail;
  const last = history.at(-1)?.version ?? 0;
  const more = useAction(async () => {
    const answer = await readEarlier(id, register.name, row.row, last, asOf);
    const { earlier } = answer;
    setRead({ ...detail, of: detail, history: [...history, ...answer.history], earlier });
  });
  if (history.length === 0) return <p className="quiet">{t('history.none')}</p>;
  return (
    <>
      <ol className="row-history">
        {history.map((change) => (
          <Change key={change.version} register={register} change={change} />
        ))}
      </ol>
      <FaultList failure={more.failure} />
      {earlier && (
        <button type="button" disabled={more.busy} onClick={() => void more.run()}>
          {t('history.earlier')}
        </button>
      )}
    </>
  );
}

function Change({ register, change }: { register: Register; change: RowChange }) {
  const { t, language } = useLanguage();
  const fields = Object.entries(change.fields);
  const typeOf = (name: string): string =>
    register.fields.find((field) => field.name === name)?.type ?? 'text';
  return (
    <li data-version={change.version} className={change.current ? 'current' : ''}>
      <p className="change-head">
        <b>{stepText(change.step, t)}</b>
        <span lang="zh-CN">{change.by}</span>
        {change.current && <span className="tag strong">{t('history.current')}</span>}
      </p>
      <dl className="two-times">
        <div>
          <dt>{t('history.holds_from')}</dt>
          <dd>{formatDay(change.holds_from, language)}</dd>
        </div>
        <div>
          <dt>{t('history.recorded')}</dt>
          <dd>{formatMoment(change.at)}</dd>
        </div>
      </dl>
      {change.why !== undefined && <p lang="zh-CN">{t('history.why', { why: change.why })}</p>}
      {change.state !== undefined && (
        <p>
          <BeforeAfter before={change.state.before} after={change.state.after} type="text" />
        </p>
      )}
      <details open={fields.length <= 4} hidden={fields.length === 0}>
        <summary>{t('history.fields', { n: fields.length })}</summary>
        <ul>
          {fields.map(([name, { before, after }]) => (
            <li key={name}>
              <span lang="zh-CN">{name}</span>{' '}
              <BeforeAfter before={before} after={after} type={typeOf(name)} />
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}
