// Figure table: nodes as rows, each linked to its clause.
import { useState } from 'react';
import { planPath, withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { Figure, PlanDocument, TargetDetail } from '../api/types';
import { PlanLink, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { isUnshared } from '../figures/deadlines';
import { formatDaysLeft, formatDueValue, formatGrade, formatNode } from '../figures/format';
import { Light } from '../figures/light';
import { LightDialog } from '../figures/light-dialog';
import { ProgressBar } from '../figures/progress-bar';
import { useLanguage } from '../i18n/language';

export function FigureTable({
  figures,
  document,
}: {
  figures: Figure[];
  document: PlanDocument | null;
}) {
  const { t } = useLanguage();
  const [explained, setExplained] = useState<Figure | null>(null);
  return (
    <>
      <table className="figure-table">
        <thead>
          <tr>
            <th scope="col">{t('light.title')}</th>
            <th scope="col">{t('figure.item')}</th>
            <th scope="col">{t('figure.due')}</th>
            <th scope="col">{t('figure.days')}</th>
            <th scope="col">{t('figure.progress')}</th>
            <th scope="col">{t('figure.owner')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <FigureRow
              key={`${figure.kind}/${figure.block}/${figure.node}/${figure.share}`}
              figure={figure}
              document={document}
              onExplain={setExplained}
            />
          ))}
        </tbody>
      </table>
      {explained !== null && <Explained figure={explained} onClose={() => setExplained(null)} />}
    </>
  );
}

function Explained({ figure, onClose }: { figure: Figure; onClose: () => void }) {
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const path = planPath(id, figure.kind === 'task' ? 'tasks' : 'targets', figure.block);
  const detail = useResource<Pick<TargetDetail, 'light_table'>>(withQuery(path, { as_of: asOf }));
  return <LightDialog figure={figure} table={detail.data?.light_table ?? null} onClose={onClose} />;
}

function ownersOf(figure: Figure, document: PlanDocument | null): string[] {
  if (figure.kind === 'task') {
    const task = document?.tasks[figure.block];
    return task === undefined ? [] : [...task.lead, ...task.with];
  }
  return document?.targets[figure.block]?.owners ?? [];
}

function FigureRow({
  figure,
  document,
  onExplain,
}: {
  figure: Figure;
  document: PlanDocument | null;
  onExplain: (figure: Figure) => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const target = figure.kind === 'target' ? document?.targets[figure.block] : undefined;
  const label = (target?.label ?? document?.tasks[figure.block]?.label) || figure.block;
  const owners = ownersOf(figure, document);
  const isOwed = !isUnshared(figure);
  const late = isOwed && figure.days_left !== null && figure.days_left < 0 && !figure.met;
  return (
    <tr
      data-due={figure.due ?? ''}
      data-block={figure.block}
      data-node={figure.node}
      data-share={figure.share}
    >
      <td>
        <Light figure={figure} onExplain={() => onExplain(figure)} />
      </td>
      <th scope="row" lang="zh-CN">
        <PlanLink to={`/plans/${encodeURIComponent(id)}#${figure.anchor}`}>{label}</PlanLink>
        <small>
          {[
            figure.kind === 'task' ? t('task.title') : figure.node,
            figure.share,
          ]
            .filter((part) => part !== '' && part !== figure.due)
            .map((part) => formatNode(part, t))
            .join(' · ')}
        </small>
      </th>
      <td className="day">{figure.due ?? '—'}</td>
      <td className={late ? 'late' : ''}>
        {figure.met
          ? t(figure.late ? 'light.met_late' : 'light.met')
          : isOwed && formatDaysLeft(figure.days_left, t)}
      </td>
      <td className="progress-cell">
        {figure.kind === 'task' ? (
          <span>{t(taskWord(figure))}</span>
        ) : (
          <>
            <span className="figures-short">
              {formatGrade(figure, 'accepted')}
              {' / '}
              {formatDueValue(figure.low, figure.high, target, figure.unit, t)}
              {figure.shown_rate !== null && <b> {figure.shown_rate}%</b>}
            </span>
            {figure.rate !== null && <ProgressBar figure={figure} />}
          </>
        )}
      </td>
      <td lang="zh-CN" className="owners" title={owners.join('、')}>
        {owners.slice(0, 2).join('、')}
        {owners.length > 2 && ` ${t('figure.and_more', { n: owners.length })}`}
      </td>
    </tr>
  );
}

function taskWord(figure: Figure): 'task.open' | 'task.doing' | 'task.done' {
  if (figure.state === 'done') return 'task.done';
  return figure.state === 'doing' ? 'task.doing' : 'task.open';
}
