// Removed rows: those that were voided, for who may bring them back.
import { restoreRow, rowsPath } from '../api/registers';
import type { Register, RemovedRow } from '../api/registers';
import { useRefresh } from '../api/live';
import { useResource } from '../api/resource';
import { withQuery } from '../api/client';
import { Dialog } from '../app/dialog';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { formatMoment } from '../figures/format';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';

const shown_max = 500;

export function RemovedDialog({ register, onClose }: { register: Register; onClose: () => void }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const say = useSay();
  const refresh = useRefresh();
  const answer = useResource<{ total: number; rows: RemovedRow[] }>(
    withQuery(rowsPath(id, register.name, 'removed'), { count: String(shown_max) }),
  );
  const restore = useAction(async (row: RemovedRow) => {
    await restoreRow(id, register.name, row.id, row.version);
    say(t('removed.restored', { name: row.name }));
    answer.reload();
    refresh();
  });
  const { total, rows } = answer.data ?? { total: 0, rows: [] };
  return (
    <Dialog title={t('removed.title')} onClose={onClose} shape="wide">
      <p className="quiet">{t('removed.about')}</p>
      <FaultList failure={restore.failure ?? answer.failure} />
      {answer.data !== null && total === 0 && <p role="status">{t('removed.none')}</p>}
      <ul className="change-list removed-rows">
        {rows.map((row) => (
          <li key={row.id}>
            <b lang="zh-CN">{row.name}</b>
            {row.name !== row.id && <span lang="zh-CN"> {row.id}</span>}{' '}
            <span className="quiet" lang="zh-CN">
              {formatMoment(row.at)} {row.by} {row.why}
            </span>{' '}
            <button type="button" disabled={restore.busy} onClick={() => void restore.run(row)}>
              {t('removed.restore')}
            </button>
          </li>
        ))}
      </ul>
      {total > rows.length && <p className="quiet">{t('bulk.more', { n: rows.length })}</p>}
    </Dialog>
  );
}
