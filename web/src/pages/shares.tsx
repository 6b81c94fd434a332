// Shares: one target split over its holders as one sheet.
import { useSearchParams } from 'react-router-dom';
import { planPath } from '../api/client';
import { useResource } from '../api/resource';
import type { PlanDocument, ShareSheet, Target } from '../api/types';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { ClauseQuote } from '../document/clause-quote';
import { useLanguage } from '../i18n/language';
import { ShareSheetForm } from '../work/share-sheet-form';
import '../styles/pages.css';
import '../styles/work.css';

export default function SharesPage() {
  const { t } = useLanguage();
  const { document } = usePlan();
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('shares.title')}</h1>
      </header>
      <Shown resource={document}>{(data) => <Choice document={data} />}</Shown>
    </div>
  );
}

function splittable(document: PlanDocument): Target[] {
  return Object.values(document.targets).filter(
    (target) => target.can.share && target.shares !== 'none' && target.nodes.length > 0,
  );
}

function Choice({ document }: { document: PlanDocument }) {
  const { t } = useLanguage();
  const [parameters, setParameters] = useSearchParams();
  const targets = splittable(document);
  const wanted = parameters.get('target');
  const target =
    targets.find((each) => each.name === wanted) ?? (wanted === null ? targets[0] : undefined);
  if (targets.length === 0)
    return <Empty title={t('shares.none')}>{t('shares.none_advice')}</Empty>;
  return (
    <>
      <label className="field share-choice">
        <span>{t('shares.target')}</span>
        <select
          value={target?.name ?? ''}
          onChange={(event) => setParameters({ target: event.target.value })}
        >
          {target === undefined && <option value="">—</option>}
          {targets.map((each) => (
            <option key={each.name} value={each.name}>
              {each.label || each.name}（{each.unit}）
            </option>
          ))}
        </select>
      </label>
      {target === undefined ? (
        <Empty title={t('shares.no_target')} />
      ) : (
        <Sheet key={target.name} document={document} target={target} />
      )}
    </>
  );
}

function Sheet({ document, target }: { document: PlanDocument; target: Target }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const answer = useResource<ShareSheet>(planPath(id, 'targets', target.name, 'shares'));
  return (
    <>
      <ClauseQuote document={document} target={target} />
      <Shown resource={answer}>
        {(sheet) =>
          sheet.holders.length === 0 ? (
            <Empty title={t('shares.no_holders')}>{t('shares.no_holders_advice')}</Empty>
          ) : (
            <ShareSheetForm sheet={sheet} plan={id} onSaved={answer.reload} />
          )
        }
      </Shown>
    </>
  );
}
