// Panel: everything about the clause in view.
import { useState } from 'react';
import type { PlanDocument } from '../api/types';
import { PlanLink } from '../app/as-of';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-layout';
import { Empty } from '../app/states';
import { useLanguage } from '../i18n/language';
import { contentOf, type Section } from './sections';
import { TargetCard } from './target-card';
import { TaskCard } from './task-card';

export function Panel({
  document,
  section,
  onStep,
  onClose,
}: {
  document: PlanDocument;
  section: Section;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const content = contentOf(section, document);
  const nothing = content.targets.length === 0 && content.tasks.length === 0;
  return (
    <aside className="panel" aria-label={t('panel.label')}>
      <PanelHead section={section} onStep={onStep} onClose={onClose} />
      {content.targets.map((target) => (
        <TargetCard key={target.name} target={target} figures={document.figures} />
      ))}
      {content.tasks.map((task) => (
        <TaskCard key={task.name} task={task} figures={document.figures} />
      ))}
      {content.owners.length > 0 && <Owners names={content.owners} />}
      {nothing && <Empty title={t('panel.nothing')}>{t('panel.nothing_advice')}</Empty>}
    </aside>
  );
}

function PanelHead({
  section,
  onStep,
  onClose,
}: {
  section: Section;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const say = useSay();
  const copy = (): void => {
    const address = `${window.location.origin}${window.location.pathname}${window.location.search}`;
    void navigator.clipboard
      ?.writeText(`${address}#${section.anchor}`)
      .then(() => say(t('panel.copied')));
  };
  return (
    <header className="panel-head">
      <div className="panel-path" lang="zh-CN">
        {section.parents.join(' › ')}
      </div>
      <h2 lang="zh-CN">{section.heading?.title ?? t('panel.preamble')}</h2>
      <div className="panel-tools">
        <button
          type="button"
          onClick={() => onStep(-1)}
          aria-label={t('panel.previous')}
          title={`${t('panel.previous')} (k)`}
        >
          ↑
        </button>
        <button
          type="button"
          onClick={() => onStep(1)}
          aria-label={t('panel.next')}
          title={`${t('panel.next')} (j)`}
        >
          ↓
        </button>
        <button type="button" onClick={copy}>
          {t('panel.copy')}
        </button>
        <button type="button" className="sheet-close" onClick={onClose}>
          {t('action.close')}
        </button>
      </div>
    </header>
  );
}

const shown_owners = 8;

function Owners({ names }: { names: string[] }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [all, setAll] = useState(names.length <= shown_owners + 2);
  return (
    <section className="panel-part">
      <h3>{t('panel.owners')}</h3>
      <ul className="owner-list" lang="zh-CN">
        {(all ? names : names.slice(0, shown_owners)).map((name) => (
          <li key={name}>
            <PlanLink to={`/plans/${encodeURIComponent(id)}/agencies/${encodeURIComponent(name)}`}>
              {name}
            </PlanLink>
          </li>
        ))}
        {!all && (
          <li>
            <button type="button" className="link" onClick={() => setAll(true)}>
              {t('panel.more_owners', { n: names.length - shown_owners })}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}
