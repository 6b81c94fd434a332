// Password once: a generated password is shown a single time.
import { Dialog } from '../app/dialog';
import { useLanguage } from '../i18n/language';

export function PasswordOnce({ password, onClose }: { password: string; onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Dialog title={t('admin.password_title')} onClose={onClose}>
      <p>{t('admin.password_about')}</p>
      <p>
        <code className="password-once">{password}</code>
      </p>
      <footer className="buttons end">
        <button type="button" onClick={() => void navigator.clipboard?.writeText(password)}>
          {t('action.copy')}
        </button>
        <button type="button" className="primary" onClick={onClose}>
          {t('action.close')}
        </button>
      </footer>
    </Dialog>
  );
}
