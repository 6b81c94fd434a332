// The office's inbox: accept or return what was reported.
import type { Figure, PlanDocument, Progress } from '../api/types';
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import {
  formatDay,
  formatDaysLeft,
  formatDueValue,
  formatGrade,
  formatMoment,
  formatNode,
  formatNumber,
} from '../figures/format';
import { Light } from '../figures/light';
import { filledPercent } from '../figures/progress-bar';
import { useLanguage } from '../i18n/language';
import { EvidenceList } from '../work/evidence-list';
import { ProgressDeeds } from '../work/progress-item';
import '../styles/pages.css';
import '../styles/work.css';

export default function AcceptPage() {
  const { t } = useLanguage();
  const { document, waiting } = usePlan();
  const rows = [...waiting]
    .filter((row) => row.state === 'reported')
    .sort((a, b) => (a.recorded < b.recorded ? -1 : 1));
  return (
    <div className="page narrow">
      <header className="page-head">
        <h1>{t('accept.title')}</h1>
        <p className="quiet">{t('accept.count', { n: rows.length })}</p>
      </header>
      <Shown resource={document}>
        {(data) =>
          rows.length === 0 ? (
            <Empty title={t('accept.none')}>{t('accept.none_advice')}</Empty>
          ) : (
            <ol className="inbox">
              {rows.map((row) => (
                <li key={row.id}>
                  <InboxCard row={row} document={data} />
                </li>
              ))}
            </ol>
          )
        }
      </Shown>
    </div>
  );
}

function InboxCard({ row, document }: { row: Progress; document: PlanDocument }) {
  const { t, language } = useLanguage();
  const { id } = usePlan();
  const target = document.targets[row.target];
  const figure = document.figures.find(
    (each) => each.block === row.target && each.node === row.node && each.share === row.share,
  );
  return (
    <article className="inbox-card" data-row={row.id}>
      <header>
        <h2 lang="zh-CN">
          <PlanLink to={`/plans/${encodeURIComponent(id)}#${target?.anchor ?? ''}`}>
            {target?.label || row.target}
          </PlanLink>
        </h2>
        {figure !== undefined && <Light figure={figure} />}
      </header>
      <p lang="zh-CN" className="quiet">
        {row.share !== '' && <b>{row.share}</b>} {formatNode(row.node, t)}
        {figure !== undefined && figure.due !== null && ` · ${formatDay(figure.due, language)} `}
        {figure?.due && !figure.met && formatDaysLeft(figure.days_left, t)}
      </p>
      {figure !== undefined && <Step row={row} figure={figure} document={document} />}
      {row.note !== '' && (
        <p lang="zh-CN" className="progress-note">
          {row.note}
        </p>
      )}
      {row.files.length === 0 && <p className="quiet">{t('accept.no_evidence')}</p>}
      <EvidenceList files={row.files} />
      <small className="quiet">
        <span lang="zh-CN">{row.actor}</span> · {t('progress.date', { day: row.date })} ·{' '}
        {formatMoment(row.recorded)}
      </small>
      <ProgressDeeds row={row} onChanged={() => undefined} />
    </article>
  );
}

/// From the accepted value to the one reported now.
function Step({
  row,
  figure,
  document,
}: {
  row: Progress;
  figure: Figure;
  document: PlanDocument;
}) {
  const { t } = useLanguage();
  const due = figure.low ?? figure.high;
  return (
    <div className="inbox-step">
      <span>
        {t('grade.accepted')} {formatGrade(figure, 'accepted')} →{' '}
        <b>{formatNumber(row.value)}</b>
        {' / '}
        {formatDueValue(figure.low, figure.high, document.targets[row.target], row.unit, t)}
      </span>
      <div className={`bar ${figure.light}`} aria-hidden="true">
        <span className="bar-reported" style={{ width: `${filledPercent(row.value, due)}%` }} />
        <span
          className="bar-accepted"
          style={{ width: `${filledPercent(figure.accepted, due)}%` }}
        />
      </div>
    </div>
  );
}
