// Ledger notes: what a line comes to, and why it is less than it might be, or nothing.
import type { LedgerLine, Policy, Sums } from '../api/rules';
import { FaultText } from '../app/faults';
import { useLanguage } from '../i18n/language';
import { OutcomeView } from '../registers/value-view';
import { shownNumber } from '../registers/values';

export function LineAmount({ line, policy }: { line: LedgerLine; policy: Policy }) {
  const { t } = useLanguage();
  if (line.fate === 'not first') return <span className="quiet">{t('ledger.not_first')}</span>;
  if (line.fate === 'excluded') {
    return (
      <span className="quiet">{t('ledger.excluded', { name: line.excluded_by ?? '' })}</span>
    );
  }
  if (line.fate === 'undetermined') {
    return (
      <>
        <span className="quiet">{t('ledger.in_doubt', { name: line.excluded_by ?? '' })}</span>{' '}
        <OutcomeView outcome={line.amount ?? undefined} type="text" />
      </>
    );
  }
  const isMoney = policy.amount !== '';
  return (
    <>
      <OutcomeView outcome={line.amount ?? undefined} type={isMoney ? 'number' : 'text'} />
      {isMoney && line.amount !== null && 'value' in line.amount && (
        <span className="unit" lang="zh-CN">
          {' '}
          {policy.unit}
        </span>
      )}
      {(line.capped || line.over_budget) && line.before_limits !== null && (
        <small className="quiet">
          {' '}
          {t(line.capped ? 'ledger.capped' : 'ledger.over_budget', {
            amount: `${shownNumber(line.before_limits)} ${policy.unit}`,
          })}
        </small>
      )}
    </>
  );
}

export function LedgerSums({ sums, policy }: { sums: Sums; policy: Policy }) {
  const { t } = useLanguage();
  if (sums.problem) return <FaultText fault={sums.problem} />;
  return (
    <p className="ledger-sums">
      <b>{t('ledger.entered', { n: sums.entered })}</b>
      {sums.sum !== null && (
        <b lang="zh-CN">
          {shownNumber(sums.sum)} {policy.unit}
        </b>
      )}
      {sums.without_amount > 0 && (
        <span className="tag unset">{t('ledger.without_amount', { n: sums.without_amount })}</span>
      )}
      {sums.undetermined > 0 && (
        <span className="tag unset">{t('ledger.undetermined', { n: sums.undetermined })}</span>
      )}
      {sums.left_out > 0 && (
        <span className="quiet">{t('ledger.left_out', { n: sums.left_out })}</span>
      )}
    </p>
  );
}
