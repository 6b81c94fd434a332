// Action: one request a person started. Runs once at a time and keeps what was refused.
import { useCallback, useRef, useState } from 'react';

export interface Action<Arguments extends unknown[]> {
  run: (...given: Arguments) => Promise<boolean>;
  busy: boolean;
  failure: unknown;
  clear: () => void;
}

export function useAction<Arguments extends unknown[]>(
  deed: (...given: Arguments) => Promise<void>,
): Action<Arguments> {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const running = useRef(false);
  const latest = useRef(deed);
  latest.current = deed;
  const run = useCallback(async (...given: Arguments) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await latest.current(...given);
      return true;
    } catch (reason) {
      setFailure(reason);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setFailure(null), []);
  return { run, busy, failure, clear };
}
