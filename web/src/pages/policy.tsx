// A policy: its terms, and its ledger: who is entitled since when to what, not yet granted.
import { useParams, useSearchParams } from 'react-router-dom';
import { withQuery } from '../api/client';
import { useResource } from '../api/resource';
import { policyPath } from '../api/rules';
import type { LedgerLine, PolicyPage as Page } from '../api/rules';
import { useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { formatDay } from '../figures/format';
import { useLanguage } from '../i18n/language';
import { policiesAddress } from '../rules/addresses';
import { ParameterList } from '../rules/clause-line';
import { LedgerSums, LineAmount } from '../rules/ledger-notes';
import { Pager, pageSize } from '../rules/pager';
import { PolicyTerms } from '../rules/policy-terms';
import { RowLink } from '../rules/row-link';
import { RuleHead } from '../rules/rule-head';
import '../styles/pages.css';
import '../styles/rules.css';

export default function PolicyPage() {
  const { policy = '' } = useParams();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const [parameters, setParameters] = useSearchParams();
  const offset = parameters.get('offset');
  const answer = useResource<Page>(
    withQuery(policyPath(id, policy), { as_of: asOf, offset, count: String(pageSize) }),
  );
  const move = (to: number): void =>
    setParameters((before) => {
      const next = new URLSearchParams(before);
      next.set('offset', String(to));
      return next;
    });
  return (
    <div className="page rules-page">
      <Shown resource={answer}>
        {(page) => (
          <Ledger
            page={page}
            file={withQuery(policyPath(id, policy, 'export.xlsx'), { as_of: asOf })}
            onOffset={move}
          />
        )}
      </Shown>
    </div>
  );
}

function Ledger({
  page,
  file,
  onOffset,
}: {
  page: Page;
  file: string;
  onOffset: (offset: number) => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const { policy, rows } = page;
  return (
    <>
      <RuleHead
        rule={policy}
        list={{ address: policiesAddress(id), title: t('rules.policies') }}
        file={file}
      />
      <PolicyTerms policy={policy} />
      <ParameterList parameters={policy.parameters} />
      <h2>{t('ledger.title')}</h2>
      <p className="quiet">{t('ledger.about')}</p>
      {policy.masked ? (
        <p className="quiet">{t('decision.masked')}</p>
      ) : (
        <LedgerSums sums={page.sums} policy={policy} />
      )}
      {rows.length === 0 ? (
        <Empty title={t('ledger.none')}>{t('ledger.none_advice')}</Empty>
      ) : (
        <LedgerLines page={page} />
      )}
      <Pager total={page.total} offset={page.offset} onOffset={onOffset} />
    </>
  );
}

function LedgerLines({ page }: { page: Page }) {
  const { t, language } = useLanguage();
  const { policy, rows } = page;
  const hasPeriod = rows.some((line) => line.period !== null);
  return (
    <div className="wide-table">
      <table className="ledger-lines">
        <thead>
          <tr>
            <th>{t('ledger.row')}</th>
            <th lang="zh-CN">{policy.subject || t('ledger.subject')}</th>
            {hasPeriod && <th>{t('ledger.period')}</th>}
            <th>{t('ledger.since')}</th>
            <th>{t(policy.amount === '' ? 'policy.restrictions' : 'ledger.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={`${line.register}/${line.row}`} data-row={line.id} className={line.fate}>
              <th scope="row" lang="zh-CN">
                <RowLink register={line.register} row={line} />
              </th>
              <td lang="zh-CN">
                <Subject subject={line.subject} />
              </td>
              {hasPeriod && <td>{line.period}</td>}
              <td>{formatDay(line.since, language)}</td>
              <td className="line-amount">
                <LineAmount line={line} policy={policy} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Subject({ subject }: { subject: LedgerLine['subject'] }) {
  if (subject === null) return null;
  if (typeof subject === 'string') return <>{subject}</>;
  return <RowLink register={subject.register} row={subject} />;
}
