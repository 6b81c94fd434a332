// Block dialog: a block shown over the page, with a way back to the one it was opened from.
import { useState } from 'react';
import { planPath } from '../api/client';
import { useResource } from '../api/resource';
import type { Block } from '../api/types';
import { PlanLink } from '../app/as-of';
import { Dialog } from '../app/dialog';
import { usePlan } from '../app/plan-context';
import { Shown } from '../app/states';
import { useLanguage } from '../i18n/language';
import { BlockOpenerProvider, titleOf } from './block-opener';
import { BlockTools } from './block-tools';
import { BlockView } from './block-view';
import '../styles/blocks.css';

export default function BlockDialog({ first, onClose }: { first: string; onClose: () => void }) {
  const { t, pick } = useLanguage();
  const { id: plan } = usePlan();
  const [path, setPath] = useState([first]);
  const id = path[path.length - 1] ?? first;
  const block = useResource<Block>(planPath(plan, 'blocks', id));
  const head = block.data;
  const kind = head === null ? '' : pick(head.term, head.kind);
  return (
    <Dialog
      shape="wide"
      title={head === null ? id : `${kind} ${titleOf(head)}`}
      onClose={onClose}
    >
      <BlockOpenerProvider value={(next) => setPath((before) => [...before, next])}>
        {path.length > 1 && (
          <p>
            <button
              type="button"
              className="link"
              onClick={() => setPath((before) => before.slice(0, -1))}
            >
              {t('block.back', { name: path[path.length - 2] ?? '' })}
            </button>
          </p>
        )}
        <Shown resource={block}>
          {(data) => (
            <>
              <p className="quiet kind-sentence">{pick(data.zh, data.en)}</p>
              <Place block={data} onLeave={onClose} />
              <BlockView block={data} tools={<BlockTools block={data} onRemoved={onClose} />} />
            </>
          )}
        </Shown>
      </BlockOpenerProvider>
    </Dialog>
  );
}

function Place({ block, onLeave }: { block: Block; onLeave: () => void }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  if (block.anchor === null) return null;
  return (
    <div className="block-place" onClick={onLeave}>
      <PlanLink to={`/plans/${encodeURIComponent(id)}#${block.anchor}`}>
        {t('block.clause')}
      </PlanLink>
      <blockquote lang="zh-CN">{block.quote}</blockquote>
    </div>
  );
}
