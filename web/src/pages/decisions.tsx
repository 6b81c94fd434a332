// Decisions: the rules of a plan that are evaluated for rows, and what they come to today.
import { planPath, withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { Counts, DecisionList, ListedDecision } from '../api/rules';
import { AsOfPicker, PlanLink, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { BlockLink } from '../blocks/block-opener';
import { useLanguage } from '../i18n/language';
import { OutcomeView } from '../registers/value-view';
import { decisionAddress } from '../rules/addresses';
import { ClauseLine, ParameterList } from '../rules/clause-line';
import { Lacks, OutcomeBar } from '../rules/outcome-bar';
import { keyText, segmentsOf } from '../rules/outcomes';
import { RuleTabs } from '../rules/rule-tabs';
import '../styles/pages.css';
import '../styles/rules.css';

export default function DecisionsPage() {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const answer = useResource<DecisionList>(withQuery(planPath(id, 'decisions'), { as_of: asOf }));
  return (
    <div className="page rules-page">
      <header className="page-head">
        <h1>{t('rules.decisions')}</h1>
        <AsOfPicker />
      </header>
      <RuleTabs now="decisions" />
      <p className="quiet">{t('decisions.about')}</p>
      <Shown resource={answer}>
        {({ decisions }) =>
          decisions.length === 0 ? (
            <Empty title={t('decisions.none')}>{t('decisions.none_advice')}</Empty>
          ) : (
            <ul className="rule-list">
              {decisions.map((decision) => (
                <DecisionItem key={decision.name} decision={decision} />
              ))}
            </ul>
          )
        }
      </Shown>
    </div>
  );
}

function DecisionItem({ decision }: { decision: ListedDecision }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  return (
    <li className="rule-item" data-decision={decision.name}>
      <header>
        <h2 lang="zh-CN">
          {decision.on.length === 0 ? (
            <BlockLink id={decision.name}>{decision.label || decision.name}</BlockLink>
          ) : (
            <PlanLink to={decisionAddress(id, decision.name)}>
              {decision.label || decision.name}
            </PlanLink>
          )}
        </h2>
        <BlockLink id={decision.name}>{t('record.rule')}</BlockLink>
      </header>
      <p>
        <ClauseLine clause={decision.clause} />
      </p>
      {decision.on.map((register) => (
        <OnRegister
          key={register.name}
          decision={decision}
          register={register.name}
          label={register.label || register.name}
          counts={decision.counts[register.name] ?? null}
        />
      ))}
      {decision.outcome !== undefined && (
        <p>
          <OutcomeView outcome={decision.outcome} type={decision.type} unit={decision.unit} />
        </p>
      )}
      <ParameterList parameters={decision.parameters} />
    </li>
  );
}

function OnRegister({
  decision,
  register,
  label,
  counts,
}: {
  decision: ListedDecision;
  register: string;
  label: string;
  counts: Counts | null;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const head = <span lang="zh-CN">{label}</span>;
  if (decision.masked) {
    return (
      <p>
        {head} <span className="quiet">{t('decision.masked')}</span>
      </p>
    );
  }
  if (counts === null) {
    return (
      <p>
        {head}{' '}
        <PlanLink to={decisionAddress(id, decision.name, register)}>{t('decision.count')}</PlanLink>
      </p>
    );
  }
  if (counts.total === 0) {
    return (
      <p>
        {head} <span className="quiet">{t('decision.no_rows')}</span>
      </p>
    );
  }
  return (
    <div className="on-register">
      <p>
        {head} <small className="quiet">{t('registers.count', { n: counts.total })}</small>
        {segmentsOf(counts).map((segment) => (
          <PlanLink
            key={segment.key}
            className="outcome-link"
            to={decisionAddress(id, decision.name, register, segment.key)}
          >
            <i className={`dot ${segment.kind}`} aria-hidden="true" />
            <span lang="zh-CN">{keyText(segment.key, counts, t)}</span>{' '}
            <b>{segment.rows.toLocaleString('en')}</b>
          </PlanLink>
        ))}
      </p>
      <OutcomeBar counts={counts} />
      <Lacks counts={counts} />
    </div>
  );
}
