// Void: a row that should not be; it leaves the lists and keeps its history, and can come back.
import { useState } from 'react';
import { voidRow } from '../api/registers';
import type { Register, Row } from '../api/registers';
import { Dialog } from '../app/dialog';
import { FaultList } from '../app/faults';
import { usePlan } from '../app/plan-context';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import { nameOfRow } from './row-name';

export function VoidDialog({
  register,
  row,
  onVoided,
  onClose,
}: {
  register: Register;
  row: Row;
  onVoided: (version: number) => void;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [why, setWhy] = useState('');
  const doom = useAction(async () => {
    onVoided((await voidRow(id, register.name, row, why.trim())).version);
    onClose();
  });
  return (
    <Dialog title={t('void.title', { name: nameOfRow(row, register) })} onClose={onClose}>
      <p>{t('void.about')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void doom.run();
        }}
      >
        <label className="field">
          <span>{t('void.why')}</span>
          <input
            value={why}
            required
            autoFocus
            lang="zh-CN"
            placeholder={t('void.example')}
            onChange={(event) => setWhy(event.target.value)}
          />
        </label>
        <FaultList failure={doom.failure} />
        <footer className="buttons end">
          <button type="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="primary" disabled={why.trim() === '' || doom.busy}>
            {t('void.do')}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
