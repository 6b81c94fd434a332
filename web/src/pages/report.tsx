// My duties: what is mine to report, with the form and what became of earlier reports; what is
// counted from registers; tasks.
import { useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { planPath } from '../api/client';
import { useResource } from '../api/resource';
import type { Figure, PlanDocument, Progress, TargetDetail } from '../api/types';
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { byUrgency, isUnshared } from '../figures/deadlines';
import { formatDaysLeft, formatDueValue, formatGrade, formatNode } from '../figures/format';
import { Light } from '../figures/light';
import { ProgressBar } from '../figures/progress-bar';
import { useLanguage } from '../i18n/language';
import { FigureTable } from '../work/figure-table';
import { ProgressItem } from '../work/progress-item';
import { ProgressList } from '../work/progress-list';
import { ReportForm } from '../work/report-form';
import '../styles/pages.css';
import '../styles/work.css';

export default function ReportPage() {
  const { t } = useLanguage();
  const { document, waiting, session } = usePlan();
  const holder = session?.user?.share_holder ?? null;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('report.title')}</h1>
        {holder !== null && <p className="quiet">{t('report.holder', { name: holder })}</p>}
      </header>
      <Shown resource={document}>
        {(data) => (
          <Duties
            document={data}
            returned={waiting}
            holder={holder}
            agency={session?.user?.agency ?? ''}
          />
        )}
      </Shown>
    </div>
  );
}

/// Nodes the reader may report on: own shares, or the whole where a target has no shares.
function reportable(document: PlanDocument, holder: string | null): Figure[] {
  return document.figures
    .filter((figure) => {
      const target = document.targets[figure.block];
      if (figure.kind !== 'target' || !(target?.can.report.includes(figure.node) ?? false))
        return false;
      return holder === null ? figure.share === '' : figure.share === holder;
    })
    .sort((a, b) => Number(a.met) - Number(b.met) || byUrgency(a, b));
}

/// What comes of registers by itself, and tasks; those that are met last.
function otherDuties(document: PlanDocument, holder: string | null, agency: string) {
  const mine = (owners: string[]): boolean => owners.includes(holder ?? agency);
  const isMine = (figure: Figure): boolean => {
    if (figure.kind === 'task') {
      const task = document.tasks[figure.block];
      return task !== undefined && mine([...task.lead, ...task.with]);
    }
    if (!figure.measured || figure.due === null || isUnshared(figure)) return false;
    if (holder !== null) return figure.share === holder;
    return figure.share === '' && mine(document.targets[figure.block]?.owners ?? []);
  };
  const all = document.figures
    .filter(isMine)
    .sort((a, b) => Number(a.met) - Number(b.met) || byUrgency(a, b));
  return {
    measured: all.filter((figure) => figure.kind === 'target'),
    tasks: all.filter((figure) => figure.kind === 'task'),
  };
}

const keyOf = (figure: Figure): string => `${figure.block}/${figure.node}/${figure.share}`;

