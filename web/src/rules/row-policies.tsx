// Row policies: which policies apply to a row, why, and what is missing.
import { withQuery } from '../api/client';
import { rowPath } from '../api/registers';
import type { Register, Row } from '../api/registers';
import { useResource } from '../api/resource';
import type { PolicyRow, RowPolicy } from '../api/rules';
import { PlanLink, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { useLanguage } from '../i18n/language';
import { OutcomeView } from '../registers/value-view';
import { formatDay } from '../figures/format';
import { policyAddress } from './addresses';
import { ClauseLine } from './clause-line';
import { LineAmount } from './ledger-notes';
import { isYes } from './outcomes';
import { RowLink } from './row-link';
import { ExplainedAmount, Steps } from './steps';

/// Nothing at all where no policy has to do with such rows.
export function RowPolicies({ register, row }: { register: Register; row: Row }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const isWhole = row.version !== null;
  const path = withQuery(rowPath(id, register.name, row.row, 'policies'), { as_of: asOf });
  const answer = useResource<{ policies: RowPolicy[] }>(isWhole ? path : null);
  const policies = answer.data?.policies ?? [];
  if (policies.length === 0) return null;
  const met = policies.filter((each) => each.rows.length > 0);
  const others = policies.filter((each) => each.rows.length === 0);
  return (
    <section className="record-part row-policies">
      <h2>{t('row_policies.title')}</h2>
      <ul>
        {met.map((each) => (
          <OnePolicy key={each.policy.name} told={each} own={row} />
        ))}
      </ul>
      {others.length > 0 && (
        <details>
          <summary>{t('row_policies.others', { n: others.length })}</summary>
          <ul>
            {others.map(({ policy }) => (
              <li key={policy.name} lang="zh-CN">
                <PlanLink to={policyAddress(id, policy.name)}>
                  {policy.label || policy.name}
                </PlanLink>{' '}
                <span className="quiet">
                  {t('row_policies.no_row', {
                    registers: policy.of.map((of) => of.label || of.name).join('、'),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function OnePolicy({ told, own }: { told: RowPolicy; own: Row }) {
  const { id } = usePlan();
  const { policy, rows } = told;
  return (
    <li data-policy={policy.name}>
      <h3 lang="zh-CN">
        <PlanLink to={policyAddress(id, policy.name)}>{policy.label || policy.name}</PlanLink>
      </h3>
      <ClauseLine clause={policy.clause} />
      {rows.map((row) => (
        <OneRow key={`${row.register}/${row.row}`} told={told} row={row} own={own} />
      ))}
    </li>
  );
}

function OneRow({
  told,
  row,
  own,
}: {
  told: RowPolicy;
  row: PolicyRow;
  own: Row;
}) {
  const { t, pick, language } = useLanguage();
  return (
    <div className="policy-row" data-row={row.id}>
      {row.id !== own.id && (
        <span lang="zh-CN">
          <RowLink register={row.register} row={row} />
        </span>
      )}
      <span>
        {row.line !== null ? (
          <span className="tag strong entitled">
            {t('row_policies.since', { day: formatDay(row.line.since, language) })}
          </span>
        ) : 'value' in row.eligible ? (
          <span className="tag">
            {t(isYes(row.eligible) ? 'row_policies.over' : 'row_policies.not')}
          </span>
        ) : (
          <OutcomeView outcome={row.eligible} type="boolean" />
        )}
      </span>
      {row.line !== null && (
        <span>
          <LineAmount line={row.line} policy={told.policy} />
        </span>
      )}
      {row.explain !== null && (
        <details className="why">
          <summary>{t('record.why')}</summary>
          <pre>{pick(row.explain.zh, row.explain.en)}</pre>
          <Steps steps={row.steps} more={row.more} />
        </details>
      )}
      {row.gives !== null && (
        <ExplainedAmount
          title={t('steps.gives')}
          told={row.gives}
          unit={told.policy.unit}
        />
      )}
      {row.cap !== null && (
        <ExplainedAmount title={t('steps.cap')} told={row.cap} unit={told.policy.unit} />
      )}
    </div>
  );
}
