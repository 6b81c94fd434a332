// Reading: which clause is in view, by choice or by scrolling, and how one moves between clauses.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { sectionOfAnchor, type Section } from './sections';

const quiet_ms = 700;

export interface Reading {
  current: string | null; ///< Anchor of the clause's heading.
  pointed: string | null; ///< Anchor of the very line asked for.
  choose: (anchor: string, move: 'scroll' | 'stay') => void;
  step: (by: 1 | -1) => void;
}

function isVisible(container: HTMLElement, element: Element): boolean {
  const outer = container.getBoundingClientRect();
  const inner = element.getBoundingClientRect();
  return inner.bottom > outer.top + 20 && inner.top < outer.bottom - 20;
}

function sectionAtReadingLine(container: HTMLElement): string | null {
  const reading = container.getBoundingClientRect().top + container.clientHeight * 0.28;
  let found: string | null = null;
  for (const element of container.querySelectorAll<HTMLElement>('[data-anchor]')) {
    if (element.getBoundingClientRect().top > reading) break;
    found = element.dataset['anchor'] ?? null;
  }
  return found;
}

export function useReading(sections: Section[], container: RefObject<HTMLElement>): Reading {
  const [current, setCurrent] = useState<string | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const quietUntil = useRef(0);
  const latest = useRef({ sections, current });
  latest.current = { sections, current };

  const choose = useCallback((anchor: string, move: 'scroll' | 'stay') => {
    const section = sectionOfAnchor(latest.current.sections, anchor);
    if (section === undefined) return;
    quietUntil.current = Date.now() + quiet_ms;
    setCurrent(section.anchor);
    setPointed(anchor === section.anchor ? null : anchor);
    window.history.replaceState(window.history.state, '', `#${anchor}`);
    if (move === 'scroll') {
      const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      document
        .getElementById(anchor)
        ?.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
    }
  }, []);

  const step = useCallback(
    (by: 1 | -1) => {
      const { sections: all, current: here } = latest.current;
      const index = all.findIndex((section) => section.anchor === here);
      const next = all[Math.max(0, Math.min(all.length - 1, index + by))];
      if (next !== undefined) choose(next.anchor, 'scroll');
    },
    [choose],
  );

  useFirstAnchor(sections, setCurrent, setPointed, quietUntil);
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    let frame = 0;
    const follow = (): void => {
      frame = 0;
      if (Date.now() < quietUntil.current) return;
      const here = latest.current.current;
      const chosen = here === null ? null : element.querySelector(`[data-anchor="${here}"]`);
      if (chosen !== null && isVisible(element, chosen)) return;
      const found = sectionAtReadingLine(element);
      if (found !== null) setCurrent(found);
    };
    const listener = (): void => {
      frame ||= requestAnimationFrame(follow);
    };
    element.addEventListener('scroll', listener, { passive: true });
    return () => {
      element.removeEventListener('scroll', listener);
      cancelAnimationFrame(frame);
    };
  }, [container, sections.length]);
  return { current, pointed, choose, step };
}

/// Goes to the clause of the address once the text is there; else to the first one with a light.
function useFirstAnchor(
  sections: Section[],
  setCurrent: (anchor: string) => void,
  setPointed: (anchor: string) => void,
  quietUntil: RefObject<number>,
): void {
  const done = useRef(false);
  useEffect(() => {
    if (done.current || sections.length === 0) return;
    done.current = true;
    const asked = decodeURIComponent(window.location.hash.slice(1));
    const section = sectionOfAnchor(sections, asked);
    if (section !== undefined) {
      (quietUntil as { current: number }).current = Date.now() + quiet_ms;
      setCurrent(section.anchor);
      setPointed(asked);
      requestAnimationFrame(() =>
        document.getElementById(asked)?.scrollIntoView({ block: 'start' }),
      );
      return;
    }
    const first = sections.find((each) => each.lines.some((line) => line.blocks.length > 0));
    const start = first ?? sections[0];
    if (start !== undefined) setCurrent(start.anchor);
  }, [sections, setCurrent, setPointed, quietUntil]);
}
