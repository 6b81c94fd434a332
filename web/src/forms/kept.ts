// Kept: what is typed into a form outlives a reload, a lost connection or an expired session.
import { useCallback, useRef, useState } from 'react';
import type { Dispatch, SetStateAction } from 'react';

const prefix = 'fangan.form.';

function read<T>(key: string): T | null {
  try {
    const text = sessionStorage.getItem(prefix + key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(prefix + key);
    else sessionStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs the safety net, not the form.
  }
}

/// Like useState, kept in this tab's storage under `key` until `forget`.
export function useKept<T>(
  key: string,
  initial: T,
): [T, Dispatch<SetStateAction<T>>, { forget: () => void; restored: boolean }] {
  const latest = useRef(initial);
  latest.current = initial;
  const [hold, setHold] = useState(() => {
    const kept = read<T>(key);
    return { key, value: kept ?? initial, restored: kept !== null };
  });
  if (hold.key !== key) {
    const kept = read<T>(key);
    setHold({ key, value: kept ?? initial, restored: kept !== null });
  }
  const setValue = useCallback<Dispatch<SetStateAction<T>>>(
    (next) => {
      setHold((before) => {
        const value = typeof next === 'function' ? (next as (old: T) => T)(before.value) : next;
        write(key, value);
        return { ...before, value };
      });
    },
    [key],
  );
  const forget = useCallback(() => {
    write(key, null);
    setHold({ key, value: latest.current, restored: false });
  }, [key]);
  return [hold.value, setValue, { forget, restored: hold.restored }];
}
