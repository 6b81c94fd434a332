// Search: a field, and what it found, with the words marked.
import { forwardRef } from 'react';
import type { RowHit, SearchAnswer, SearchHit } from '../api/types';
import type { Resource } from '../api/resource';
import { PlanLink } from '../app/as-of';
import { Empty, Shown } from '../app/states';
import { useLanguage } from '../i18n/language';
import { recordAddress } from '../registers/addresses';

export const SearchField = forwardRef<
  HTMLInputElement,
  {
    value: string;
    onChange: (value: string) => void;
  }
>(function SearchField({ value, onChange }, field) {
  const { t } = useLanguage();
  return (
    <input
      ref={field}
      type="search"
      className="search"
      value={value}
      maxLength={100}
      placeholder={t('search.placeholder')}
      aria-label={t('search.label')}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        onChange('');
        event.currentTarget.blur();
      }}
    />
  );
});

const around = 24;

/// The words around the first mark, cut by code points.
function excerpt(hit: Pick<SearchHit, 'text' | 'marks'>): { text: string; hit: boolean }[] {
  const points = [...hit.text];
  const first = hit.marks[0];
  if (first === undefined) return [{ text: points.slice(0, around * 2).join(''), hit: false }];
  const begin = Math.max(0, first[0] - around);
  const end = Math.min(points.length, first[1] + around * 2);
  return [
    { text: (begin > 0 ? '…' : '') + points.slice(begin, first[0]).join(''), hit: false },
    { text: points.slice(first[0], first[1]).join(''), hit: true },
    { text: points.slice(first[1], end).join('') + (end < points.length ? '…' : ''), hit: false },
  ];
}

export function SearchHits({
  answer,
  onChoose,
}: {
  answer: Resource<SearchAnswer>;
  onChoose: (anchor: string) => void;
}) {
  const { t } = useLanguage();
  return (
    <div className="search-hits" aria-live="polite">
      <Shown resource={answer}>
        {({ hits, more, query }) =>
          hits.length === 0 ? (
            <Empty title={t('search.none', { words: query })}>{t('search.none_advice')}</Empty>
          ) : (
            <>
              <p className="quiet">
                {t('search.count', { n: hits.length })}
                {more && ` ${t('search.more')}`}
              </p>
              <ol>
                {hits.map((hit, index) => (
                  <li key={index}>
                    {hit.kind === 'row' ? (
                      <RowLink hit={hit} />
                    ) : (
                      <HitButton hit={hit} onChoose={onChoose} />
                    )}
                  </li>
                ))}
              </ol>
            </>
          )
        }
      </Shown>
    </div>
  );
}

function HitButton({ hit, onChoose }: { hit: SearchHit; onChoose: (anchor: string) => void }) {
  const { t } = useLanguage();
  return (
    <button type="button" onClick={() => onChoose(hit.anchor)}>
      <small>
        {hit.kind !== 'text' && <b>{t(`search.${hit.kind}`)} </b>}
        {hit.heading || hit.name}
      </small>
      <Excerpt hit={hit} />
    </button>
  );
}

function RowLink({ hit }: { hit: RowHit }) {
  return (
    <PlanLink className="button" to={recordAddress(hit.plan, hit.register, hit.row)}>
      <small>
        <b lang="zh-CN">{hit.register} </b>
        {hit.name}
      </small>
      <Excerpt hit={hit} />
    </PlanLink>
  );
}

export function Excerpt({ hit }: { hit: Pick<SearchHit, 'text' | 'marks'> }) {
  return (
    <span lang="zh-CN">
      {excerpt(hit).map((part, index) =>
        part.hit ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
      )}
    </span>
  );
}
