// Resource: what a page shows of the server, reloaded when its address or the data change.
import { useCallback, useEffect, useRef, useState } from 'react';
import { get } from './client';
import { useRevision } from './live';

export interface Resource<T> {
  data: T | null;
  failure: unknown;
  loading: boolean;
  reload: () => void;
}

/// Keeps the old answer on screen while a new one is on its way, unless the address' path changed.
export function useResource<T>(path: string | null): Resource<T> {
  const revision = useRevision();
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<{ path: string; data: T } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [loading, setLoading] = useState(path !== null);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (path === null) return undefined;
    const aborter = new AbortController();
    setLoading(true);
    get<T>(path, aborter.signal).then(
      (data) => {
        shown.current = path;
        setAnswer({ path, data });
        setFailure(null);
        setLoading(false);
      },
      (reason: unknown) => {
        if (aborter.signal.aborted) return;
        setFailure(reason);
        setLoading(false);
      },
    );
    return () => aborter.abort();
  }, [path, revision, attempt]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const sameThing = answer !== null && path !== null && stem(answer.path) === stem(path);
  return { data: sameThing ? answer.data : null, failure, loading, reload };
}

function stem(path: string): string {
  return path.split('?')[0] ?? path;
}
