// Jobs: work that goes on in the background; asked after until it has ended.
import { useEffect, useState } from 'react';
import { get } from './client';
import { jobPath } from './registers';
import type { Job, JobState } from './registers';

const often_ms = 600;
const seldom_ms = 4000;

const ended: JobState[] = ['refused', 'done', 'failed', 'cancelled'];
export const hasEnded = (job: Job): boolean => ended.includes(job.state);
/// Nothing happens until a person says so.
export const isWaiting = (job: Job): boolean => job.state === 'checked';
export const isRunning = (job: Job): boolean => !hasEnded(job) && !isWaiting(job);

interface Asked<T> {
  data: T | null;
  failure: unknown;
  set: (data: T) => void;
  retry: () => void;
}

/// Reads again and again while `again` says how soon; a lost connection is tried again by itself.
function useAsked<T>(path: string | null, again: (data: T) => number | null): Asked<T> {
  const [data, setData] = useState<T | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (path === null) return undefined;
    const aborter = new AbortController();
    let timer = 0;
    const ask = (): void => {
      get<T>(path, aborter.signal).then(
        (answer) => {
          setData(answer);
          setFailure(null);
          const wait = again(answer);
          if (wait !== null) timer = window.setTimeout(ask, wait);
        },
        (reason: unknown) => {
          if (aborter.signal.aborted) return;
          setFailure(reason);
          timer = window.setTimeout(ask, seldom_ms);
        },
      );
    };
    ask();
    return () => {
      aborter.abort();
      window.clearTimeout(timer);
    };
  }, [path, attempt]);
  const retry = (): void => setAttempt((count) => count + 1);
  return { data, failure, set: setData, retry };
}

export function useJob(id: number | null): Asked<{ job: Job }> {
  return useAsked<{ job: Job }>(id === null ? null : jobPath(id), ({ job }) =>
    isRunning(job) ? often_ms : null,
  );
}

export function useJobs(): Asked<{ jobs: Job[] }> {
  return useAsked<{ jobs: Job[] }>('/api/jobs', ({ jobs }) =>
    jobs.some(isRunning) ? often_ms : seldom_ms,
  );
}
