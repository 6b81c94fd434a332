// Import: from the template to the rows in the register, one step after the other. The job is in
// the address, so that a reload or another day finds it again.
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { hasEnded, isRunning, useJob } from '../api/jobs';
import { rowsPath, startImport } from '../api/registers';
import type { Job } from '../api/registers';
import { PlanLink } from '../app/as-of';
import { FaultList } from '../app/faults';
import { usePlan } from '../app/plan-context';
import { Loading } from '../app/states';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import { jobsAddress, registerAddress } from '../registers/addresses';
import { ImportReport } from '../registers/import-report';
import { ImportResult } from '../registers/import-result';
import { JobProgress } from '../registers/job-progress';
import { ImportSteps, stepOf } from '../registers/import-steps';
import '../styles/pages.css';
import '../styles/records.css';
import '../styles/registers.css';

export default function RegisterImportPage() {
  const { t } = useLanguage();
  const { id } = usePlan();
  const { register = '' } = useParams();
  const [parameters, setParameters] = useSearchParams();
  const written = Number(parameters.get('job') ?? '');
  const number = Number.isInteger(written) && written > 0 ? written : null;
  const answer = useJob(number);
  const job = number === null ? null : (answer.data?.job ?? null);
  const start = (started: Job): void => {
    answer.set({ job: started });
    setParameters({ job: String(started.id) });
  };
  return (
    <div className="page narrow import-page">
      <header className="page-head">
        <h1>
          <PlanLink className="crumb" to={registerAddress(id, register)}>
            <span lang="zh-CN">{register}</span>
          </PlanLink>
          {t('import_rows.title')}
        </h1>
        <PlanLink to={jobsAddress(id)}>{t('jobs.title')}</PlanLink>
      </header>
      <ImportSteps step={stepOf(job)} />
      <FaultList failure={answer.failure} onRetry={answer.retry} />
      {answer.failure !== null && job === null && (
        <p>
          <button type="button" className="link" onClick={() => setParameters({})}>
            {t('import_rows.again')}
          </button>
        </p>
      )}
      {number === null && <ChooseFile register={register} onStarted={start} />}
      {number !== null && job === null && answer.failure === null && <Loading />}
      {job !== null && (
        <JobPart
          job={job}
          onJob={(next) => {
            answer.set({ job: next });
            answer.retry();
          }}
          onAgain={() => setParameters({})}
        />
      )}
    </div>
  );
}

function JobPart({
  job,
  onJob,
  onAgain,
}: {
  job: Job;
  onJob: (job: Job) => void;
  onAgain: () => void;
}) {
  if (isRunning(job)) return <JobProgress job={job} onJob={onJob} />;
  if (hasEnded(job) && job.state !== 'refused') return <ImportResult job={job} onAgain={onAgain} />;
  return <ImportReport job={job} onJob={onJob} onAgain={onAgain} />;
}

const accepted = '.xlsx,.csv';
const clearWord = '清空'; // Empties a cell on import.

function ChooseFile({ register, onStarted }: { register: string; onStarted: (job: Job) => void }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [sent, setSent] = useState<number | null>(null);
  const [over, setOver] = useState(false);
  const send = useAction(async (file: File) => {
    setSent(0);
    try {
      onStarted((await startImport(id, register, file, setSent)).job);
    } finally {
      setSent(null);
    }
  });
  const take = (file: File | undefined): void => {
    setOver(false);
    if (file !== undefined) void send.run(file);
  };
  return (
    <>
      <Prepare register={register} />
      <section className="import-part">
        <h2>{t('import_rows.choose')}</h2>
        <div
          className={over ? 'drop-place big over' : 'drop-place big'}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            take(event.dataTransfer.files[0]);
          }}
        >
          <label className="button primary file-button">
            {t('evidence.choose')}
            <input
              type="file"
              accept={accepted}
              aria-label={t('import_rows.choose')}
              disabled={send.busy}
              onChange={(event) => {
                take(event.target.files?.[0]);
                event.target.value = '';
              }}
            />
          </label>
          <small>{t('import_rows.drop')}</small>
        </div>
        {sent !== null && (
          <p className="sending">
            {t('import_rows.sending', { percent: Math.floor(sent * 100) })}
            <progress value={sent} max={1} aria-label={t('import_rows.choose')} />
          </p>
        )}
        <FaultList failure={send.failure} />
      </section>
    </>
  );
}

function Prepare({ register }: { register: string }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  return (
    <section className="import-part">
      <h2>{t('import_rows.template')}</h2>
      <p>{t('import_rows.template_about')}</p>
      <div className="buttons">
        <a className="button" href={rowsPath(id, register, 'template.xlsx')} download>
          {t('register.template')}
        </a>
        <a className="button" href={rowsPath(id, register, 'export.xlsx')} download>
          {t('import_rows.with_rows')}
        </a>
      </div>
      <ul className="advice">
        <li>{t('import_rows.rule_blank', { word: clearWord })}</li>
        <li>{t('import_rows.rule_key')}</li>
        <li>{t('import_rows.rule_head')}</li>
      </ul>
    </section>
  );
}
