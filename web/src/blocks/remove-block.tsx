// Remove block: asks first whether the plan still holds without it.
import { useEffect, useState } from 'react';
import { checkBlock, saveBlock } from '../api/blocks';
import { useRefresh } from '../api/live';
import type { Block, BlockCheck, BlockEdit } from '../api/types';
import { Dialog } from '../app/dialog';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import { titleOf } from './block-opener';
import { FaultsOfBlock, WhyForm } from './block-editor';
import { ChangesView } from './changes-view';

export function RemoveBlock({
  block,
  onClose,
  onRemoved,
}: {
  block: Block;
  onClose: () => void;
  onRemoved: () => void;
}) {
  const { t } = useLanguage();
  const { id: plan } = usePlan();
  const say = useSay();
  const refresh = useRefresh();
  const { id, text } = block;
  const [check, setCheck] = useState<BlockCheck | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [why, setWhy] = useState('');
  useEffect(() => {
    const edit: BlockEdit = { action: 'remove', id, base: text, at: '', text: '' };
    checkBlock(plan, edit).then(setCheck, setFailure);
  }, [plan, id, text]);
  const remove = useAction(async () => {
    const edit: BlockEdit = { action: 'remove', id, base: text, at: '', text: '' };
    const { version } = await saveBlock(plan, edit, why.trim());
    say(t('editor.saved', { n: version }));
    onClose();
    onRemoved();
    refresh();
  });
  return (
    <Dialog title={t('block.remove_title', { name: titleOf(block) })} onClose={onClose}>
      <FaultList failure={failure ?? remove.failure} />
      {check !== null && !check.ok && <p>{t('block.needed')}</p>}
      {check !== null && check.diagnostics.length > 0 && (
        <FaultsOfBlock faults={check.diagnostics} />
      )}
      {check?.changes != null && <ChangesView changes={check.changes} />}
      <WhyForm
        why={why}
        onWhy={setWhy}
        ready={check?.ok === true && why.trim() !== ''}
        busy={remove.busy}
        onSave={() => void remove.run()}
        onCancel={onClose}
      />
    </Dialog>
  );
}
