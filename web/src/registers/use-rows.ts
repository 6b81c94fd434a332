// Rows on screen: the windows of one query, read again when the plan's data change.
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { get, withQuery } from '../api/client';
import { useRevision } from '../api/live';
import { queryParameters, rowsPath } from '../api/registers';
import type { RowPage, RowQuery } from '../api/registers';
import { RowWindows } from './row-windows';

export function readRows(
  plan: string,
  register: string,
  query: RowQuery,
  asOf: string | null,
  part: { offset: number; count: number },
  signal?: AbortSignal,
): Promise<RowPage> {
  const path = withQuery(rowsPath(plan, register), {
    ...queryParameters(query),
    offset: String(part.offset),
    count: String(part.count),
    as_of: asOf,
  });
  return get<RowPage>(path, signal);
}

export function useRows(
  plan: string,
  register: string,
  query: RowQuery,
  asOf: string | null,
): RowWindows {
  const revision = useRevision();
  const asked = JSON.stringify([plan, register, queryParameters(query), asOf]);
  const windows = useMemo(() => {
    const read = (offset: number, count: number, signal: AbortSignal): Promise<RowPage> =>
      readRows(plan, register, query, asOf, { offset, count }, signal);
    return new RowWindows(read);
  }, [asked]);
  useSyncExternalStore(windows.subscribe, windows.revision);
  const seen = useRef({ windows, revision });
  useEffect(() => {
    const before = seen.current;
    seen.current = { windows, revision };
    if (before.windows === windows && before.revision !== revision) windows.refresh();
  }, [windows, revision]);
  useEffect(() => {
    windows.open();
    return () => windows.close();
  }, [windows]);
  return windows;
}
