// User menu: language, password, signing out.
import { useState } from 'react';
import { post } from '../api/client';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import { Dialog } from './dialog';
import { DropMenu } from './drop-menu';
import { FaultList } from './faults';
import { useSay } from './notices';
import { useSession } from './session';

export function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className="language"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => choose(other)}
    >
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}

export function UserMenu() {
  const { t } = useLanguage();
  const { session, signOut } = useSession();
  const [changing, setChanging] = useState(false);
  const leave = useAction(signOut);
  const user = session?.user ?? null;
  if (user === null) return <LanguageSwitch />;
  return (
    <>
      <LanguageSwitch />
      <DropMenu className="user-menu" title={user.agency} summary={user.display || user.name}>
        <p className="quiet">{user.agency}</p>
        <button type="button" onClick={() => setChanging(true)}>
          {t('user.password')}
        </button>
        <button type="button" onClick={() => void leave.run()}>
          {t('user.sign_out')}
        </button>
      </DropMenu>
      {changing && <PasswordDialog onClose={() => setChanging(false)} />}
    </>
  );
}

function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const say = useSay();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const change = useAction(async () => {
    await post('/api/password', { old, new: fresh });
    say(t('user.password_changed'));
    onClose();
  });
  return (
    <Dialog title={t('user.password')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void change.run();
        }}
      >
        <label className="field">
          <span>{t('user.password_old')}</span>
          <input
            type="password"
            autoComplete="current-password"
            autoFocus
            required
            value={old}
            onChange={(event) => setOld(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{t('user.password_new')}</span>
          <input
            type="password"
            autoComplete="new-password"
            required
            minLength={10}
            value={fresh}
            onChange={(event) => setFresh(event.target.value)}
          />
          <small>{t('user.password_rule')}</small>
        </label>
        <FaultList failure={change.failure} />
        <footer className="buttons end">
          <button type="submit" className="primary" disabled={change.busy}>
            {t('action.save')}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
