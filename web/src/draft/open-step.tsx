// Open step: name, days and id of the plan; then it is made live.
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { post } from '../api/client';
import type { Draft } from '../api/types';
import { Confirm } from '../app/dialog';
import { FaultList } from '../app/faults';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import type { DraftEdit } from './draft-edit';
import { FaultTable } from './files-step';

export function OpenStep({
  draft,
  edit,
  onFault,
}: {
  draft: Draft;
  edit: DraftEdit;
  onFault: () => void;
}) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const errors = draft.diagnostics.filter((each) => each.severity === 'error');
  const opening = useAction(async () => {
    const { plan } = await post<{ plan: string }>(`/api/drafts/${draft.id}/open`, {
      version: draft.version,
      id: edit.id,
    });
    navigate(`/plans/${encodeURIComponent(plan)}`);
  });
  const ready = !edit.dirty && errors.length === 0 && edit.id !== '' && draft.state === 'draft';
  return (
    <div className="two-panes">
      <HeaderForm draft={draft} edit={edit} />
      <section className="form-pane">
        <h2>{t('open.title')}</h2>
        <FaultTable faults={errors} onChoose={onFault} />
        {edit.dirty && <p className="quiet">{t('open.save_first')}</p>}
        {draft.state === 'live' && <p className="quiet">{t('open.is_live')}</p>}
        <FaultList failure={opening.failure} />
        <button
          type="button"
          className="primary"
          disabled={!ready || opening.busy}
          onClick={() => setAsking(true)}
        >
          {t('open.submit')}
        </button>
        {asking && (
          <Confirm
            title={t('open.title')}
            action={t('open.submit')}
            text={t('open.confirm', {
              title: edit.header.title || draft.title,
              n: draft.counts['doubts'] ?? draft.findings.length,
            })}
            onClose={() => setAsking(false)}
            onConfirm={() => {
              setAsking(false);
              void opening.run();
            }}
          />
        )}
      </section>
    </div>
  );
}

function HeaderForm({ draft, edit }: { draft: Draft; edit: DraftEdit }) {
  const { t } = useLanguage();
  const { header, setHeader } = edit;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void edit.saving.run();
      }}
    >
      <label className="field">
        <span>{t('open.name')}</span>
        <input
          lang="zh-CN"
          required
          value={header.title}
          name="title"
          onChange={(event) => setHeader('title', event.target.value)}
        />
      </label>
      <div className="field-row">
        <label className="field">
          <span>{t('open.issued')}</span>
          <input
            type="date"
            value={header.issued}
            name="issued"
            onChange={(event) => setHeader('issued', event.target.value)}
          />
        </label>
        <label className="field">
          <span>{t('open.in_force')}</span>
          <input
            type="date"
            value={header.in_force_from}
            name="in_force_from"
            onChange={(event) => setHeader('in_force_from', event.target.value)}
          />
        </label>
      </div>
      <label className="field">
        <span>{t('open.id')}</span>
        <input
          required
          value={edit.id}
          name="id"
          pattern="[a-z0-9][a-z0-9\-]*"
          onChange={(event) => edit.setId(event.target.value)}
        />
        <small>{t('open.id_rule')}</small>
      </label>
      <FaultList failure={edit.saving.failure} />
      <button
        type="submit"
        className={edit.dirty ? 'primary' : undefined}
        disabled={!edit.dirty || edit.saving.busy || draft.state === 'live'}
      >
        {t('draft.save')}
      </button>
    </form>
  );
}
