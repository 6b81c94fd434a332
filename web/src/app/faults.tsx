// Faults: what went wrong and what to do, in the reader's language.
import { ConnectionError, RequestError } from '../api/client';
import type { Fault } from '../api/types';
import { useLanguage, type Translate } from '../i18n/language';

export function faultsOf(failure: unknown, t: Translate): Fault[] {
  if (failure instanceof RequestError) return failure.faults;
  const connection = failure instanceof ConnectionError;
  const text = t(connection ? 'fault.connection' : 'fault.unknown');
  const hint = t(connection ? 'fault.connection_hint' : 'fault.unknown_hint');
  return [{ code: '', severity: 'error', zh: text, en: text, hint_zh: hint, hint_en: hint }];
}

/// Asked again, these would be answered the same.
const isSettled = (failure: unknown): boolean =>
  failure instanceof RequestError && (failure.status === 403 || failure.status === 404);

export function FaultList({ failure, onRetry }: { failure: unknown; onRetry?: () => void }) {
  const { t } = useLanguage();
  if (failure === null || failure === undefined) return null;
  return (
    <div className="faults" role="alert">
      {faultsOf(failure, t).map((fault, index) => (
        <FaultText key={index} fault={fault} />
      ))}
      {onRetry !== undefined && !isSettled(failure) && (
        <button type="button" onClick={onRetry}>
          {t('action.retry')}
        </button>
      )}
    </div>
  );
}

export function FaultText({ fault }: { fault: Fault }) {
  const { pick } = useLanguage();
  const hint = pick(fault.hint_zh, fault.hint_en);
  return (
    <div className="fault">
      <p>
        {pick(fault.zh, fault.en)} {fault.code !== '' && <code>{fault.code}</code>}
      </p>
      {hint !== '' && <p className="fault-hint">{hint}</p>}
    </div>
  );
}
