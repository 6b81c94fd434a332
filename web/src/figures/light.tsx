// Light: shape, words and colour together, so that no one has to tell red from green.
import { useEffect, useRef, useState } from 'react';
import type { Figure, LightColour, LightCounts } from '../api/types';
import { useLanguage, type Key } from '../i18n/language';

export const lightOrder: LightColour[] = ['red', 'yellow', 'green', 'grey'];

/// The shape alone: square, triangle, circle, ring. Words stand beside it or in `title`.
export function LightShape({ colour, title }: { colour: LightColour; title?: string }) {
  const shapes = {
    red: <rect x="2" y="2" width="12" height="12" rx="1.5" />,
    yellow: <path d="M8 1.5 15 14H1Z" strokeLinejoin="round" />,
    green: <circle cx="8" cy="8" r="6.5" />,
    grey: <circle cx="8" cy="8" r="5.3" className="ring" />,
  };
  return (
    <svg
      className={`shape ${colour}`}
      viewBox="0 0 16 16"
      width="14"
      height="14"
      role={title === undefined ? undefined : 'img'}
      aria-label={title}
      aria-hidden={title === undefined ? true : undefined}
    >
      {title !== undefined && <title>{title}</title>}
      {shapes[colour]}
    </svg>
  );
}

/// What a light says in words: overdue differs from lagging, done differs from on time.
export function lightWord(figure: Pick<Figure, 'light' | 'met' | 'late' | 'days_left'>): Key {
  if (figure.light === 'green') {
    if (!figure.met) return 'light.green';
    return figure.late ? 'light.met_late' : 'light.met';
  }
  if (figure.light === 'red' && figure.days_left !== null && figure.days_left < 0)
    return 'light.overdue';
  return figure.light === '' ? 'light.none' : `light.${figure.light}`;
}

/// A light with its word; `onExplain` makes it a button. It flashes gently when its colour changes.
export function Light({ figure, onExplain }: { figure: Figure; onExplain?: () => void }) {
  const { t } = useLanguage();
  const changed = useChanged(`${figure.light}${figure.met}${figure.late}`);
  if (figure.light === '') return <span className="light none">{t('light.none')}</span>;
  const content = (
    <>
      <LightShape colour={figure.light} />
      <span>{t(lightWord(figure))}</span>
    </>
  );
  const look = `light ${figure.light}${changed ? ' changed' : ''}`;
  if (onExplain === undefined) return <span className={look}>{content}</span>;
  return (
    <button type="button" className={look} onClick={onExplain} title={t('light.explain')}>
      {content}
    </button>
  );
}

const flash_ms = 2600;

function useChanged(value: string): boolean {
  const before = useRef(value);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    if (before.current === value) return undefined;
    before.current = value;
    setChanged(true);
    const timer = window.setTimeout(() => setChanged(false), flash_ms);
    return () => window.clearTimeout(timer);
  }, [value]);
  return changed;
}

export function worstLight(counts: LightCounts | null): LightColour | null {
  return lightOrder.find((colour) => (counts?.[colour] ?? 0) > 0) ?? null;
}

/// "■ 3 ▲ 2 ● 5": only what there is.
export function LightCountList({ counts }: { counts: LightCounts | null }) {
  const { t } = useLanguage();
  const present = lightOrder.filter((colour) => (counts?.[colour] ?? 0) > 0);
  if (present.length === 0) return <span className="quiet">{t('light.none')}</span>;
  return (
    <span className="light-counts">
      {present.map((colour) => (
        <span key={colour} className={`light-count ${colour}`}>
          <LightShape colour={colour} title={t(`light.${colour}`)} />
          {counts?.[colour]}
        </span>
      ))}
    </span>
  );
}
