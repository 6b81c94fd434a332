// Rule tabs: the pages about what the rules of a plan come to.
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { useLanguage } from '../i18n/language';
import { decisionsAddress, parametersAddress, policiesAddress, whatIfAddress } from './addresses';

export type RuleTab = 'decisions' | 'policies' | 'parameters' | 'what_if';

export function RuleTabs({ now }: { now: RuleTab }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const tabs: [RuleTab, string][] = [
    ['decisions', decisionsAddress(id)],
    ['policies', policiesAddress(id)],
    ['parameters', parametersAddress(id)],
    ['what_if', whatIfAddress(id)],
  ];
  return (
    <nav className="rule-tabs" aria-label={t('rules.tabs')}>
      {tabs.map(([tab, to]) =>
        tab === now ? (
          <span key={tab} aria-current="page">
            {t(`rules.${tab}`)}
          </span>
        ) : (
          <PlanLink key={tab} to={to}>
            {t(`rules.${tab}`)}
          </PlanLink>
        ),
      )}
    </nav>
  );
}
