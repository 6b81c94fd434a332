// Signing in.
import { Navigate, useSearchParams } from 'react-router-dom';
import { useState } from 'react';
import { post } from '../api/client';
import type { Session } from '../api/types';
import { FaultList } from '../app/faults';
import { useSession } from '../app/session';
import { LanguageSwitch } from '../app/user-menu';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import '../styles/door.css';

/// Only addresses of this app: never another site.
function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/';
}

export default function SignInPage() {
  const { t } = useLanguage();
  const [parameters] = useSearchParams();
  const { session, accept, failure, reload } = useSession();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const signing = useAction(async () => {
    accept(await post<Session>('/api/sign-in', { name: name.trim(), password }));
  });
  if (session !== null && session.user !== null) {
    return <Navigate to={safeNext(parameters.get('next'))} replace />;
  }
  return (
    <main className="door">
      <form
        className="door-card"
        onSubmit={(event) => {
          event.preventDefault();
          void signing.run();
        }}
      >
        <DoorHead />
        <label className="field">
          <span>{t('sign_in.name')}</span>
          <input
            value={name}
            autoComplete="username"
            autoFocus
            required
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{t('sign_in.password')}</span>
          <input
            type="password"
            value={password}
            autoComplete="current-password"
            required
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        <FaultList failure={signing.failure} />
        {failure !== null && <FaultList failure={failure} onRetry={() => void reload()} />}
        <button type="submit" className="primary wide" disabled={signing.busy}>
          {t(signing.busy ? 'sign_in.busy' : 'sign_in.submit')}
        </button>
        {session?.store.needs_setup === true && (
          <p className="advice">{t('sign_in.needs_setup')}</p>
        )}
        {session?.store.demonstration === true && (
          <p className="advice">{t('sign_in.demonstration')}</p>
        )}
      </form>
    </main>
  );
}

export function DoorHead() {
  const { t } = useLanguage();
  return (
    <header>
      <img src="/mark.svg" alt="" width="40" height="40" />
      <div>
        <h1>{t('shell.name')}</h1>
        <p>{t('shell.motto')}</p>
      </div>
      <LanguageSwitch />
    </header>
  );
}
