// Live: changes by others, as server-sent events. A change raises the revision, and resources that
// are on screen read themselves again.
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ReactNode } from 'react';
import { reportConnection, withQuery } from './client';

interface Live {
  revision: number;
  refresh: () => void;
}
const LiveContext = createContext<Live>({ revision: 0, refresh: () => undefined });

export const useRevision = (): number => useContext(LiveContext).revision;
/// Reads everything on screen again; for after one's own changes.
export const useRefresh = (): (() => void) => useContext(LiveContext).refresh;

const settle_ms = 120;
const patience_ms = 4000;
const retry_ms = 3000;

/// Opens the stream of a plan; the browser resumes it with Last-Event-ID by itself.
function listen(plan: string, onChange: (clock: boolean) => void): () => void {
  let stream: EventSource | null = null;
  let retry = 0;
  let patience = 0;
  let isBroken = false;
  let closed = false;
  const open = (): void => {
    if (closed) return;
    stream = new EventSource(withQuery('/api/events', { plan }));
    stream.addEventListener('change', (event) => {
      onChange(/"action"\s*:\s*"clock"/.test(String((event as MessageEvent<string>).data)));
    });
    stream.onopen = () => {
      window.clearTimeout(patience);
      patience = 0;
      // However short the break: what happened meanwhile came to nobody.
      if (isBroken) onChange(true);
      isBroken = false;
      reportConnection(true);
    };
    stream.onerror = () => {
      isBroken = true;
      patience ||= window.setTimeout(() => reportConnection(false), patience_ms);
      if (stream?.readyState === EventSource.CLOSED) {
        stream.close();
        onChange(true); // Refused: asking for the page again tells why, and leads to the door.
        retry = window.setTimeout(open, retry_ms);
      }
    };
  };
  open();
  return () => {
    closed = true;
    window.clearTimeout(retry);
    window.clearTimeout(patience);
    stream?.close();
  };
}

export function LiveProvider({
  plan,
  onClock,
  children,
}: {
  plan: string | null;
  onClock: () => void;
  children: ReactNode;
}) {
  const [revision, setRevision] = useState(0);
  const waiting = useRef(0);
  const refresh = useCallback(() => setRevision((count) => count + 1), []);
  const clockMoved = useRef(onClock);
  clockMoved.current = onClock;
  useEffect(() => {
    if (plan === null) return undefined;
    const stop = listen(plan, (clock) => {
      window.clearTimeout(waiting.current);
      waiting.current = window.setTimeout(refresh, settle_ms);
      if (clock) clockMoved.current();
    });
    return () => {
      window.clearTimeout(waiting.current);
      stop();
    };
  }, [plan, refresh]);
  const live = useMemo(() => ({ revision, refresh }), [revision, refresh]);
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}
