// Why row: all that led to what a decision says of one row: rule, inputs, parameters, clause.
import { withQuery } from '../api/client';
import type { RowKey } from '../api/registers';
import { useResource } from '../api/resource';
import { decisionPath } from '../api/rules';
import type { DecisionRow } from '../api/rules';
import { PlanLink, useAsOf } from '../app/as-of';
import { Dialog } from '../app/dialog';
import { usePlan } from '../app/plan-context';
import { Shown } from '../app/states';
import { useLanguage } from '../i18n/language';
import { recordAddress } from '../registers/addresses';
import { OutcomeView, ValueView } from '../registers/value-view';
import { ClauseLine, ParameterList } from './clause-line';

export function WhyRow({
  decision,
  register,
  row,
  title,
  onClose,
}: {
  decision: string;
  register: string;
  row: RowKey;
  title: string;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const path = decisionPath(id, decision, 'rows', String(row));
  const answer = useResource<DecisionRow>(withQuery(path, { register, as_of: asOf }));
  return (
    <Dialog title={t('why.title', { name: title })} shape="wide" onClose={onClose}>
      <Shown resource={answer}>{(why) => <Why why={why} />}</Shown>
    </Dialog>
  );
}

function Why({ why }: { why: DecisionRow }) {
  const { t, pick } = useLanguage();
  const { id } = usePlan();
  return (
    <div className="why-row">
      <p className="why-outcome" lang="zh-CN">
        <span>{why.decision.label || why.decision.name}</span>{' '}
        <b>
          <OutcomeView outcome={why.outcome} type={why.decision.type} unit={why.decision.unit} />
        </b>
      </p>
      {why.rules.length > 0 && (
        <>
          <h3>{t('why.rules')}</h3>
          <ul>
            {why.rules.map((rule) => (
              <li key={rule.rule} lang="zh-CN">
                {t('why.rule', { n: rule.rule })} {rule.notes.join('；')}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('why.inputs')}</h3>
      {why.inputs.length === 0 ? (
        <p className="quiet">{t('why.no_inputs')}</p>
      ) : (
        <dl className="record-fields">
          {why.inputs.map((input) => (
            <div key={input.name} data-field={input.name}>
              <dt lang="zh-CN">{input.name}</dt>
              <dd lang="zh-CN">
                <ValueView value={input.value} type="text" /> {input.value !== null && input.unit}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <ParameterList parameters={why.decision.parameters} />
      <h3>{t('why.clause')}</h3>
      <p>
        <ClauseLine clause={why.decision.clause} />
      </p>
      {why.explain !== null && (
        <details className="why">
          <summary>{t('why.drawn')}</summary>
          <pre className="drawn">{pick(why.explain.zh, why.explain.en)}</pre>
        </details>
      )}
      <p>
        <PlanLink to={recordAddress(id, why.register, why.row.row)}>{t('why.record')}</PlanLink>
      </p>
    </div>
  );
}
