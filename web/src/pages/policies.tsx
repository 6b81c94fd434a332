// Policies: what a plan gives or withholds, to how many and how much, found from the registers.
import { planPath, withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { PolicyList } from '../api/rules';
import { AsOfPicker, PlanLink, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { BlockLink } from '../blocks/block-opener';
import { useLanguage } from '../i18n/language';
import { policyAddress } from '../rules/addresses';
import { ClauseLine, ParameterList } from '../rules/clause-line';
import { LedgerSums } from '../rules/ledger-notes';
import { RuleTabs } from '../rules/rule-tabs';
import '../styles/pages.css';
import '../styles/rules.css';

export default function PoliciesPage() {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const answer = useResource<PolicyList>(withQuery(planPath(id, 'policies'), { as_of: asOf }));
  return (
    <div className="page rules-page">
      <header className="page-head">
        <h1>{t('rules.policies')}</h1>
        <AsOfPicker />
      </header>
      <RuleTabs now="policies" />
      <p className="quiet">{t('policies.about')}</p>
      <Shown resource={answer}>
        {({ policies }) =>
          policies.length === 0 ? (
            <Empty title={t('policies.none')}>{t('policies.none_advice')}</Empty>
          ) : (
            <ul className="rule-list">
              {policies.map((policy) => (
                <li key={policy.name} className="rule-item" data-policy={policy.name}>
                  <header>
                    <h2 lang="zh-CN">
                      <PlanLink to={policyAddress(id, policy.name)}>
                        {policy.label || policy.name}
                      </PlanLink>
                    </h2>
                    <span className="tag">
                      {t(policy.amount === '' ? 'policy.withholds' : 'policy.gives')}
                    </span>
                    <BlockLink id={policy.name}>{t('record.rule')}</BlockLink>
                  </header>
                  <p>
                    <ClauseLine clause={policy.clause} />
                  </p>
                  {policy.masked || policy.sums === null ? (
                    <p className="quiet">{t('decision.masked')}</p>
                  ) : (
                    <LedgerSums sums={policy.sums} policy={policy} />
                  )}
                  <ParameterList parameters={policy.parameters} />
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </div>
  );
}
