// Search box: one place to look for words in all registers and texts the reader may see.
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { EverywhereHit, PlanSummary } from '../api/types';
import { Excerpt } from '../document/search';
import { useLanguage, type Translate } from '../i18n/language';
import { recordAddress } from '../registers/addresses';
import { Dialog } from './dialog';
import { useKeys } from './key-help';
import { Empty, Shown } from './states';

const settle_ms = 180;
const words_min = 2;

export function SearchBox({ plan }: { plan: string }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  useKeys((key, event) => {
    if (key !== 's') return;
    event.preventDefault();
    setOpen(true);
  });
  return (
    <>
      <button
        type="button"
        className="search-box-button"
        title={t('find.key')}
        onClick={() => setOpen(true)}
      >
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <circle cx="6.5" cy="6.5" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="M10 10l4.5 4.5" stroke="currentColor" strokeWidth="1.8" />
        </svg>
        {t('find.button')}
      </button>
      {open && <SearchDialog plan={plan} onClose={() => setOpen(false)} />}
    </>
  );
}

function useSettled(words: string): string {
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(words), settle_ms);
    return () => window.clearTimeout(timer);
  }, [words]);
  return settled;
}

function SearchDialog({ plan, onClose }: { plan: string; onClose: () => void }) {
  const { t } = useLanguage();
  const [words, setWords] = useState('');
  const settled = useSettled(words.trim());
  const isLong = [...settled].length >= words_min;
  const answer = useResource<{ hits: EverywhereHit[]; more?: boolean }>(
    isLong ? withQuery('/api/search', { q: settled }) : null,
  );
  const list = useRef<HTMLDivElement>(null);
  const toHits = (event: React.KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    list.current?.querySelector<HTMLElement>('button')?.focus();
  };
  return (
    <Dialog title={t('find.title')} onClose={onClose} shape="wide">
      <input
        type="search"
        autoFocus
        className="search"
        value={words}
        maxLength={100}
        placeholder={t('find.example')}
        aria-label={t('find.title')}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={toHits}
      />
      <div ref={list} className="everywhere-hits" aria-live="polite" onKeyDown={moveFocus}>
        {isLong ? (
          <Shown resource={answer}>
            {({ hits, more }) => (
              <Hits
                hits={hits}
                more={more ?? false}
                words={settled}
                here={plan}
                onClose={onClose}
              />
            )}
          </Shown>
        ) : (
          <p className="quiet">{t('find.two')}</p>
        )}
      </div>
    </Dialog>
  );
}

function moveFocus(event: React.KeyboardEvent<HTMLDivElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[at + by]?.focus();
  event.preventDefault();
}

export interface HitGroup {
  title: string;
  hits: EverywhereHit[];
}

/// Rows by their register, the rest by what it is; in the order of the answer.
export function groupedHits(hits: EverywhereHit[], t: Translate): HitGroup[] {
  const groups: HitGroup[] = [];
  for (const hit of hits) {
    const title = hit.kind === 'row' ? (hit.register ?? '') : t(`find.${hit.kind}`);
    const group = groups.find((each) => each.title === title);
    if (group === undefined) groups.push({ title, hits: [hit] });
    else group.hits.push(hit);
  }
  return groups;
}

export function hitAddress(hit: EverywhereHit, here: string): string {
  const plan = hit.plan ?? here;
  const base = `/plans/${encodeURIComponent(plan)}`;
  if (hit.kind === 'row') {
    return recordAddress(plan, hit.register ?? '', hit.row ?? '');
  }
  if (hit.kind === 'agency') return `${base}/agencies/${encodeURIComponent(hit.name ?? '')}`;
  return `${base}#${hit.anchor ?? ''}`;
}

function Hits({
  hits,
  more,
  words,
  here,
  onClose,
}: {
  hits: EverywhereHit[];
  more: boolean;
  words: string;
  here: string;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const plans = useResource<{ plans: PlanSummary[] }>('/api/plans');
  const groups = useMemo(() => groupedHits(hits, t), [hits, t]);
  const titleOf = (plan: string | undefined): string =>
    plan === undefined || plan === here
      ? ''
      : (plans.data?.plans.find((each) => each.id === plan)?.title ?? plan);
  if (hits.length === 0) {
    return <Empty title={t('search.none', { words })}>{t('find.none_advice')}</Empty>;
  }
  return (
    <>
      {groups.map((group) => (
        <Group key={group.title} group={group} here={here} titleOf={titleOf} onClose={onClose} />
      ))}
      {more && <p className="quiet">{t('search.more')}</p>}
    </>
  );
}

const shown_first = 5;

function Group({
  group,
  here,
  titleOf,
  onClose,
}: {
  group: HitGroup;
  here: string;
  titleOf: (plan: string | undefined) => string;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [all, setAll] = useState(false);
  const { title, hits } = group;
  return (
    <section>
      <h3 lang="zh-CN">
        {title} <small className="quiet">{hits.length}</small>
      </h3>
      <ul>
        {hits.slice(0, all ? hits.length : shown_first).map((hit, index) => (
          <li key={index}>
            <button
              type="button"
              onClick={() => {
                onClose();
                navigate(hitAddress(hit, here));
              }}
            >
              <Excerpt hit={hit} />
              <small lang="zh-CN">
                {[titleOf(hit.plan), hit.kind === 'row' ? hit.name : hit.heading]
                  .filter((part) => part)
                  .join(' · ')}
              </small>
            </button>
          </li>
        ))}
      </ul>
      {!all && hits.length > shown_first && (
        <p>
          <button type="button" className="link" onClick={() => setAll(true)}>
            {t('find.all', { n: hits.length })}
          </button>
        </p>
      )}
    </section>
  );
}
