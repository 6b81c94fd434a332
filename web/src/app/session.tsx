// Session: who is signed in, and the store's own day.
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { get, onSignedOut, post, setToken } from '../api/client';
import type { Role, Session, User } from '../api/types';

interface SessionHold {
  session: Session | null;
  failure: unknown;
  accept: (session: Session) => void;
  reload: () => Promise<void>;
  signOut: () => Promise<void>;
}
const SessionContext = createContext<SessionHold | null>(null);

export function useSession(): SessionHold {
  const hold = useContext(SessionContext);
  if (hold === null) throw new Error('SessionProvider is missing');
  return hold;
}

export function useUser(): User | null {
  return useSession().session?.user ?? null;
}

export function hasRole(user: User | null, ...roles: Role[]): boolean {
  return roles.some((role) => user?.roles.includes(role) ?? false);
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const accept = useCallback((next: Session) => {
    setToken(next.token);
    setSession(next);
    setFailure(null);
  }, []);
  const reload = useCallback(
    () => get<Session>('/api/session').then(accept, (reason: unknown) => setFailure(reason)),
    [accept],
  );
  useEffect(() => void reload(), [reload]);
  useEffect(
    () =>
      onSignedOut(() => {
        setSession((before) => before && { ...before, user: null });
      }),
    [],
  );
  const signOut = useCallback(async () => {
    await post('/api/sign-out', {});
    await reload();
  }, [reload]);
  const hold = useMemo(
    () => ({ session, failure, accept, reload, signOut }),
    [session, failure, accept, reload, signOut],
  );
  return <SessionContext.Provider value={hold}>{children}</SessionContext.Provider>;
}
