// Target card: the figures of one target by node, and what can be done about it.
import { useState } from 'react';
import { planPath, withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { Figure, Target, TargetDetail } from '../api/types';
import { PlanLink, useAsOf } from '../app/as-of';
import { Definition } from '../blocks/block-card';
import { usePlan } from '../app/plan-context';
import { formatNumber } from '../figures/format';
import { LightDialog } from '../figures/light-dialog';
import { useLanguage } from '../i18n/language';
import { JournalList } from '../work/journal-list';
import { ProgressList } from '../work/progress-list';
import { PublishButton } from '../work/publish-button';
import { NodeFigure } from './node-figure';
import { figuresByNode } from './sections';

export function TargetCard({ target, figures }: { target: Target; figures: Figure[] }) {
  const { t } = useLanguage();
  const { id, session } = usePlan();
  const holder = session?.user?.share_holder ?? null;
  const [asOf] = useAsOf();
  const [explained, setExplained] = useState<Figure | null>(null);
  const byNode = figuresByNode(figures, target.name);
  const detail = useResource<TargetDetail>(
    withQuery(planPath(id, 'targets', target.name), { as_of: asOf }),
  );
  return (
    <section className="panel-part target-card">
      <header>
        <h3 lang="zh-CN">{target.label || target.name}</h3>
        <TargetFacts target={target} />
      </header>
      {byNode.size === 0 && (
        <p className="quiet">{t(holder === null ? 'figure.no_nodes' : 'figure.no_share')}</p>
      )}
      {[...byNode].map(([node, list]) => (
        <NodeFigure key={node} target={target} figures={list} onExplain={setExplained} />
      ))}
      <TargetDeeds target={target} />
      <Definition id={target.name} />
      {detail.data !== null && (
        <>
          <ProgressList rows={detail.data.progress} onChanged={detail.reload} />
          <JournalList entries={detail.data.journal} />
        </>
      )}
      {explained !== null && (
        <LightDialog
          figure={explained}
          table={detail.data?.light_table ?? null}
          onClose={() => setExplained(null)}
        />
      )}
    </section>
  );
}

function TargetFacts({ target }: { target: Target }) {
  const { t } = useLanguage();
  return (
    <p className="target-facts">
      {target.total !== null && (
        <span>{t('target.total', { value: `${formatNumber(target.total)} ${target.unit}` })}</span>
      )}
      {target.aim && <span className="tag">{t('target.aim')}</span>}
      {target.form === 'each' && <span className="tag">{t('target.each')}</span>}
      {target.form === 'every' && <span className="tag">{t('target.every')}</span>}
    </p>
  );
}

function TargetDeeds({ target }: { target: Target }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const base = `/plans/${encodeURIComponent(id)}`;
  const query = `?target=${encodeURIComponent(target.name)}`;
  const { report, share, publish } = target.can;
  if (report.length === 0 && !share && !publish) return null;
  return (
    <div className="buttons">
      {report.length > 0 && (
        <PlanLink className="button primary" to={`${base}/report${query}`}>
          {t('action.report')}
        </PlanLink>
      )}
      {share && target.shares !== 'none' && (
        <PlanLink className="button" to={`${base}/shares${query}`}>
          {t('action.share')}
        </PlanLink>
      )}
      {publish && <PublishButton target={target} />}
    </div>
  );
}
