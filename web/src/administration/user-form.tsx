// User form: a new user; the server makes the password.
import { useState } from 'react';
import { post } from '../api/client';
import type { Role } from '../api/types';
import { FaultList } from '../app/faults';
import { useAction } from '../forms/action';
import { useKept } from '../forms/kept';
import { useLanguage } from '../i18n/language';
import { PasswordOnce } from './password-once';

const roles: Role[] = ['office', 'department', 'county', 'enterprise', 'admin'];

interface Entry {
  name: string;
  display: string;
  agency: string;
  roles: Role[];
  enterprise: string; ///< The id of its row; asked of accounts of enterprises.
}
const empty: Entry = { name: '', display: '', agency: '', roles: [], enterprise: '' };

export function UserForm({ onAdded }: { onAdded: () => void }) {
  const { t } = useLanguage();
  const [entry, setEntry, kept] = useKept<Entry>('admin.user', empty);
  const [password, setPassword] = useState<string | null>(null);
  const adding = useAction(async () => {
    const { enterprise, ...others } = entry;
    const subject = others.roles.includes('enterprise') ? { enterprise } : {};
    const answer = await post<{ password?: string }>('/api/admin/users', { ...others, ...subject });
    kept.forget();
    setPassword(answer.password ?? null);
    onAdded();
  });
  const toggle = (role: Role): void =>
    setEntry((before) => ({
      ...before,
      roles: before.roles.includes(role)
        ? before.roles.filter((each) => each !== role)
        : [...before.roles, role],
    }));
  const text = (key: 'name' | 'display' | 'agency' | 'enterprise') => ({
    value: entry[key],
    name: key,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setEntry((before) => ({ ...before, [key]: event.target.value })),
  });
  return (
    <details className="user-form">
      <summary>{t('admin.add')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void adding.run();
        }}
      >
        <div className="field-row">
          <label className="field">
            <span>{t('admin.name')}</span>
            <input required {...text('name')} />
          </label>
          <label className="field">
            <span>{t('admin.display')}</span>
            <input {...text('display')} />
          </label>
          <label className="field">
            <span>{t('admin.agency')}</span>
            <input required {...text('agency')} />
          </label>
        </div>
        <RoleChoices chosen={entry.roles} onToggle={toggle} />
        {entry.roles.includes('enterprise') && (
          <label className="field">
            <span>{t('admin.enterprise')}</span>
            <input required {...text('enterprise')} />
            <small>{t('admin.enterprise_about')}</small>
          </label>
        )}
        <p className="quiet">{t('admin.add_about')}</p>
        <FaultList failure={adding.failure} />
        <button
          type="submit"
          className="primary"
          disabled={adding.busy || entry.roles.length === 0}
        >
          {t('admin.add')}
        </button>
      </form>
      {password !== null && <PasswordOnce password={password} onClose={() => setPassword(null)} />}
    </details>
  );
}

function RoleChoices({ chosen, onToggle }: { chosen: Role[]; onToggle: (role: Role) => void }) {
  const { t } = useLanguage();
  return (
    <fieldset className="choices">
      <legend>{t('admin.roles')}</legend>
      {roles.map((role) => (
        <label key={role}>
          <input type="checkbox" checked={chosen.includes(role)} onChange={() => onToggle(role)} />
          {t(`role.${role}`)}
        </label>
      ))}
    </fieldset>
  );
}
