// Outcome bar: how many rows a decision says what of, as a bar and in numbers.
import type { Counts } from '../api/rules';
import { useLanguage } from '../i18n/language';
import { keyText, segmentsOf } from './outcomes';

export function OutcomeBar({ counts }: { counts: Counts }) {
  const { t } = useLanguage();
  const segments = segmentsOf(counts);
  return (
    <div className="outcome-bar" aria-hidden="true">
      {segments.map((segment) => (
        <i
          key={segment.key}
          className={segment.kind}
          style={{ flexGrow: segment.rows }}
          title={`${keyText(segment.key, counts, t)}: ${segment.rows}`}
        />
      ))}
    </div>
  );
}

export function OutcomeCounts({
  counts,
  chosen,
  onChoose,
}: {
  counts: Counts;
  chosen: string;
  onChoose: (key: string) => void;
}) {
  const { t } = useLanguage();
  return (
    <div className="outcome-counts chips" role="group" aria-label={t('decision.filter')}>
      <button type="button" aria-pressed={chosen === ''} onClick={() => onChoose('')}>
        {t('query.all')} <small>{counts.total.toLocaleString('en')}</small>
      </button>
      {segmentsOf(counts).map((segment) => (
        <button
          key={segment.key}
          type="button"
          data-outcome={segment.key}
          aria-pressed={chosen === segment.key}
          onClick={() => onChoose(chosen === segment.key ? '' : segment.key)}
        >
          <i className={`dot ${segment.kind}`} aria-hidden="true" />
          <span lang="zh-CN">{keyText(segment.key, counts, t)}</span>{' '}
          <small>{segment.rows.toLocaleString('en')}</small>
        </button>
      ))}
    </div>
  );
}

/// "3 rows lack 投资": what must be filled in to get further.
export function Lacks({ counts }: { counts: Counts }) {
  const { t } = useLanguage();
  if (counts.lacks.length === 0) return null;
  return (
    <p className="lacks">
      {counts.lacks.map((lack) => (
        <span key={`${lack.register}/${lack.field}`}>
          {t('decision.lacks', { n: lack.rows, field: lack.field, register: lack.register })}
        </span>
      ))}
    </p>
  );
}
