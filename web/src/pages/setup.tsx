// First set-up: whoever has the one-time link names the first administrator.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { post } from '../api/client';
import type { Session } from '../api/types';
import { FaultList } from '../app/faults';
import { useSession } from '../app/session';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import { DoorHead } from './sign-in';
import '../styles/door.css';

const password_min = 10;

export default function SetupPage() {
  const { t } = useLanguage();
  const { session } = useSession();
  if (session?.store.needs_setup !== false) return <SetupForm />;
  return (
    <main className="door">
      <div className="door-card">
        <DoorHead />
        <h2>{t('setup.title')}</h2>
        <p>{t('setup.is_done')}</p>
        <p className="advice">
          <Link to="/sign-in">{t('sign_in.submit')}</Link>
        </p>
      </div>
    </main>
  );
}

function SetupForm() {
  const { t } = useLanguage();
  const [parameters] = useSearchParams();
  const { accept } = useSession();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const token = parameters.get('token') ?? '';
  const differs = again !== '' && again !== password;
  const setting = useAction(async () => {
    accept(await post<Session>('/api/setup', { token, name: name.trim(), password }));
    navigate('/administration', { replace: true });
  });
  return (
    <main className="door">
      <form
        className="door-card"
        onSubmit={(event) => {
          event.preventDefault();
          void setting.run();
        }}
      >
        <DoorHead />
        <h2>{t('setup.title')}</h2>
        {token === '' && <p className="advice">{t('setup.no_token')}</p>}
        <label className="field">
          <span>{t('setup.name')}</span>
          <input
            value={name}
            autoComplete="username"
            required
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <PasswordField label={t('setup.password')} value={password} onChange={setPassword}>
          <small>{t('user.password_rule')}</small>
        </PasswordField>
        <PasswordField label={t('setup.again')} value={again} onChange={setAgain}>
          {differs && <small className="wrong">{t('setup.differs')}</small>}
        </PasswordField>
        <FaultList failure={setting.failure} />
        <button
          type="submit"
          className="primary wide"
          disabled={setting.busy || differs || again === '' || token === ''}
        >
          {t('setup.submit')}
        </button>
        <p className="advice">
          <Link to="/sign-in">{t('sign_in.submit')}</Link>
        </p>
      </form>
    </main>
  );
}

function PasswordField({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="password"
        value={value}
        autoComplete="new-password"
        required
        minLength={password_min}
        onChange={(event) => onChange(event.target.value)}
      />
      {children}
    </label>
  );
}
