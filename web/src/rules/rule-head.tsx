// Rule head: what a page of one rule begins with: its name, the day, its export and its clause.
import type { Clause } from '../api/rules';
import { AsOfPicker, PlanLink } from '../app/as-of';
import { BlockLink } from '../blocks/block-opener';
import { useLanguage } from '../i18n/language';
import { ClauseLine } from './clause-line';
import '../styles/registers.css';

interface RuleHeadProperties {
  rule: { name: string; label: string; clause: Clause };
  /// The list the page is one of.
  list: { address: string; title: string };
  /// Where its export is downloaded.
  file: string;
}

export function RuleHead({ rule, list, file }: RuleHeadProperties) {
  const { t } = useLanguage();
  return (
    <>
      <header className="page-head">
        <h1>
          <PlanLink className="crumb" to={list.address}>
            {list.title}
          </PlanLink>
          <span lang="zh-CN">{rule.label || rule.name}</span>{' '}
          <BlockLink id={rule.name}>{t('record.rule')}</BlockLink>
        </h1>
        <AsOfPicker />
        <div className="buttons">
          <a className="button" href={file} download>
            {t('rules.export')}
          </a>
        </div>
      </header>
      <p>
        <ClauseLine clause={rule.clause} />
      </p>
    </>
  );
}
