// Evidence: files that prove a report; pictures are shown, the rest is offered for download.
import { useState } from 'react';
import type { Evidence } from '../api/types';
import { Dialog } from '../app/dialog';
import { formatSize } from '../figures/format';
import { useLanguage } from '../i18n/language';

const addressOf = (file: Evidence): string => `/api/files/${encodeURIComponent(file.hash)}`;

export function EvidenceList({
  files,
  onRemove,
}: {
  files: Evidence[];
  onRemove?: (file: Evidence) => void;
}) {
  const { t } = useLanguage();
  const [viewed, setViewed] = useState<Evidence | null>(null);
  if (files.length === 0) return null;
  return (
    <ul className="evidence">
      {files.map((file) => (
        <li key={file.hash}>
          {file.type.startsWith('image/') ? (
            <button type="button" className="link picture" onClick={() => setViewed(file)}>
              <img src={addressOf(file)} alt="" loading="lazy" width="48" height="36" />
              {file.name}
            </button>
          ) : (
            <a href={addressOf(file)} download={file.name}>
              {file.name}
            </a>
          )}
          <small> {formatSize(file.size)}</small>
          {onRemove !== undefined && (
            <button
              type="button"
              className="link"
              onClick={() => onRemove(file)}
              aria-label={t('evidence.remove', { name: file.name })}
            >
              ×
            </button>
          )}
        </li>
      ))}
      {viewed !== null && (
        <Dialog title={viewed.name} onClose={() => setViewed(null)} shape="wide">
          <img className="evidence-picture" src={addressOf(viewed)} alt={viewed.name} />
          <p>
            <a href={addressOf(viewed)} download={viewed.name}>
              {t('evidence.download')}
            </a>
          </p>
        </Dialog>
      )}
    </ul>
  );
}
