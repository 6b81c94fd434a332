// Publish button: freezes the accepted figure of a node; asked twice, because it stays for ever.
import { useState } from 'react';
import { publish } from '../api/work';
import { useRefresh } from '../api/live';
import type { Target } from '../api/types';
import { Confirm, Dialog } from '../app/dialog';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { formatNode } from '../figures/format';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';

export function PublishButton({ target }: { target: Target }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const say = useSay();
  const refresh = useRefresh();
  const [choosing, setChoosing] = useState(false);
  const [node, setNode] = useState<string | null>(null);
  const publishing = useAction(async (chosen: string) => {
    await publish(id, target.name, chosen);
    say(t('publish.done', { node: formatNode(chosen, t) }));
    refresh();
  });
  const only = target.nodes.length === 1 ? target.nodes[0] : undefined;
  return (
    <>
      <button
        type="button"
        disabled={publishing.busy}
        onClick={() => (only === undefined ? setChoosing(true) : setNode(only.node))}
      >
        {t('action.publish')}
      </button>
      <FaultList failure={publishing.failure} />
      {choosing && (
        <Dialog title={t('publish.choose')} onClose={() => setChoosing(false)}>
          <div className="buttons">
            {target.nodes.map((each) => (
              <button
                key={each.node}
                type="button"
                onClick={() => {
                  setNode(each.node);
                  setChoosing(false);
                }}
              >
                {formatNode(each.node, t)}
              </button>
            ))}
          </div>
        </Dialog>
      )}
      {node !== null && (
        <Confirm
          title={t('publish.title')}
          action={t('action.publish')}
          text={t('publish.confirm', {
            name: target.label || target.name,
            node: formatNode(node, t),
          })}
          onClose={() => setNode(null)}
          onConfirm={() => {
            void publishing.run(node);
            setNode(null);
          }}
        />
      )}
    </>
  );
}
