// Policy terms: on what terms a policy gives: cap, once, budget, exclusions, end.
import type { Policy } from '../api/rules';
import { useLanguage } from '../i18n/language';

export function PolicyTerms({ policy }: { policy: Policy }) {
  const { t } = useLanguage();
  const terms: [string, string][] = [];
  const list = (names: string[]): string => names.join('、');
  if (policy.amount !== '') {
    terms.push([t('policy.amount'), `${policy.amount}（${policy.unit}）`]);
  } else {
    terms.push([t('policy.restrictions'), list(policy.restrictions)]);
  }
  terms.push([t('policy.eligible'), policy.eligible]);
  if (policy.cap !== '') terms.push([t('policy.cap'), `${policy.cap} ${policy.unit}`]);
  if (policy.per.length > 0) terms.push([t('policy.per'), list(policy.per)]);
  if (policy.once_per.length > 0) terms.push([t('policy.once_per'), list(policy.once_per)]);
  if (policy.budget.length > 0) {
    const years = policy.budget.map(({ year, value }) => {
      const amount = value === null ? t('rules.not_set') : `${value} ${policy.unit}`;
      return `${year ?? t('policy.every_year')}：${amount}`;
    });
    terms.push([t('policy.budget'), years.join('；')]);
  }
  if (policy.excludes.length > 0) terms.push([t('policy.excludes'), list(policy.excludes)]);
  if (policy.until !== '') terms.push([t('policy.until'), policy.until]);
  return (
    <dl className="policy-terms">
      {terms.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd lang="zh-CN">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
