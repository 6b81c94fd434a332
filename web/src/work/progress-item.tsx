// Progress item: one report with its evidence; accept, return and withdraw where the reader may.
import { useState } from 'react';
import { accept, withdraw } from '../api/work';
import { useRefresh } from '../api/live';
import type { Progress } from '../api/types';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { formatMoment, formatNode, formatNumber } from '../figures/format';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import { EvidenceList } from './evidence-list';
import { ReturnForm } from './return-form';

export function ProgressItem({
  row,
  onChanged,
  named,
}: {
  row: Progress;
  onChanged: () => void;
  named?: 'named';
}) {
  const { t } = useLanguage();
  return (
    <div className={`progress-item ${row.state}`} data-row={row.id}>
      <div className="progress-head">
        {named !== undefined && <b lang="zh-CN">{row.target}</b>}
        <span className="progress-value">
          {formatNumber(row.value)} {row.unit}
        </span>
        <span lang="zh-CN">
          {formatNode(row.node, t)}
          {row.share !== '' && ` · ${row.share}`}
        </span>
        <span className={`state-chip ${row.state}`}>{t(`state.${row.state}`)}</span>
      </div>
      {row.note !== '' && (
        <p className="progress-note" lang="zh-CN">
          {row.note}
        </p>
      )}
      {row.state === 'returned' && row.reason !== '' && (
        <p className="return-reason">
          {t('progress.reason')}
          <span lang="zh-CN">{row.reason}</span>
        </p>
      )}
      <EvidenceList files={row.files} />
      <small className="quiet">
        {row.actor} · {t('progress.date', { day: row.date })} · {formatMoment(row.recorded)}
      </small>
      <ProgressDeeds row={row} onChanged={onChanged} />
    </div>
  );
}

export function ProgressDeeds({ row, onChanged }: { row: Progress; onChanged: () => void }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const say = useSay();
  const refresh = useRefresh();
  const [returning, setReturning] = useState(false);
  const done = (text: string): void => {
    say(text);
    onChanged();
    refresh();
  };
  const accepting = useAction(async () => {
    await accept(id, row);
    done(t('progress.accepted', { value: `${formatNumber(row.value)} ${row.unit}` }));
  });
  const withdrawing = useAction(async () => {
    await withdraw(id, row);
    done(t('progress.withdrawn'));
  });
  if (!row.can.accept && !row.can.return && !row.can.withdraw) return null;
  return (
    <>
      <div className="buttons">
        {row.can.accept && (
          <button
            type="button"
            className="primary"
            disabled={accepting.busy}
            onClick={() => void accepting.run()}
          >
            {t('action.accept')}
          </button>
        )}
        {row.can.return && (
          <button type="button" aria-expanded={returning} onClick={() => setReturning(!returning)}>
            {t('action.return')}
          </button>
        )}
        {row.can.withdraw && (
          <button type="button" disabled={withdrawing.busy} onClick={() => void withdrawing.run()}>
            {t('action.withdraw')}
          </button>
        )}
      </div>
      {returning && <ReturnForm row={row} onReturned={() => done(t('progress.returned'))} />}
      <FaultList failure={accepting.failure ?? withdrawing.failure} />
    </>
  );
}
