// Outline: the clauses at a glance, with their lights; can show only what lags.
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { LightColour, LineKind, OutlineEntry, PlanDocument } from '../api/types';
import { LightShape, lightOrder, worstLight } from '../figures/light';
import { useLanguage } from '../i18n/language';
import { headingNumber } from './heading-number';
import { clauseEntries } from './sections';

/// Every line's lights together, so that what is counted here can be found below.
function totals(document: PlanDocument): Record<LightColour, number> {
  const counts = { red: 0, yellow: 0, green: 0, grey: 0 };
  for (const line of document.files.flatMap((file) => file.lines)) {
    lightOrder.forEach((colour) => (counts[colour] += line.lights?.[colour] ?? 0));
  }
  return counts;
}

/// Entries with such a light, and the headings above them.
function filtered(entries: OutlineEntry[], colour: LightColour | null): OutlineEntry[] {
  if (colour === null) return entries;
  return entries.filter((entry) => (entry.lights?.[colour] ?? 0) > 0);
}

export const Outline = memo(function Outline({
  document,
  current,
  onChoose,
}: {
  document: PlanDocument;
  current: string | null;
  onChoose: (anchor: string) => void;
}) {
  const { t } = useLanguage();
  const [colour, setColour] = useState<LightColour | null>(null);
  const entries = useMemo(() => clauseEntries(document), [document]);
  const counts = useMemo(() => totals(document), [document]);
  const kinds = useMemo(
    () =>
      new Map(document.files.flatMap((file) => file.lines).map((line) => [line.anchor, line.kind])),
    [document],
  );
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const top = Math.min(...entries.map((entry) => entry.level));
  return (
    <nav className="outline" aria-label={t('outline.title')}>
      <div className="chips" role="group" aria-label={t('outline.filter')}>
        {lightOrder
          .filter((each) => counts[each] > 0)
          .map((each) => (
            <button
              type="button"
              key={each}
              aria-pressed={colour === each}
              onClick={() => setColour(colour === each ? null : each)}
            >
              <LightShape colour={each} />
              {t(`light.${each}`)} {counts[each]}
            </button>
          ))}
      </div>
      <ol ref={list}>
        {filtered(entries, colour).map((entry) => (
          <li
            key={entry.anchor}
            style={{ '--depth': entry.level - top } as React.CSSProperties}
            className={`level-${entry.level - top}`}
          >
            <a
              href={`#${entry.anchor}`}
              aria-current={entry.anchor === current ? 'location' : undefined}
              onClick={(event) => {
                event.preventDefault();
                onChoose(entry.anchor);
              }}
            >
              <OutlineTitle entry={entry} kind={kinds.get(entry.anchor)} />
              <OutlineLight entry={entry} />
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
});

function OutlineTitle({ entry, kind }: { entry: OutlineEntry; kind: LineKind | undefined }) {
  return (
    <span className="outline-title" lang="zh-CN" title={entry.title}>
      {entry.number !== '' && (
        <span className="outline-number">{headingNumber(kind, entry.number)}</span>
      )}
      {entry.title}
    </span>
  );
}

function OutlineLight({ entry }: { entry: OutlineEntry }) {
  const { t } = useLanguage();
  const worst = worstLight(entry.lights);
  if (worst === null) return null;
  const count = entry.lights?.[worst] ?? 0;
  return (
    <span className="outline-light">
      {count > 1 && count}
      <LightShape colour={worst} title={t(`light.${worst}`)} />
    </span>
  );
}
