// Import report: what the file would do, cell by cell where it is wrong. Nothing has changed yet.
import { applyJob, cancelJob, jobPath } from '../api/registers';
import type { CellFault, Job, JobReport } from '../api/registers';
import { FaultList, FaultText } from '../app/faults';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import { BeforeAfter } from './before-after';
import { cellText } from './values';

const shown_max = 200;

export function ImportReport({
  job,
  onJob,
  onAgain,
}: {
  job: Job;
  onJob: (job: Job) => void;
  onAgain: () => void;
}) {
  const { report } = job;
  if (report === null) return <Refused job={job} onAgain={onAgain} />;
  return (
    <>
      <Counts report={report} file={job.file} />
      <ReportDeeds job={job} report={report} onJob={onJob} onAgain={onAgain} />
      <CellFaults job={job} report={report} />
      <Warnings report={report} />
      <Preview report={report} />
    </>
  );
}

/// The file as a whole could not be read.
function Refused({ job, onAgain }: { job: Job; onAgain: () => void }) {
  const { t } = useLanguage();
  return (
    <section className="import-part">
      <h2>{t('import_rows.refused')}</h2>
      {job.error ? (
        <div className="faults" role="alert">
          <FaultText fault={job.error} />
        </div>
      ) : (
        <p>{t('import_rows.refused_advice')}</p>
      )}
      <div className="buttons">
        <button type="button" className="primary" onClick={onAgain}>
          {t('import_rows.again')}
        </button>
      </div>
    </section>
  );
}

function Counts({ report, file }: { report: JobReport; file: string }) {
  const { t } = useLanguage();
  return (
    <section className="import-part">
      <h2>{t('import_rows.report')}</h2>
      <p className="quiet" lang="zh-CN">
        {file}
      </p>
      <dl className="import-counts">
        <div>
          <dt>{t('import_rows.new')}</dt>
          <dd>{report.new.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>{t('import_rows.changed')}</dt>
          <dd>{report.changed.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>{t('import_rows.unchanged')}</dt>
          <dd>{report.unchanged.toLocaleString('en')}</dd>
        </div>
        <div className={report.error_count > 0 ? 'bad' : ''}>
          <dt>{t('import_rows.errors')}</dt>
          <dd>{report.error_count.toLocaleString('en')}</dd>
        </div>
      </dl>
    </section>
  );
}

function ReportDeeds({
  job,
  report,
  onJob,
  onAgain,
}: {
  job: Job;
  report: JobReport;
  onJob: (job: Job) => void;
  onAgain: () => void;
}) {
  const { t } = useLanguage();
  const apply = useAction(async () => onJob((await applyJob(job.id)).job));
  const cancel = useAction(async () => {
    await cancelJob(job.id);
    onAgain();
  });
  const isBad = report.error_count > 0 || job.state === 'refused';
  const changes = report.new + report.changed;
  return (
    <section className="import-part import-deeds">
      <p className={isBad ? 'late' : ''} role="status">
        {isBad
          ? t('import_rows.blocked', { n: report.error_count })
          : changes === 0
            ? t('import_rows.nothing')
            : t('import_rows.ready', { n: changes })}
      </p>
      <div className="buttons">
        <button
          type="button"
          className="primary"
          disabled={isBad || changes === 0 || apply.busy}
          onClick={() => void apply.run()}
        >
          {t('import_rows.apply', { n: changes })}
        </button>
        {isBad && (
          <a className="button" href={jobPath(job.id, 'returned.xlsx')} download>
            {t('import_rows.returned')}
          </a>
        )}
        <button
          type="button"
          disabled={cancel.busy}
          onClick={() => (job.state === 'refused' ? onAgain() : void cancel.run())}
        >
          {t('import_rows.again')}
        </button>
      </div>
      <FaultList failure={apply.failure ?? cancel.failure} />
    </section>
  );
}

function CellFaults({ job, report }: { job: Job; report: JobReport }) {
  const { t } = useLanguage();
  if (report.errors.length === 0) return null;
  return (
    <section className="import-part">
      <h2>{t('import_rows.to_mend')}</h2>
      <CellTable faults={report.errors} />
      {report.error_count > Math.min(shown_max, report.errors.length) && (
        <p className="quiet">
          {t('import_rows.more_errors', { n: Math.min(shown_max, report.errors.length) })}{' '}
          <a href={jobPath(job.id, 'returned.xlsx')} download>
            {t('import_rows.returned')}
          </a>
        </p>
      )}
    </section>
  );
}

function CellTable({ faults }: { faults: CellFault[] }) {
  const { t, pick } = useLanguage();
  const sheets = new Set(faults.map((fault) => fault.sheet));
  return (
    <div className="table-scroll">
      <table className="cell-faults">
        <thead>
          <tr>
            <th scope="col">{t('import_rows.cell')}</th>
            <th scope="col">{t('import_rows.row')}</th>
            <th scope="col">{t('import_rows.field')}</th>
            <th scope="col">{t('import_rows.value')}</th>
            <th scope="col">{t('import_rows.mend')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.slice(0, shown_max).map((fault, index) => (
            <tr key={index} data-cell={fault.cell}>
              <td>
                {fault.cell !== '' && <code>{fault.cell}</code>}
                {fault.row === 0 && t('import_rows.whole_file')}
                {sheets.size > 1 && <small lang="zh-CN">{fault.sheet}</small>}
              </td>
              <td className="number">{fault.row > 0 && fault.row}</td>
              <td lang="zh-CN">{fault.field}</td>
              <td lang="zh-CN" className="cell-value">
                {fault.value}
              </td>
              <td>
                {pick(fault.error.zh, fault.error.en)}
                <small>{pick(fault.error.hint_zh, fault.error.hint_en)}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Warnings({ report }: { report: JobReport }) {
  const { t } = useLanguage();
  if (report.warnings.length === 0) return null;
  return (
    <section className="import-part">
      <h2>{t('import_rows.warnings', { n: report.warning_count ?? report.warnings.length })}</h2>
      <p className="quiet">{t('import_rows.warnings_about')}</p>
      <CellTable faults={report.warnings} />
    </section>
  );
}

function Preview({ report }: { report: JobReport }) {
  const { t } = useLanguage();
  if (report.preview.length === 0) return null;
  const changes = report.new + report.changed;
  return (
    <section className="import-part">
      <h2>{t('import_rows.preview')}</h2>
      <ul className="change-list import-preview">
        {report.preview.map((row, index) => (
          <li key={index}>
            <span className={row.change === 'new' ? 'tag strong' : 'tag'}>
              {t(`import_rows.${row.change}`)}
            </span>{' '}
            <b lang="zh-CN">{row.id}</b>{' '}
            {Object.entries(row.fields).map(([name, { before, after }]) => (
              <span key={name} className="change-field">
                <span lang="zh-CN">{name}</span>{' '}
                {row.change === 'new' ? (
                  <b lang="zh-CN">{cellText(after, 'text', t)}</b>
                ) : (
                  <BeforeAfter before={before} after={after} type="text" />
                )}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {changes > report.preview.length && (
        <p className="quiet">{t('bulk.more', { n: report.preview.length })}</p>
      )}
    </section>
  );
}
