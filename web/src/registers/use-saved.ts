// Saved: says what was saved and offers to take it back, as a change of its own.
import { useCallback } from 'react';
import { editRow, restoreRow, voidRow } from '../api/registers';
import type { Register, Row } from '../api/registers';
import { useRefresh } from '../api/live';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { useLanguage } from '../i18n/language';
import { nameOfRow } from './row-name';
import { useUndo } from './use-undo';
import { changedCells, masked, typedText } from './values';

/// The cells that make `now` what `before` was; hidden ones cannot be known and stay.
function cellsBack(register: Register, before: Row, now: Row) {
  const fields = register.fields.filter((field) => before.values[field.name] !== masked);
  const typed = fields.map((field) => [
    field.name,
    typedText(before.values[field.name] ?? null, field.type),
  ]);
  return changedCells(fields, now.values, Object.fromEntries(typed) as Record<string, string>);
}

export interface Saved {
  saved: (row: Row, before: Row | null) => void;
  voided: (before: Row, version: number) => void;
}

export function useSaved(register: Register | null, onChanged?: (row: Row) => void): Saved {
  const { t } = useLanguage();
  const { id } = usePlan();
  const say = useSay();
  const refresh = useRefresh();
  const undo = useUndo();
  const saved = useCallback(
    (row: Row, before: Row | null) => {
      if (register === null) return;
      const facts = { name: nameOfRow(row, register), n: row.marks.length };
      const words = row.marks.length > 0 ? 'form.saved_marked' : 'form.saved';
      const deed = (): Promise<unknown> =>
        before === null
          ? voidRow(id, register.name, row, t('undo.added'))
          : editRow(id, register.name, row, cellsBack(register, before, row), null);
      say(t(words, facts), undo(deed));
      onChanged?.(row);
      refresh();
    },
    [register, id, say, undo, refresh, onChanged, t],
  );
  const voided = useCallback(
    (before: Row, version: number) => {
      if (register === null) return;
      const deed = (): Promise<unknown> => restoreRow(id, register.name, before.row, version);
      say(t('void.done', { name: nameOfRow(before, register) }), undo(deed));
      refresh();
    },
    [register, id, say, undo, refresh, t],
  );
  return { saved, voided };
}
