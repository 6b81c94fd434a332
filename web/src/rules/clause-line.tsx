// Clause line: the words of the text that a rule stands on, and the way to them.
import type { Clause, ParameterNow } from '../api/rules';
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { BlockLink } from '../blocks/block-opener';
import { formatDay } from '../figures/format';
import { useLanguage } from '../i18n/language';
import { whatIfAddress } from './addresses';
import { shownValue } from './parameter-text';

export function ClauseLine({ clause }: { clause: Clause }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  if (clause.anchor === null) {
    return (
      <span className="quiet">
        {t('rules.in_notes')} <span lang="zh-CN">{clause.file}</span>
      </span>
    );
  }
  return (
    <span className="clause-line" lang="zh-CN">
      <PlanLink to={`/plans/${encodeURIComponent(id)}#${clause.anchor}`}>
        “{clause.quote}”
      </PlanLink>
    </span>
  );
}

/// The parameters a rule takes, with their values; those that are not set can be tried out.
export function ParameterList({ parameters }: { parameters: ParameterNow[] }) {
  const { t, language } = useLanguage();
  const { id } = usePlan();
  if (parameters.length === 0) return null;
  return (
    <ul className="parameter-list" aria-label={t('rules.parameters')}>
      {parameters.map((parameter) => (
        <li key={parameter.name} data-parameter={parameter.name}>
          <BlockLink id={parameter.name}>{parameter.label || parameter.name}</BlockLink>{' '}
          {parameter.value === null ? (
            <span className="tag unset">{t('rules.not_set')}</span>
          ) : (
            <b>
              {shownValue(parameter.type, parameter.value, language, t)}{' '}
              <span lang="zh-CN">{parameter.unit}</span>
            </b>
          )}
          {parameter.since !== null && (
            <small className="quiet">
              {' '}
              {t('rules.since', { day: formatDay(parameter.since, language) })}
            </small>
          )}{' '}
          <PlanLink to={whatIfAddress(id, parameter.name)}>{t('rules.try')}</PlanLink>
        </li>
      ))}
    </ul>
  );
}
