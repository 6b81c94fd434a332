// Completion: what the server offers for the place of the caret, asked for with Ctrl and the space
// bar or while one types.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { BlockCompletion } from '../api/types';
import { codePointsBefore, indexOfCodePoint } from './text-places';

export type Complete = (
  text: string,
  offset: number,
) => Promise<{ begin: number; items: BlockCompletion[] }>;

export interface Completion {
  open: boolean;
  items: BlockCompletion[];
  active: number;
  ask: (text: string, caret: number, why: 'asked' | 'typing') => void;
  close: () => void;
  /// Where what is chosen begins. Units: UTF-16.
  begin: (text: string) => number;
  /// True when the key was for the list.
  onKey: (event: KeyboardEvent, accept: (item: BlockCompletion) => void) => boolean;
}

interface Offer {
  begin: number;
  items: BlockCompletion[];
  armed: boolean; ///< Enter takes the item: it was asked for, begun or moved to.
}

const settle_ms = 120;
const items_max = 60;
const goes_on = /[\p{L}\p{N}_.]$/u;

/// Offers nothing that is written in full already.
function worthShowing(items: BlockCompletion[], begun: string): BlockCompletion[] {
  const rest = items.filter((item) => item.text.trimEnd() !== begun);
  return rest.slice(0, items_max);
}

export function useCompletion(complete: Complete): Completion {
  const [offer, setOffer] = useState<Offer | null>(null);
  const [active, setActive] = useState(0);
  const asked = useRef(0);
  const timer = useRef(0);
  const latest = useRef(complete);
  latest.current = complete;
  const close = useCallback(() => {
    asked.current += 1;
    window.clearTimeout(timer.current);
    setOffer(null);
  }, []);
  const ask = useCallback((text: string, caret: number, why: 'asked' | 'typing') => {
    asked.current += 1;
    const mine = asked.current;
    window.clearTimeout(timer.current);
    const before = text.slice(0, caret);
    if (why === 'typing' && !goes_on.test(before) && !/[:,[] $/.test(before)) {
      setOffer(null);
      return;
    }
    const request = (): void => {
      const offset = codePointsBefore(text, caret);
      void latest.current(text, offset).then(
        ({ begin, items }) => {
          if (mine !== asked.current) return;
          const begun = [...before].slice(begin).join('');
          const shown = worthShowing(items, begun);
          const quiet = why === 'typing' && begun === '' && items.length > items_max;
          const armed = why === 'asked' || begun !== '';
          setActive(0);
          setOffer(shown.length === 0 || quiet ? null : { begin, items: shown, armed });
        },
        () => setOffer(null), // Writing goes on without help.
      );
    };
    timer.current = window.setTimeout(request, why === 'asked' ? 0 : settle_ms);
  }, []);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const move = (by: number): void => {
    if (offer === null) return;
    setActive((before) => (before + by + offer.items.length) % offer.items.length);
    setOffer({ ...offer, armed: true });
  };
  const onKey = (event: KeyboardEvent, accept: (item: BlockCompletion) => void): boolean => {
    if (offer === null || event.nativeEvent.isComposing) return false;
    const item = offer.items[active];
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape') close();
    else if ((event.key === 'Enter' || event.key === 'Tab') && offer.armed && item !== undefined) {
      accept(item);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    open: offer !== null,
    items: offer?.items ?? [],
    active,
    ask,
    close,
    begin: (text) => indexOfCodePoint(text, offer?.begin ?? 0),
    onKey,
  };
}
