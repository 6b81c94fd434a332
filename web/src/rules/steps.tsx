// Steps: why a rule came to what it did, rule by rule down to what somebody entered.
import type { Explained, Leaf, Step } from '../api/rules';
import { useLanguage } from '../i18n/language';
import { OutcomeView, ValueView } from '../registers/value-view';
import { formatDay } from '../figures/format';
import { ClauseLine, ParameterList } from './clause-line';
import { RowLink } from './row-link';

/// Why an amount, or what limits it, is what it is: by the records and parameters of its day.
export function ExplainedAmount({
  title,
  told,
  unit,
}: {
  title: string;
  told: Explained;
  unit: string;
}) {
  const { t, pick, language } = useLanguage();
  return (
    <details className="why">
      <summary>{title}</summary>
      <p>
        <b lang="zh-CN">
          <OutcomeView outcome={told.outcome} type="number" unit={unit} />
        </b>{' '}
        <span className="quiet">{t('steps.as_of', { day: formatDay(told.as_of, language) })}</span>
      </p>
      <ParameterList parameters={told.parameters} />
      {told.explain !== null && (
        <pre className="drawn">{pick(told.explain.zh, told.explain.en)}</pre>
      )}
      <Steps steps={told.steps} more={told.more} />
    </details>
  );
}

export function Steps({ steps, more }: { steps: Step[]; more: number }) {
  const { t } = useLanguage();
  return (
    <>
      <ol className="rule-steps">
        {steps.map((step, index) => (
          <li key={index} data-rule={step.rule} lang="zh-CN">
            <b>{step.rule}</b>
            {step.row !== null && (
              <>
                {' · '}
                <RowLink register={step.row.register} row={{ ...step.row, row: step.row.id }} />
              </>
            )}
            {': '}
            <OutcomeView outcome={step.outcome} type="number" />{' '}
            <small>
              <ClauseLine clause={step.clause} />
            </small>
            <ul>
              {step.lists.map((list) => (
                <li key={`${list.register}/${list.row?.id ?? ''}`} className="quiet">
                  {t('steps.list', { register: list.register, n: list.total })}
                </li>
              ))}
              {step.leaves.map((leaf) => (
                <LeafLine key={`${leaf.register}/${leaf.id}/${leaf.field}`} leaf={leaf} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {more > 0 && <p className="quiet">{t('steps.more', { n: more })}</p>}
    </>
  );
}

function LeafLine({ leaf }: { leaf: Leaf }) {
  return (
    <li data-field={leaf.field}>
      {leaf.register} <RowLink register={leaf.register} row={{ ...leaf, row: leaf.id }} />{' '}
      {leaf.field}: <ValueView value={leaf.value} type="text" />{' '}
      {leaf.value !== null && leaf.unit}
    </li>
  );
}
