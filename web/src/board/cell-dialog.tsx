// Cell dialog: a light of the board explained - the figure, the published rule that gave the light,
// and the way on to the clause and to the rows it rests on.
import { planPath, withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { Figure, Target, TargetDetail } from '../api/types';
import { PlanLink, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { FigureLine, ShowRows } from '../document/node-figure';
import { LightDialog } from '../figures/light-dialog';
import { useLanguage } from '../i18n/language';

export function CellDialog({
  figure,
  target,
  onClose,
}: {
  figure: Figure;
  target: Target;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const detail = useResource<Pick<TargetDetail, 'light_table'>>(
    withQuery(planPath(id, 'targets', figure.block), { as_of: asOf }),
  );
  return (
    <LightDialog figure={figure} table={detail.data?.light_table ?? null} onClose={onClose}>
      <div className="node-figure board-figure">
        <FigureLine figure={figure} target={target} />
      </div>
      <blockquote lang="zh-CN" className="board-quote">
        {target.quote}
      </blockquote>
      <div className="board-links">
        <PlanLink to={`/plans/${encodeURIComponent(id)}#${figure.anchor}`}>
          {t('board.to_clause')}
        </PlanLink>
        {figure.measured && <ShowRows figure={figure} />}
      </div>
    </LightDialog>
  );
}
