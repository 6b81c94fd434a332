// Files step: the package's files as plain text, with line numbers and the checker's words at the
// line.
import { useMemo, useRef, useState } from 'react';
import type { Draft, Fault } from '../api/types';
import { FaultList } from '../app/faults';
import { useLanguage } from '../i18n/language';
import type { DraftEdit } from './draft-edit';
import { PlainEditor, type PlainEditorHandle } from './plain-editor';

export function FilesStep({ draft, edit }: { draft: Draft; edit: DraftEdit }) {
  const { t } = useLanguage();
  const { files } = edit;
  const [name, setName] = useState(
    () => draft.diagnostics.find((each) => each.place)?.place?.file ?? files[0]?.name ?? '',
  );
  const editor = useRef<PlainEditorHandle>(null);
  const file = files.find((each) => each.name === name) ?? files[0];
  const here = useMemo(
    () => draft.diagnostics.filter((each) => each.place?.file === file?.name),
    [draft, file?.name],
  );
  const goTo = (fault: Fault): void => {
    if (!fault.place) return;
    setName(fault.place.file);
    const line = fault.place.line;
    window.setTimeout(() => editor.current?.goTo(line), 0);
  };
  if (file === undefined) return null;
  const write = (text: string): void =>
    edit.setFiles(files.map((each) => (each === file ? { ...each, text } : each)));
  return (
    <div className="files-step">
      <ul className="file-list">
        {files.map((each) => (
          <li key={each.name}>
            <button type="button" aria-pressed={each === file} onClick={() => setName(each.name)}>
              <span lang="zh-CN">{each.name}</span>
              <FaultCount faults={draft.diagnostics} file={each.name} />
            </button>
          </li>
        ))}
      </ul>
      <div className="editor-side">
        <PlainEditor
          ref={editor}
          key={file.name}
          label={file.name}
          text={file.text}
          faults={here}
          readOnly={draft.state === 'live'}
          onChange={write}
          onSave={() => void edit.saving.run()}
        />
        <div className="buttons">
          <button
            type="button"
            className="primary"
            disabled={!edit.dirty || edit.saving.busy}
            onClick={() => void edit.saving.run()}
          >
            {t('draft.save')}
          </button>
          <button type="button" disabled={!edit.dirty} onClick={edit.discard}>
            {t('action.reset')}
          </button>
          <small className="quiet">{t(edit.dirty ? 'draft.dirty' : 'draft.clean')}</small>
        </div>
        <FaultList failure={edit.saving.failure} />
        <FaultTable faults={draft.diagnostics} onChoose={goTo} />
      </div>
    </div>
  );
}

function FaultCount({ faults, file }: { faults: Fault[]; file: string }) {
  const count = faults.filter(
    (each) => each.place?.file === file && each.severity === 'error',
  ).length;
  return count === 0 ? null : <span className="count">{count}</span>;
}

export function FaultTable({
  faults,
  onChoose,
}: {
  faults: Fault[];
  onChoose: (fault: Fault) => void;
}) {
  const { t, pick } = useLanguage();
  if (faults.length === 0) return <p className="checked">✓ {t('draft.no_faults')}</p>;
  return (
    <ul className="fault-table">
      {faults.map((fault, index) => (
        <li key={index} className={fault.severity}>
          <button type="button" onClick={() => onChoose(fault)} disabled={!fault.place}>
            <b>{t(fault.severity === 'error' ? 'draft.error' : 'draft.warning')}</b>
            <span>{pick(fault.zh, fault.en)}</span>
            <small className="quiet">
              {fault.place && `${fault.place.file}:${fault.place.line}:${fault.place.column} `}
              {fault.place?.headings.join(' › ')}
            </small>
            {pick(fault.hint_zh, fault.hint_en) !== '' && (
              <small>{pick(fault.hint_zh, fault.hint_en)}</small>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
