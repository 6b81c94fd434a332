// Row entry: what somebody has typed into the form of a row and not saved yet.
import type { CellText, CellValue, Region, Register, RegisterField, Row } from '../api/registers';
import { RequestError } from '../api/client';
import type { Evidence, Fault } from '../api/types';
import type { FieldAnswer } from './field-input';
import {
  changedCells,
  isAttachments,
  isFile,
  isNamed,
  masked,
  typedText,
  wordSeparator,
} from './values';
import { periodField } from './query';
import { evidenceOf } from './value-view';

export interface RowEntry {
  base: Row | null; ///< As it was when the form was opened; null for a new row.
  typed: Record<string, string>;
  names: Record<string, string>;
  files: Record<string, Evidence[]>;
  cleared: string[]; ///< Hidden fields to be emptied.
  holdsFrom: string;
}

export const entryOf = (base: Row | null): RowEntry => ({
  base,
  typed: {},
  names: {},
  files: {},
  cleared: [],
  holdsFrom: '',
});

const blankField = {
  index: -1,
  unit: '',
  words: [],
  target: '',
  required_from: '',
  sensitive: false,
  places: null,
  log: '',
  column: true,
};

/// A register by period asks of a new row which one it is for; later that cannot change.
export function formFields(register: Register, entry: RowEntry): RegisterField[] {
  if (!register.period || entry.base !== null) return register.fields;
  const period: RegisterField = { ...blankField, name: periodField, type: 'text', required: true };
  return [period, ...register.fields];
}

const valueOf = (entry: RowEntry, field: string): CellValue => entry.base?.values[field] ?? null;

export function answerOf(entry: RowEntry, field: RegisterField): FieldAnswer {
  const value = valueOf(entry, field.name);
  const text = entry.typed[field.name] ?? typedText(value, field.type);
  const name = entry.names[field.name] ?? (isNamed(value) ? value.name || value.id : text);
  const before = isAttachments(value) ? evidenceOf(value) : [];
  return { text, name, files: entry.files[field.name] ?? before };
}

export function withAnswer(entry: RowEntry, field: string, answer: FieldAnswer): RowEntry {
  return {
    ...entry,
    typed: { ...entry.typed, [field]: answer.text },
    names: answer.name === undefined ? entry.names : { ...entry.names, [field]: answer.name },
    files: answer.files === undefined ? entry.files : { ...entry.files, [field]: answer.files },
    cleared: entry.cleared.filter((each) => each !== field),
  };
}

export const cellsOf = (entry: RowEntry, fields: RegisterField[]): Record<string, CellText> =>
  changedCells(fields, entry.base?.values ?? {}, entry.typed, entry.cleared);

export const isDirty = (entry: RowEntry, fields: RegisterField[]): boolean =>
  Object.keys(cellsOf(entry, fields)).length > 0 || entry.holdsFrom !== '';

export const isHidden = (entry: RowEntry, field: string): boolean =>
  valueOf(entry, field) === masked;

/// Required now: always, or from the state the row is in.
export function isRequired(field: RegisterField, entry: RowEntry, register: Register): boolean {
  if (register.key.includes(field.name)) return true;
  if (field.required_from === '') return field.required;
  const states = register.states.map((state) => state.name);
  const now = entry.base === null ? 0 : states.indexOf(entry.base.state ?? '');
  return now >= 0 && now >= states.indexOf(field.required_from);
}

const isFault = (value: unknown): value is Fault => typeof value === 'object' && value !== null;

/// Faults that name a field stand beside it; the others above the form.
export function faultsByField(
  failure: unknown,
  fields: RegisterField[],
): { byField: Map<string, Fault[]>; others: Fault[] } {
  const byField = new Map<string, Fault[]>();
  const others: Fault[] = [];
  const faults = failure instanceof RequestError ? failure.faults.filter(isFault) : [];
  for (const fault of faults) {
    const named = String(fault.facts?.['field'] ?? '').split(wordSeparator);
    const about = fields.filter((field) => named.includes(field.name));
    about.forEach(({ name }) => byField.set(name, [...(byField.get(name) ?? []), fault]));
    if (about.length === 0) others.push(fault);
  }
  return { byField, others };
}

/// What was typed as people read it: names for codes, ids and hashes.
export function wordsOf(
  entry: RowEntry,
  field: RegisterField,
  text: string,
  regions: Region[],
): string {
  const answer = answerOf(entry, field);
  if (field.type === 'region') return regions.find((each) => each.id === text)?.name ?? text;
  if (field.type === 'reference') return answer.name ?? text;
  if (!isFile(field.type)) return text;
  return (answer.files ?? []).map((file) => file.name).join(wordSeparator);
}

/// The row as somebody else saved it in the meantime.
export function theirsOf(failure: unknown): Row | null {
  if (!(failure instanceof RequestError) || failure.status !== 409) return null;
  const { theirs } = (failure.body ?? {}) as { theirs?: Row };
  return theirs ?? null;
}
