// Filter chips: what is asked for at the moment, each to be taken away, and how much was found.
import type { Region, RowQuery } from '../api/registers';
import { useLanguage } from '../i18n/language';
import { filterText, type Askable } from './query';

export function FilterChips({
  query,
  fields,
  regions,
  total,
  examples,
  onAsk,
}: {
  query: RowQuery;
  fields: Askable[];
  regions: Region[];
  total: number | null;
  examples: number;
  onAsk: (query: RowQuery) => void;
}) {
  const { t } = useLanguage();
  const drop = (field: string): void =>
    onAsk({ ...query, where: query.where.filter((each) => each.field !== field) });
  return (
    <div className="filter-chips">
      <span className="result-count" role="status">
        {total === null ? t('state.loading') : t('grid.count', { n: total.toLocaleString('en') })}
        {examples > 0 && (
          <small className="quiet">
            {' '}
            {t('grid.examples', { n: examples.toLocaleString('en') })}
          </small>
        )}
      </span>
      {query.words !== '' && (
        <Chip
          text={t('filter.words', { words: query.words })}
          onDrop={() => onAsk({ ...query, words: '' })}
        />
      )}
      {query.where.map((filter) => (
        <Chip
          key={filter.field}
          text={filterText(filter, fields, regions, t)}
          onDrop={() => drop(filter.field)}
        />
      ))}
    </div>
  );
}

function Chip({ text, onDrop }: { text: string; onDrop: () => void }) {
  const { t } = useLanguage();
  return (
    <span className="chip">
      <span lang="zh-CN">{text}</span>
      <button type="button" aria-label={t('filter.drop', { text })} onClick={onDrop}>
        ×
      </button>
    </span>
  );
}
