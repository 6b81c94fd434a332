// Job progress: how far it is, and the way to stop it.
import { cancelJob } from '../api/registers';
import type { Job } from '../api/registers';
import { FaultList } from '../app/faults';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';

const percentOf = ({ done, total }: Job): number =>
  total > 0 ? Math.floor((100 * done) / total) : 0;

export function JobProgress({ job, onJob }: { job: Job; onJob: (job: Job) => void }) {
  const { t } = useLanguage();
  const cancel = useAction(async () => onJob((await cancelJob(job.id)).job));
  const known = job.total > 0;
  return (
    <section className="import-part job-progress">
      <h2>{t(`job.${job.state}`)}</h2>
      <p className="quiet" lang="zh-CN">
        {job.file}
      </p>
      <progress
        value={known ? job.done : undefined}
        max={known ? job.total : undefined}
        aria-label={t(`job.${job.state}`)}
      />
      <p role="status">
        {job.done > 0 ? t('job.percent', { n: percentOf(job) }) : t('job.begins')}
      </p>
      <p className="quiet">{t('job.may_leave')}</p>
      <div className="buttons">
        <button type="button" disabled={cancel.busy} onClick={() => void cancel.run()}>
          {t('job.cancel')}
        </button>
      </div>
      <FaultList failure={cancel.failure} />
    </section>
  );
}
