// Draft edit: what a person changed in a draft, kept in the tab until the server has it.
import { useMemo } from 'react';
import { put } from '../api/client';
import type { Draft, DraftFile } from '../api/types';
import { useAction, type Action } from '../forms/action';
import { useKept } from '../forms/kept';

export interface DraftChanges {
  title: string;
  issued: string;
  in_force_from: string;
  id: string;
  files: DraftFile[];
}

export interface DraftEdit {
  changes: DraftChanges;
  change: (part: Partial<DraftChanges>) => void;
  dirty: boolean;
  restored: boolean;
  saving: Action<[]>;
  /// Saves with a last change in the same request.
  saveWith: Action<[Partial<DraftChanges>]>;
  discard: () => void;
}

function changesOf(draft: Draft): DraftChanges {
  return {
    title: draft.title, issued: draft.issued ?? '', in_force_from: draft.in_force_from ?? '',
    id: draft.plan_id, files: draft.files,
  };
}

export function useDraftEdit(draft: Draft, onSaved: (draft: Draft) => void): DraftEdit {
  const original = useMemo(() => changesOf(draft), [draft]);
  const [changes, setChanges, kept] = useKept<DraftChanges>(
    `draft.${draft.id}.${draft.version}`, original);
  const send = async (next: DraftChanges): Promise<void> => {
    const saved = await put<Draft>(`/api/drafts/${draft.id}`, {
      version: draft.version, files: next.files, title: next.title,
      issued: next.issued || null, in_force_from: next.in_force_from || null, id: next.id,
    });
    kept.forget();
    onSaved(saved);
  };
  const saving = useAction(() => send(changes));
  const saveWith = useAction((part: Partial<DraftChanges>) => {
    const next = { ...changes, ...part };
    setChanges(next);
    return send(next);
  });
  return {
    changes, saving, saveWith, restored: kept.restored,
    change: (part) => setChanges((before) => ({ ...before, ...part })),
    dirty: JSON.stringify(changes) !== JSON.stringify(original),
    discard: () => { kept.forget(); setChanges(original); },
  };
}
