// One draft: check what was found, add units, correct files, make it live.
import { useCallback, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { useResource } from '../api/resource';
import type { Draft } from '../api/types';
import { Shown } from '../app/states';
import { FilesStep } from '../draft/files-step';
import { FoundStep } from '../draft/found-step';
import { OpenStep } from '../draft/open-step';
import { UnitsStep } from '../draft/units-step';
import { useDraftEdit } from '../draft/draft-edit';
import { useLanguage } from '../i18n/language';
import '../styles/pages.css';
import '../styles/work.css';
import '../styles/draft.css';

const steps = ['found', 'units', 'files', 'open'] as const;
type Step = (typeof steps)[number];

export default function DraftPage() {
  const { draft = '' } = useParams();
  const answer = useResource<Draft>(`/api/drafts/${encodeURIComponent(draft)}`);
  const [saved, setSaved] = useState<Draft | null>(null);
  const latest =
    saved !== null && saved.version >= (answer.data?.version ?? 0) ? saved : answer.data;
  return (
    <div className="page wide">
      <Shown resource={{ ...answer, data: latest }}>
        {(data) => <Steps key={data.id} draft={data} onSaved={setSaved} />}
      </Shown>
    </div>
  );
}

function Steps({ draft, onSaved }: { draft: Draft; onSaved: (draft: Draft) => void }) {
  const { t } = useLanguage();
  const [parameters, setParameters] = useSearchParams();
  const step: Step = steps.find((each) => each === parameters.get('step')) ?? 'found';
  const choose = useCallback((next: Step) => setParameters({ step: next }), [setParameters]);
  const edit = useDraftEdit(draft, onSaved);
  const errors = draft.diagnostics.filter((each) => each.severity === 'error').length;
  return (
    <>
      <p className="crumbs">
        <Link to="/import">{t('import.title')}</Link>
      </p>
      <header className="page-head">
        <h1 lang="zh-CN">{edit.header.title || draft.title || t('import.untitled')}</h1>
        <Counts draft={draft} />
      </header>
      <nav className="steps" aria-label={t('draft.steps')}>
        <ol>
          {steps.map((each, index) => (
            <li key={each}>
              <button
                type="button"
                aria-current={each === step ? 'step' : undefined}
                onClick={() => choose(each)}
              >
                <span className="step-number">{index + 1}</span>
                {t(`step.${each}`)}
                {each === 'files' && errors > 0 && <span className="count">{errors}</span>}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      {edit.restored && edit.dirty && <p className="banner">{t('form.restored')}</p>}
      {step === 'found' && <FoundStep draft={draft} />}
      {step === 'units' && <UnitsStep draft={draft} edit={edit} />}
      {step === 'files' && <FilesStep draft={draft} edit={edit} />}
      {step === 'open' && <OpenStep draft={draft} edit={edit} onFault={() => choose('files')} />}
    </>
  );
}

const counted = [
  'plans',
  'headings',
  'owners',
  'quantities',
  'targets',
  'tasks',
  'agencies',
  'doubts',
] as const;

function Counts({ draft }: { draft: Draft }) {
  const { t } = useLanguage();
  return (
    <p className="counts">
      {counted
        .filter((name) => draft.counts[name] !== undefined)
        .map((name) => (
          <span key={name}>
            <b>{draft.counts[name]}</b> {t(`count.${name}`, { n: draft.counts[name] ?? 0 })}
          </span>
        ))}
    </p>
  );
}
