// Leave question: unsaved entries are given up only when somebody says so.
import { Dialog } from '../app/dialog';
import { useLanguage } from '../i18n/language';

export function LeaveQuestion({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useLanguage();
  return (
    <Dialog title={t('leave.title')} onClose={onStay}>
      <p>{t('leave.text')}</p>
      <footer className="buttons end">
        <button type="button" onClick={onLeave}>
          {t('leave.give_up')}
        </button>
        <button type="button" className="primary" autoFocus onClick={onStay}>
          {t('leave.stay')}
        </button>
      </footer>
    </Dialog>
  );
}
