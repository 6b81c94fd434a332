// Progress list: reports of a target, newest first, with what the reader may do about each.
import type { Progress } from '../api/types';
import { useLanguage } from '../i18n/language';
import { ProgressItem } from './progress-item';

export function ProgressList({ rows, onChanged }: { rows: Progress[]; onChanged: () => void }) {
  const { t } = useLanguage();
  if (rows.length === 0) return null;
  const sorted = [...rows].sort((a, b) => (a.recorded < b.recorded ? 1 : -1));
  return (
    <div className="progress-list">
      <h4>{t('progress.title')}</h4>
      <ol>
        {sorted.map((row) => (
          <li key={row.id}>
            <ProgressItem row={row} onChanged={onChanged} />
          </li>
        ))}
      </ol>
    </div>
  );
}
