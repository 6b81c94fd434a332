// Import result: what became of it, the way to the rows, and how to take it back.
import type { Job } from '../api/registers';
import { PlanLink } from '../app/as-of';
import { FaultText } from '../app/faults';
import { useLanguage } from '../i18n/language';
import { registerAddress } from './addresses';

export function ImportResult({ job, onAgain }: { job: Job; onAgain: () => void }) {
  const { t } = useLanguage();
  const isDone = job.state === 'done';
  return (
    <section className="import-part">
      <h2>{t(`job.${job.state}`)}</h2>
      {isDone && job.report !== null && (
        <p role="status">
          {t('import_rows.done', { added: job.report.new, changed: job.report.changed })}
        </p>
      )}
      {!isDone && <p>{t('import_rows.nothing_changed')}</p>}
      {job.error && (
        <div className="faults" role="alert">
          <FaultText fault={job.error} />
        </div>
      )}
      {isDone && <p className="quiet">{t('import_rows.undo')}</p>}
      <div className="buttons">
        <PlanLink
          className={isDone ? 'button primary' : 'button'}
          to={registerAddress(job.plan, job.register)}
        >
          {t('import_rows.to_rows')}
        </PlanLink>
        <button type="button" className={isDone ? '' : 'primary'} onClick={onAgain}>
          {t('import_rows.again')}
        </button>
      </div>
    </section>
  );
}
