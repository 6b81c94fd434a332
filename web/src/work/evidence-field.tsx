// Evidence field: files chosen or dropped are sent at once, each with its progress.
import { useState } from 'react';
import { sendEvidence } from '../api/work';
import type { Evidence } from '../api/types';
import { FaultList } from '../app/faults';
import { useLanguage } from '../i18n/language';
import { EvidenceList } from './evidence-list';

interface Sending {
  name: string;
  fraction: number;
}

export function EvidenceField({
  files,
  label,
  single,
  onChange,
}: {
  files: Evidence[];
  label?: string; ///< Where the field around it says what is asked for.
  single?: 'single' | undefined; ///< One file, which the next one replaces.
  onChange: (change: (before: Evidence[]) => Evidence[]) => void;
}) {
  const { t } = useLanguage();
  const [sending, setSending] = useState<Sending[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const send = async (file: File): Promise<void> => {
    const at = (fraction: number) =>
      setSending((before) => [
        ...before.filter((each) => each.name !== file.name),
        { name: file.name, fraction },
      ]);
    at(0);
    try {
      const sent = await sendEvidence(file, at);
      onChange((before) => [...before.filter((each) => each.hash !== sent.hash), sent]);
    } catch (reason) {
      setFailure(reason);
    } finally {
      setSending((before) => before.filter((each) => each.name !== file.name));
    }
  };
  const take = (chosen: FileList | null): void => {
    setFailure(null);
    [...(chosen ?? [])].forEach((file) => void send(file));
  };
  return (
    <div
      className="field evidence-field"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      {label === undefined && <span>{t('evidence.label')}</span>}
      <div className="drop-place">
        <label className="button file-button">
          {t('evidence.choose')}
          <input
            type="file"
            multiple={single === undefined}
            aria-label={label ?? t('evidence.label')}
            onChange={(event) => {
              take(event.target.files);
              event.target.value = '';
            }}
          />
        </label>
        <small>{t(single === undefined ? 'evidence.rule' : 'evidence.rule_single')}</small>
      </div>
      {sending.map((each) => (
        <div key={each.name} className="sending">
          {each.name} <progress value={each.fraction} max={1} aria-label={each.name} />
        </div>
      ))}
      <EvidenceList
        files={files}
        onRemove={(file) => onChange((before) => before.filter((each) => each.hash !== file.hash))}
      />
      <FaultList failure={failure} />
    </div>
  );
}
