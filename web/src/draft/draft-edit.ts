// Draft edit: what a person changed in a draft, kept in the tab until the server has it.
import { put } from '../api/client';
import type { Draft, DraftFile } from '../api/types';
import { useAction, type Action } from '../forms/action';
import { useKept } from '../forms/kept';
import { readHeader, suggestedId, writeHeader, type PlanHeader } from './plan-header';

export interface DraftEdit {
  files: DraftFile[];
  header: PlanHeader;
  id: string;
  setFiles: (files: DraftFile[]) => void;
  setHeader: (key: keyof PlanHeader, value: string) => void;
  setId: (id: string) => void;
  dirty: boolean;
  restored: boolean;
  saving: Action<[]>;
  /// Saves other files than those on screen, in one request.
  saveFiles: Action<[DraftFile[]]>;
  discard: () => void;
}

const asText = (files: DraftFile[]): string =>
  JSON.stringify(files.map(({ name, text }) => [name, text]));

export function useDraftEdit(draft: Draft, onSaved: (draft: Draft) => void): DraftEdit {
  const [files, setFiles, kept] = useKept<DraftFile[]>(
    `draft.${draft.id}.${draft.version}`,
    draft.files,
  );
  const [id, setId] = useKept(
    `draft.${draft.id}.id`,
    draft.plan_id || suggestedId(readHeader(draft.files).issued),
  );
  const send = async (next: DraftFile[]): Promise<void> => {
    const saved = await put<Draft>(`/api/drafts/${draft.id}`, {
      version: draft.version,
      files: next,
    });
    kept.forget();
    onSaved(saved);
  };
  const saving = useAction(() => send(files));
  const saveFiles = useAction((next: DraftFile[]) => {
    setFiles(next);
    return send(next);
  });
  return {
    files,
    header: readHeader(files),
    id,
    setFiles,
    setId,
    saving,
    saveFiles,
    restored: kept.restored,
    setHeader: (key, value) => setFiles((before) => writeHeader(before, key, value)),
    dirty: asText(files) !== asText(draft.files),
    discard: () => {
      kept.forget();
      setFiles(draft.files);
    },
  };
}
