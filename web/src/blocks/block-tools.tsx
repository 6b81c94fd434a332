// Block tools: what the office and administrators can do with a block.
import { useState } from 'react';
import type { Block } from '../api/types';
import { useLanguage } from '../i18n/language';
import { BlockEditor, type Editing } from './block-editor';
import { useMayEdit } from './may-edit';
import { RemoveBlock } from './remove-block';

export function BlockTools({ block, onRemoved }: { block: Block; onRemoved?: () => void }) {
  const { t } = useLanguage();
  const mayEdit = useMayEdit();
  const [editing, setEditing] = useState<Editing | null>(null);
  const [removing, setRemoving] = useState(false);
  if (!mayEdit) return null;
  return (
    <div className="buttons block-tools">
      <button type="button" onClick={() => setEditing({ block })}>
        {t('block.edit')}
      </button>
      <button type="button" onClick={() => setRemoving(true)}>
        {t('block.remove')}
      </button>
      {editing !== null && (
        <BlockEditor key={block.id} editing={editing} onClose={() => setEditing(null)} />
      )}
      {removing && (
        <RemoveBlock
          block={block}
          onClose={() => setRemoving(false)}
          onRemoved={() => onRemoved?.()}
        />
      )}
    </div>
  );
}

/// A new block below a line of text, or at the end of a file of notes.
export function AddBlock({ at, title }: { at: string; title: string }) {
  const { t } = useLanguage();
  const mayEdit = useMayEdit();
  const [open, setOpen] = useState(false);
  if (!mayEdit) return null;
  return (
    <>
      <button type="button" className="add-block" onClick={() => setOpen(true)}>
        {t('block.add')}
      </button>
      {open && <BlockEditor editing={{ at, title }} onClose={() => setOpen(false)} />}
    </>
  );
}
