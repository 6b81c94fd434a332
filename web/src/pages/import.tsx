// Import: paste or upload an official text; earlier drafts to go on with.
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { post, remove, upload } from '../api/client';
import { useResource } from '../api/resource';
import type { Draft, DraftSummary } from '../api/types';
import { Confirm } from '../app/dialog';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { Empty, Shown } from '../app/states';
import { formatMoment } from '../figures/format';
import { useAction } from '../forms/action';
import { useKept } from '../forms/kept';
import { useLanguage } from '../i18n/language';
import '../styles/pages.css';
import '../styles/work.css';

export default function ImportPage() {
  const { t } = useLanguage();
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('import.title')}</h1>
      </header>
      <p className="quiet">{t('import.about')}</p>
      <div className="two-panes">
        <TextForm />
        <Drafts />
      </div>
    </div>
  );
}

function TextForm() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [text, setText, kept] = useKept('import.text', '');
  const [fraction, setFraction] = useState<number | null>(null);
  const go = (draft: Draft): void => {
    kept.forget();
    navigate(`/import/${draft.id}`);
  };
  const pasting = useAction(async () => go(await post<Draft>('/api/drafts', { text, name: '' })));
  const sending = useAction(async (file: File) => {
    setFraction(0);
    try {
      go(await upload<Draft>('/api/drafts', file, 'application/octet-stream', setFraction));
    } finally {
      setFraction(null);
    }
  });
  const busy = pasting.busy || sending.busy;
  const drop = (event: React.DragEvent): void => {
    const file = event.dataTransfer.files[0];
    if (file === undefined) return;
    event.preventDefault();
    void sending.run(file);
  };
  return (
    <form
      className="import-form"
      onSubmit={(event) => {
        event.preventDefault();
        void pasting.run();
      }}
      onDrop={drop}
      onDragOver={(event) => event.preventDefault()}
    >
      <label className="field">
        <span>{t('import.text')}</span>
        <textarea
          rows={18}
          lang="zh-CN"
          value={text}
          placeholder={t('import.placeholder')}
          name="text"
          onChange={(event) => setText(event.target.value)}
        />
        <small>{t('import.characters', { n: [...text].length })}</small>
      </label>
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy}>
          {t(pasting.busy ? 'import.busy' : 'import.submit')}
        </button>
        <label className="button file-button">
          {t('import.upload')}
          <input
            type="file"
            accept=".txt,.docx"
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file !== undefined) void sending.run(file);
            }}
          />
        </label>
      </div>
      {fraction !== null && <progress value={fraction} max={1} aria-label={t('import.busy')} />}
      <FaultList failure={pasting.failure ?? sending.failure} />
    </form>
  );
}

function Drafts() {
  const { t } = useLanguage();
  const say = useSay();
  const answer = useResource<{ drafts: DraftSummary[] }>('/api/drafts');
  const [doomed, setDoomed] = useState<DraftSummary | null>(null);
  const removing = useAction(async (draft: DraftSummary) => {
    await remove(`/api/drafts/${draft.id}`);
    say(t('import.removed'));
    answer.reload();
  });
  return (
    <section className="form-pane">
      <h2>{t('import.drafts')}</h2>
      <FaultList failure={removing.failure} />
      <Shown resource={answer}>
        {({ drafts }) =>
          drafts.length === 0 ? (
            <Empty title={t('import.no_drafts')}>{t('import.no_drafts_advice')}</Empty>
          ) : (
            <ul className="draft-list">
              {drafts.map((draft) => (
                <li key={draft.id}>
                  <Link to={`/import/${draft.id}`} lang="zh-CN">
                    {draft.title || t('import.untitled')}
                  </Link>
                  <small className="quiet">
                    {t(`draft.${draft.state}`)} · {draft.by} · {formatMoment(draft.created)}
                  </small>
                  <button type="button" className="link" onClick={() => setDoomed(draft)}>
                    {t('action.delete')}
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      {doomed !== null && (
        <Confirm
          title={t('import.remove')}
          action={t('action.delete')}
          text={t('import.remove_confirm', { title: doomed.title || t('import.untitled') })}
          onClose={() => setDoomed(null)}
          onConfirm={() => {
            void removing.run(doomed);
            setDoomed(null);
          }}
        />
      )}
    </section>
  );
}
