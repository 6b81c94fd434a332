// Return form: a report goes back only with a reason the reporter can act on.
import { giveBack } from '../api/work';
import type { Progress } from '../api/types';
import { FaultList } from '../app/faults';
import { usePlan } from '../app/plan-context';
import { useAction } from '../forms/action';
import { useKept } from '../forms/kept';
import { useLanguage, type Key } from '../i18n/language';

const usual: Key[] = ['return.no_evidence', 'return.differs', 'return.wrong_period'];

export function ReturnForm({ row, onReturned }: { row: Progress; onReturned: () => void }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [reason, setReason, { forget }] = useKept(`return.${id}.${row.id}`, '');
  const returning = useAction(async () => {
    await giveBack(id, row, reason.trim());
    forget();
    onReturned();
  });
  return (
    <form
      className="return-form"
      onSubmit={(event) => {
        event.preventDefault();
        void returning.run();
      }}
    >
      <label className="field">
        <span>{t('return.reason')}</span>
        <textarea
          rows={2}
          required
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <div className="chips">
        {usual.map((key) => (
          <button key={key} type="button" onClick={() => setReason(t(key))}>
            {t(key)}
          </button>
        ))}
      </div>
      <FaultList failure={returning.failure} />
      <button type="submit" disabled={returning.busy || reason.trim() === ''}>
        {t('return.send')}
      </button>
    </form>
  );
}
