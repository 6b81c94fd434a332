// User table: who may sign in, with unlocking, disabling and new passwords.
import { useState } from 'react';
import { post } from '../api/client';
import type { AdminUser } from '../api/types';
import { Confirm } from '../app/dialog';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { useAction } from '../forms/action';
import { formatMoment } from '../figures/format';
import { useLanguage } from '../i18n/language';
import { PasswordOnce } from './password-once';

interface Change {
  disabled?: boolean;
  reset_password?: true;
  unlock?: true;
}

export function UserTable({ users, onChanged }: { users: AdminUser[]; onChanged: () => void }) {
  const { t } = useLanguage();
  const say = useSay();
  const [password, setPassword] = useState<string | null>(null);
  const [resetting, setResetting] = useState<AdminUser | null>(null);
  const changing = useAction(async (user: AdminUser, change: Change) => {
    const path = `/api/admin/users/${encodeURIComponent(user.name)}`;
    const answer = await post<{ password?: string } | null>(path, change);
    setPassword(answer?.password ?? null);
    if (change.disabled !== undefined) {
      say(
        t(change.disabled ? 'admin.disabled_done' : 'admin.enabled_done', { name: user.name }),
        () => void changing.run(user, { disabled: !change.disabled }),
      );
    }
    onChanged();
  });
  return (
    <>
      <FaultList failure={changing.failure} />
      <div className="table-scroll">
        <table className="user-table">
          <thead>
            <tr>
              <th scope="col">{t('admin.name')}</th>
              <th scope="col">{t('admin.agency')}</th>
              <th scope="col">{t('admin.roles')}</th>
              <th scope="col">{t('admin.state')}</th>
              <th scope="col">
                <span className="hidden-words">{t('admin.deeds')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {users.map((user) => (
              <UserRow
                key={user.name}
                user={user}
                onChange={(change) => void changing.run(user, change)}
                onReset={() => setResetting(user)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {resetting !== null && (
        <Confirm
          title={t('admin.reset')}
          action={t('admin.reset')}
          text={t('admin.reset_confirm', { name: resetting.name })}
          onClose={() => setResetting(null)}
          onConfirm={() => {
            void changing.run(resetting, { reset_password: true });
            setResetting(null);
          }}
        />
      )}
      {password !== null && <PasswordOnce password={password} onClose={() => setPassword(null)} />}
    </>
  );
}

function UserRow({
  user,
  onChange,
  onReset,
}: {
  user: AdminUser;
  onChange: (change: Change) => void;
  onReset: () => void;
}) {
  const { t } = useLanguage();
  return (
    <tr className={user.disabled ? 'disabled' : ''}>
      <th scope="row">
        {user.name}
        <small lang="zh-CN">{user.display}</small>
      </th>
      <td lang="zh-CN">{user.agency}</td>
      <td>{user.roles.map((role) => t(`role.${role}`)).join(t('word.comma'))}</td>
      <td className="user-state">{stateOf(user, t)}</td>
      <td className="deeds">
        {user.locked_until !== null && (
          <button type="button" className="link" onClick={() => onChange({ unlock: true })}>
            {t('admin.unlock')}
          </button>
        )}
        <button type="button" className="link" onClick={onReset}>
          {t('admin.reset')}
        </button>
        <button
          type="button"
          className="link"
          onClick={() => onChange({ disabled: !user.disabled })}
        >
          {t(user.disabled ? 'admin.enable' : 'admin.disable')}
        </button>
      </td>
    </tr>
  );
}

function stateOf(user: AdminUser, t: ReturnType<typeof useLanguage>['t']): string {
  if (user.disabled) return t('admin.is_disabled');
  if (user.locked_until !== null)
    return t('admin.locked', { until: formatMoment(user.locked_until) });
  return t('admin.active');
}
