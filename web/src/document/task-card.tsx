// Task card: what is to be done, by whom, by when, and how far it is.
import { useState } from 'react';
import { planPath, withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { Figure, Task, TaskDetail } from '../api/types';
import { useAsOf } from '../app/as-of';
import { Definition } from '../blocks/block-card';
import { usePlan } from '../app/plan-context';
import { formatDay, formatDaysLeft, formatMoment } from '../figures/format';
import { Light } from '../figures/light';
import { LightDialog } from '../figures/light-dialog';
import { useLanguage } from '../i18n/language';
import { EvidenceList } from '../work/evidence-list';
import { JournalList } from '../work/journal-list';
import { TaskStateForm } from '../work/task-state-form';

export function TaskCard({ task, figures }: { task: Task; figures: Figure[] }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const [explained, setExplained] = useState<Figure | null>(null);
  const [changing, setChanging] = useState<string | null>(null);
  const detail = useResource<TaskDetail>(
    withQuery(planPath(id, 'tasks', task.name), { as_of: asOf }),
  );
  const own = figures.filter((figure) => figure.block === task.name && figure.kind === 'task');
  return (
    <section className="panel-part task-card">
      <header>
        <h3>
          <span className="tag">{t('task.title')}</span>{' '}
          <span lang="zh-CN">{task.label || task.name}</span>
        </h3>
      </header>
      {task.what !== '' && task.what !== (task.label || task.name) && (
        <p lang="zh-CN" className="task-what">
          {task.what}
        </p>
      )}
      <TaskUnits task={task} />
      {own.map((figure) => (
        <div key={figure.node} className="task-node">
          <TaskNodeText task={task} figure={figure} />
          <Light figure={figure} onExplain={() => setExplained(figure)} />
          {task.can.state && (
            <button type="button" className="link" onClick={() => setChanging(figure.node)}>
              {t('task.change')}
            </button>
          )}
        </div>
      ))}
      {own.length === 0 && task.can.state && (
        <button type="button" className="link" onClick={() => setChanging('')}>
          {t('task.change')}
        </button>
      )}
      {(detail.data?.states ?? []).map((state) => (
        <div key={`${state.node}/${state.version}`} className="task-state">
          <b>{t(`task.${state.state}`)}</b> {state.note}
          <small>
            {' '}
            {state.actor} · {formatMoment(state.recorded)}
          </small>
          <EvidenceList files={state.files} />
        </div>
      ))}
      <Definition id={task.name} />
      {detail.data !== null && <JournalList entries={detail.data.journal} />}
      {changing !== null && (
        <TaskStateForm
          task={task}
          node={changing}
          onClose={() => setChanging(null)}
          before={detail.data?.states.find((state) => state.node === changing)}
        />
      )}
      {explained !== null && (
        <LightDialog
          figure={explained}
          table={detail.data?.light_table ?? null}
          onClose={() => setExplained(null)}
        />
      )}
    </section>
  );
}

function TaskUnits({ task }: { task: Task }) {
  const { t } = useLanguage();
  return (
    <dl className="task-units" lang="zh-CN">
      {task.lead.length > 0 && (
        <div>
          <dt>{t('task.lead')}</dt>
          <dd>{task.lead.join('、')}</dd>
        </div>
      )}
      {task.with.length > 0 && (
        <div>
          <dt>{t(task.lead.length > 0 ? 'task.with' : 'task.units')}</dt>
          <dd>
            {task.with.join('、')}
            {task.open && t('task.open_units')}
          </dd>
        </div>
      )}
    </dl>
  );
}

function TaskNodeText({ task, figure }: { task: Task; figure: Figure }) {
  const { t, language } = useLanguage();
  const text = task.nodes.find((node) => node.node === figure.node)?.text ?? '';
  const late = figure.days_left !== null && figure.days_left < 0 && !figure.met;
  return (
    <div className="task-node-text">
      <span>{figure.due === null ? t('days.none') : formatDay(figure.due, language)}</span>
      {!figure.met && figure.due !== null && (
        <b className={late ? 'late' : ''}> {formatDaysLeft(figure.days_left, t)}</b>
      )}
      {text !== '' && <small lang="zh-CN">{text}</small>}
    </div>
  );
}
