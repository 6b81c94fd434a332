// Block card: a block beside its clause, closed until somebody asks what it says.
import { useState } from 'react';
import { planPath } from '../api/client';
import { useResource } from '../api/resource';
import type { Block, BlockHead } from '../api/types';
import { usePlan } from '../app/plan-context';
import { Shown } from '../app/states';
import { useLanguage } from '../i18n/language';
import { titleOf } from './block-opener';
import { BlockTools } from './block-tools';
import { BlockView } from './block-view';
import '../styles/blocks.css';

export function BlockCard({ head, open }: { head: BlockHead; open: boolean }) {
  const { pick } = useLanguage();
  const [shown, setShown] = useState(open);
  return (
    <details
      className="panel-part block-card"
      data-block={head.id}
      open={shown}
      onToggle={(event) => setShown(event.currentTarget.open)}
    >
      <summary>
        <h3>
          <span className={`tag kind-${head.kind}`}>{pick(head.term, head.kind)}</span>{' '}
          <span lang="zh-CN">{titleOf(head)}</span>
        </h3>
      </summary>
      {shown && <BlockOf id={head.id} />}
    </details>
  );
}

/// What stands behind the figures of a target, or the duty of a task.
export function Definition({ id }: { id: string }) {
  const { t } = useLanguage();
  const [shown, setShown] = useState(false);
  return (
    <details
      className="definition"
      open={shown}
      onToggle={(event) => setShown(event.currentTarget.open)}
    >
      <summary>{t('block.definition')}</summary>
      {shown && <BlockOf id={id} />}
    </details>
  );
}

function BlockOf({ id }: { id: string }) {
  const { id: plan } = usePlan();
  const block = useResource<Block>(planPath(plan, 'blocks', id));
  return (
    <Shown resource={block}>
      {(data) => <BlockView block={data} tools={<BlockTools block={data} />} />}
    </Shown>
  );
}
