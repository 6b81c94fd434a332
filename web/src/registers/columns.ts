// Columns: which of a register's columns a grid shows, in which order and how wide. What a reader
// chooses is kept in this browser; a saved view brings its own columns.
import type { Register, RegisterField, Row } from '../api/registers';
import { periodField, stateField } from './query';
import { nameField } from './row-name';

export interface Column {
  name: string;
  kind: 'field' | 'derived' | 'decision' | 'state' | 'period' | 'holds_from' | 'source';
  type: string;
  unit: string;
  isKey: boolean; ///< Stands in front, and stays in sight.
  leads: boolean; ///< The very first: marks of the row stand in it.
  shown: boolean; ///< Before anybody chooses.
  sortable: boolean;
  field?: RegisterField;
}

export const holdsFromColumn = '起算日';
export const sourceColumn = '来源';

const nameOf = (field: RegisterField): string => field.name;
const listed = (type: string): boolean => /^list|列表/.test(type);

const plain = { unit: '', isKey: false, leads: false, sortable: false } as const;
/// What every row has besides; a field of the same name takes their place.
const aboutRows: Column[] = [
  { ...plain, name: holdsFromColumn, kind: 'holds_from', type: 'date', shown: false },
  { ...plain, name: sourceColumn, kind: 'source', type: 'text', shown: false },
];

/// Key first, then the fields as the plan lists them, then what follows from them.
export function columnsOf(register: Register): Column[] {
  // Rows without a key are told by their first field.
  const key = register.key.length > 0 ? register.key : register.fields.slice(0, 1).map(nameOf);
  const field = (each: RegisterField): Column => ({
    name: each.name,
    kind: 'field',
    type: each.type,
    unit: each.unit,
    isKey: key.includes(each.name),
    leads: each.name === key[0],
    shown: each.column || key.includes(each.name),
    sortable: !each.sensitive && each.type !== 'files' && each.type !== 'file',
    field: each,
  });
  const keys = key.flatMap((name) => register.fields.find((f) => f.name === name) ?? []);
  const others = register.fields.filter((each) => !key.includes(each.name));
  const state: Column[] =
    register.states.length === 0
      ? []
      : [
          {
            ...plain,
            name: stateField,
            kind: 'state',
            type: 'boolean',
            shown: true,
            sortable: true,
          },
        ];
  const period: Column[] = register.period
    ? [{ ...plain, name: periodField, kind: 'period', type: 'date', shown: true, sortable: true }]
    : [];
  return [
    ...keys.map(field),
    ...period,
    ...state,
    ...others.map(field),
    ...register.derived.map(({ name, type, unit }): Column => ({
      ...plain,
      name,
      kind: 'derived',
      type,
      unit,
      shown: !listed(type),
    })),
    ...register.decisions.map(({ name, type }): Column => ({
      ...plain,
      name,
      kind: 'decision',
      type,
      shown: true,
    })),
    ...aboutRows.filter((each) => register.fields.every((own) => own.name !== each.name)),
  ];
}

export interface ColumnChoice {
  shown: string[] | null; ///< Null: as the register says.
  widths: Record<string, number>;
}
export const noChoice: ColumnChoice = { shown: null, widths: {} };

/// Keys always stand first: a row without its name is nobody's.
export function chosenColumns(all: Column[], choice: ColumnChoice): Column[] {
  if (choice.shown === null) return all.filter((column) => column.shown);
  const wanted = choice.shown.flatMap((name) => all.find((each) => each.name === name) ?? []);
  const keys = all.filter((column) => column.isKey);
  return [...keys, ...wanted.filter((column) => !column.isKey)];
}

const name_px = 210; // What rows are called by is rarely short.
const byType: Record<string, number> = {
  number: 104,
  date: 112,
  boolean: 84,
  'one of': 120,
  region: 108,
  agency: 160,
  reference: 200,
  file: 120,
  files: 120,
};
const character_px = 14;
const head_px = 40;
const example_px = 50; // A tag or a mark may stand before the key.
export const width_px_min = 56;

/// The head is always readable.
export function widthOf(column: Column, choice: ColumnChoice): number {
  const chosen = choice.widths[column.name];
  if (chosen !== undefined) return Math.max(width_px_min, chosen);
  const title = column.name + (column.unit === '' ? '' : `  ${column.unit}`);
  const wide = [...title].reduce((sum, each) => sum + (each > '\u2e80' ? 1 : 0.6), 0);
  const needed = Math.ceil(wide * character_px + head_px);
  const extra = column.leads ? example_px : 0;
  const isName = column.type === 'text' && (column.isKey || column.name === nameField);
  const usual = isName ? name_px : (byType[column.type] ?? 150);
  return Math.max(usual + extra, Math.min(needed, 260));
}

export function moved(names: string[], name: string, by: -1 | 1): string[] {
  const at = names.indexOf(name);
  const to = at + by;
  if (at < 0 || to < 0 || to >= names.length) return names;
  const next = [...names];
  next.splice(at, 1);
  next.splice(to, 0, name);
  return next;
}

const prefix = 'fangan.columns.';

export function rememberedChoice(plan: string, register: string): ColumnChoice {
  try {
    const text = localStorage.getItem(`${prefix}${plan}/${register}`);
    const choice = text === null ? null : (JSON.parse(text) as Partial<ColumnChoice>);
    const shown = Array.isArray(choice?.shown) ? choice.shown : null;
    return { shown, widths: choice?.widths ?? {} };
  } catch {
    return noChoice;
  }
}

export function rememberChoice(plan: string, register: string, choice: ColumnChoice): void {
  try {
    localStorage.setItem(`${prefix}${plan}/${register}`, JSON.stringify(choice));
  } catch {
    // A browser that keeps nothing still shows the columns for this visit.
  }
}

/// What sorts and prints as a number stands at the right.
export const isRight = (column: Column): boolean => column.type === 'number';

export const fieldValue = (row: Row, column: Column) =>
  column.kind === 'field' ? (row.values[column.name] ?? null) : null;