function Duties({
  document,
  returned,
  holder,
  agency,
}: {
  document: PlanDocument;
  returned: Progress[];
  holder: string | null;
  agency: string;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const figures = useMemo(() => reportable(document, holder), [document, holder]);
  const { measured, tasks } = useMemo(
    () => otherDuties(document, holder, agency),
    [document, holder, agency],
  );
  if (figures.length + measured.length + tasks.length === 0)
    return <Empty title={t('report.none')}>{t('report.none_advice')}</Empty>;
  return (
    <>
      {figures.length > 0 && (
        <section className="deadline-group">
          {measured.length + tasks.length > 0 && <h2>{t('report.to_report')}</h2>}
          <Reporting figures={figures} document={document} returned={returned} />
        </section>
      )}
      {measured.length > 0 && (
        <section className="deadline-group">
          <h2>
            {t('report.measured')} <span className="quiet">{measured.length}</span>
          </h2>
          <p className="quiet">
            {t('report.measured_about')}{' '}
            <PlanLink to={`/plans/${encodeURIComponent(id)}/registers`}>
              {t('report.registers')}
            </PlanLink>
          </p>
          <FigureTable figures={measured} document={document} />
        </section>
      )}
      {tasks.length > 0 && (
        <section className="deadline-group">
          <h2>
            {t('report.tasks')} <span className="quiet">{tasks.length}</span>
          </h2>
          <FigureTable figures={tasks} document={document} />
        </section>
      )}
    </>
  );
}

function Reporting({
  figures,
  document,
  returned,
}: {
  figures: Figure[];
  document: PlanDocument;
  returned: Progress[];
}) {
  const { t } = useLanguage();
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get('target');
  const node = parameters.get('node');
  const chosen = figures.find(
    (figure) => figure.block === wanted && (node === null || figure.node === node),
  );
  const form = useRef<HTMLDivElement>(null);
  const key = chosen === undefined ? null : keyOf(chosen);
  useEffect(() => {
    const stacked = window.matchMedia('(max-width: 900px)').matches;
    if (key !== null && stacked) form.current?.scrollIntoView({ block: 'start' });
  }, [key]);
  const choose = (figure: Figure): void =>
    setParameters({ target: figure.block, node: figure.node }, { preventScrollReset: true });
  return (
    <div className="two-panes">
      <div>
        {returned.filter((row) => row.state === 'returned').length > 0 && (
          <section className="returned-part">
            <h2>{t('report.returned')}</h2>
            {returned
              .filter((row) => row.state === 'returned')
              .map((row) => (
                <div key={row.id}>
                  <ProgressItem row={row} named="named" onChanged={() => undefined} />
                  <button
                    type="button"
                    className="primary"
                    onClick={() =>
                      setParameters(
                        { target: row.target, node: row.node },
                        { preventScrollReset: true },
                      )
                    }
                  >
                    {t('report.again')}
                  </button>
                </div>
              ))}
          </section>
        )}
        <ul className="report-list">
          {figures.map((figure) => (
            <li key={keyOf(figure)}>
              <ReportChoice
                figure={figure}
                document={document}
                chosen={chosen === figure}
                onChoose={() => choose(figure)}
              />
            </li>
          ))}
        </ul>
      </div>
      <div className="form-pane" ref={form}>
        {chosen === undefined ? (
          <Empty title={t('report.choose')}>{t('report.choose_advice')}</Empty>
        ) : (
          <Chosen key={keyOf(chosen)} figure={chosen} />
        )}
      </div>
    </div>
  );
}

function ReportChoice({
  figure,
  document,
  chosen,
  onChoose,
}: {
  figure: Figure;
  document: PlanDocument;
  chosen: boolean;
  onChoose: () => void;
}) {
  const { t } = useLanguage();
  const target = document.targets[figure.block];
  return (
    <button
      type="button"
      className="report-choice"
      aria-pressed={chosen}
      onClick={onChoose}
      data-block={figure.block}
      data-node={figure.node}
    >
      <span className="report-choice-head">
        <b lang="zh-CN">{target?.label || figure.block}</b>
        <Light figure={figure} />
      </span>
      <span className="quiet">
        {figure.node !== figure.due && `${formatNode(figure.node, t)} · `}
        {formatDueValue(figure.low, figure.high, target, figure.unit, t)}
        {' · '}
        {figure.due ?? ''} {figure.met ? '' : formatDaysLeft(figure.days_left, t)}
      </span>
      {figure.rate !== null && <ProgressBar figure={figure} />}
      <span className="quiet">
        {t('grade.reported')} {formatGrade(figure, 'reported')} · {t('grade.accepted')}{' '}
        {formatGrade(figure, 'accepted')}
      </span>
    </button>
  );
}

function Chosen({ figure }: { figure: Figure }) {
  const { id, document } = usePlan();
  const target = document.data?.targets[figure.block];
  const detail = useResource<TargetDetail>(planPath(id, 'targets', figure.block));
  const rows = (detail.data?.progress ?? []).filter(
    (row) => row.node === figure.node && row.share === figure.share,
  );
  const latest = [...rows]
    .sort((a, b) => (a.recorded < b.recorded ? 1 : -1))
    .find((row) => row.state !== 'withdrawn');
  if (target === undefined) return null;
  return (
    <Shown resource={detail}>
      {() => (
        <>
          <ReportForm figure={figure} target={target} latest={latest} onReported={detail.reload} />
          <ProgressList rows={rows} onChanged={detail.reload} />
        </>
      )}
    </Shown>
  );
}
