// Jobs: imports and exports in the background, how far they are and what came of them.
import { isRunning, useJobs } from '../api/jobs';
import { cancelJob } from '../api/registers';
import type { Job } from '../api/registers';
import { PlanLink } from '../app/as-of';
import { FaultList } from '../app/faults';
import { usePlan } from '../app/plan-context';
import { Empty, Loading } from '../app/states';
import { formatMoment } from '../figures/format';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import { importAddress, registersAddress } from '../registers/addresses';
import '../styles/pages.css';
import '../styles/records.css';
import '../styles/registers.css';

export default function JobsPage() {
  const { t } = useLanguage();
  const { id } = usePlan();
  const { data, failure, retry } = useJobs();
  return (
    <div className="page narrow">
      <header className="page-head">
        <h1>
          <PlanLink className="crumb" to={registersAddress(id)}>
            {t('nav.registers')}
          </PlanLink>
          {t('jobs.title')}
        </h1>
      </header>
      <p className="quiet">{t('jobs.about')}</p>
      <FaultList failure={failure} onRetry={retry} />
      {data === null && failure === null && <Loading />}
      {data?.jobs.length === 0 && <Empty title={t('jobs.none')}>{t('jobs.none_advice')}</Empty>}
      <ol className="job-list">
        {data?.jobs.map((job) => (
          <JobItem key={job.id} job={job} onChanged={retry} />
        ))}
      </ol>
    </div>
  );
}

function JobItem({ job, onChanged }: { job: Job; onChanged: () => void }) {
  const { t } = useLanguage();
  const cancel = useAction(async () => {
    await cancelJob(job.id);
    onChanged();
  });
  const running = isRunning(job);
  return (
    <li className="job" data-job={job.id} data-state={job.state}>
      <p className="job-head">
        <b lang="zh-CN">
          {t(`job_kind.${job.kind}`)} {job.register}
        </b>
        <span className={job.state === 'checked' ? 'tag strong' : 'tag'}>
          {t(`job.${job.state}`)}
        </span>
        <span className="quiet" lang="zh-CN">
          {job.file}
        </span>
        <span className="quiet">{formatMoment(job.created)}</span>
      </p>
      {running && (
        <progress
          value={job.total > 0 ? job.done : undefined}
          max={job.total > 0 ? job.total : undefined}
          aria-label={job.register}
        />
      )}
      <div className="buttons">
        {job.kind === 'import' && (
          <PlanLink to={importAddress(job.plan, job.register, job.id)}>{t('jobs.open')}</PlanLink>
        )}
        {running && (
          <button
            type="button"
            className="link"
            disabled={cancel.busy}
            onClick={() => void cancel.run()}
          >
            {t('job.cancel')}
          </button>
        )}
      </div>
      <FaultList failure={cancel.failure} />
    </li>
  );
}
