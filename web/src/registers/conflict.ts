// Conflict: somebody saved the row first. What only one of the two changed is settled by itself;
// where both changed the same field, the person chooses.
import type { CellValue, RegisterField, Row } from '../api/registers';
import { typedText } from './values';

export interface Clash {
  field: RegisterField;
  before: CellValue;
  theirs: CellValue;
  mine: string;
  by: 'mine' | 'theirs' | 'both'; ///< Who changed it.
}
export type Choices = Record<string, 'mine' | 'theirs'>;

export function clashesOf(
  fields: RegisterField[],
  base: Row,
  theirs: Row,
  typed: Record<string, string>,
): Clash[] {
  return fields.flatMap((field) => {
    const before = base.values[field.name] ?? null;
    const after = theirs.values[field.name] ?? null;
    const old = typedText(before, field.type);
    const mine = typed[field.name]?.trim() ?? old;
    const now = typedText(after, field.type);
    if (mine === now) return [];
    const by = mine === old ? 'theirs' : now === old ? 'mine' : 'both';
    return [{ field, before, theirs: after, mine, by }];
  });
}

export const isSettled = (clashes: Clash[], choices: Choices): boolean =>
  clashes.every((clash) => clash.by !== 'both' || choices[clash.field.name] !== undefined);

/// What the form holds after the choice: it is saved over their version.
export function merged(
  typed: Record<string, string>,
  clashes: Clash[],
  choices: Choices,
): Record<string, string> {
  const next = { ...typed };
  for (const clash of clashes) {
    const { name } = clash.field;
    const taken = choices[name] ?? (clash.by === 'theirs' ? 'theirs' : 'mine');
    next[name] = taken === 'mine' ? clash.mine : typedText(clash.theirs, clash.field.type);
  }
  return next;
}
