// Cell dialog: a light of the board explained - the figure, the published rule that gave the light,
// and the way on to the clause and to the rows it rests on.
import { planPath, withQuery } from '../api/client';
import { queryParameters, type RowPage } from '../api/registers';
import { useResource } from '../api/resource';
import type { Block, Figure, Target, TargetDetail } from '../api/types';
import { PlanLink, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { FigureLine } from '../document/node-figure';
import { LightDialog } from '../figures/light-dialog';
import { useLanguage } from '../i18n/language';
import { registerAddress } from '../registers/addresses';
import type { BoardColumn } from './matrix';

export function CellDialog({
  figure,
  target,
  column,
  onClose,
}: {
  figure: Figure;
  target: Target;
  column: BoardColumn | undefined;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const detail = useResource<Pick<TargetDetail, 'light_table'>>(
    withQuery(planPath(id, 'targets', figure.block), { as_of: asOf }),
  );
  const block = useResource<Block>(planPath(id, 'blocks', figure.block));
  const registers = block.data?.names.filter((head) => head.kind === 'register') ?? [];
  return (
    <LightDialog figure={figure} table={detail.data?.light_table ?? null} onClose={onClose}>
      <div className="node-figure board-figure">
        <FigureLine figure={figure} target={target} />
      </div>
      <blockquote lang="zh-CN" className="board-quote">
        {target.quote}
      </blockquote>
      <p className="board-links">
        <PlanLink to={`/plans/${encodeURIComponent(id)}#${figure.anchor}`}>
          {t('board.to_clause')}
        </PlanLink>
        {registers.map((head) => (
          <RowsLink key={head.id} register={head.name} column={column} />
        ))}
      </p>
    </LightDialog>
  );
}

/// To the rows of a register, those of one region where the register says whose a row is.
function RowsLink({ register, column }: { register: string; column: BoardColumn | undefined }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const path = withQuery(planPath(id, 'registers', register), { count: '1', as_of: asOf });
  const { data } = useResource<RowPage>(path);
  if (data === null) return null;
  const regions = data.register.fields.filter((field) => field.type === 'region');
  const region = column?.kind === 'region' && regions.length === 1 ? regions[0] : undefined;
  const where =
    region === undefined ? [] : [{ field: region.name, op: '=' as const, values: [column!.code] }];
  const name = data.register.label || data.register.name;
  const address = withQuery(
    registerAddress(id, register),
    queryParameters({ where, words: '', sort: [] }),
  );
  return (
    <PlanLink to={address}>
      {region === undefined
        ? t('board.to_rows', { name })
        : t('board.to_rows_of', { name, region: column!.name })}
    </PlanLink>
  );
}
