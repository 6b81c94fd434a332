// Back question: the browser's Back, pressed over words that are not saved, asks before it leaves.
//
// A step of history is put in front of the page while there is something to lose; Back takes that
// step only, is told, and the step is put there again. Steps are numbered: one that a reload left
// behind is not taken for one's own.
import { useEffect, useRef } from 'react';

interface Guarded {
  guard?: number;
}

const guardOf = (): number => (window.history.state as Guarded | null)?.guard ?? 0;

const stand = (guard: number): void => {
  window.history.pushState({ ...(window.history.state as object | null), guard }, '');
};

export function useBackQuestion(dirty: boolean, ask: () => void): void {
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (!dirty) return undefined;
    const guard = guardOf() + 1;
    stand(guard);
    const onPop = (): void => {
      if (guardOf() === guard) return;
      stand(guard);
      latest.current();
    };
    window.addEventListener('popstate', onPop);
    return () => {
      window.removeEventListener('popstate', onPop);
      if (guardOf() === guard) window.history.back();
    };
  }, [dirty]);
}
