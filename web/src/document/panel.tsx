// Panel: everything about the clause in view.
import { useState } from 'react';
import type { PlanDocument } from '../api/types';
import { PlanLink } from '../app/as-of';
import { useSay } from '../app/notices';
import { BlockCard } from '../blocks/block-card';
import { AddBlock } from '../blocks/block-tools';
import { useMayEdit } from '../blocks/may-edit';
import { usePlan } from '../app/plan-context';
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
  const { targets, tasks, blocks } = content;
  const nothing = targets.length + tasks.length + blocks.length === 0;
  return (
    <aside className="panel" aria-label={t('panel.label')}>
      <PanelHead section={section} onStep={onStep} onClose={onClose} />
      {targets.map((target) => (
        <TargetCard key={target.name} target={target} figures={document.figures} />
      ))}
      {blocks.map((head) => (
        <BlockCard key={head.id} head={head} open={blocks.length === 1} />
      ))}
      {tasks.map((task) => (
        <TaskCard key={task.name} task={task} figures={document.figures} />
      ))}
      {content.owners.length > 0 && <Owners names={content.owners} />}
      <AddTo section={section} />
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

/// A block belongs to a line: one is chosen where the clause has several.
function AddTo({ section }: { section: Section }) {
  const { t } = useLanguage();
  const mayEdit = useMayEdit();
  const lines = section.lines.filter((line) => line.kind === 'text' || section.lines.length === 1);
  const [chosen, setChosen] = useState(0);
  const line = lines[chosen] ?? section.lines[0];
  if (!mayEdit || line === undefined) return null;
  return (
    <section className="panel-part add-to">
      {lines.length > 1 && (
        <label>
          <span>{t('block.add_below')}</span>
          <select
            value={chosen}
            lang="zh-CN"
            onChange={(event) => setChosen(Number(event.target.value))}
          >
            {lines.map((each, index) => (
              <option key={each.anchor} value={index}>
                {shortened(each.text)}
              </option>
            ))}
          </select>
        </label>
      )}
      <AddBlock key={line.anchor} at={line.anchor} title={line.text} />
    </section>
  );
}

const shortened = (text: string): string =>
  [...text].length > 24 ? `${[...text].slice(0, 23).join('')}…` : text;

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
