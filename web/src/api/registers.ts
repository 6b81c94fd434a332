// Registers: the rows of a plan's registers, one function a deed, as docs/api.md spells them.
import { get, planPath, post, put, upload, withQuery } from './client';
import type { BlockField, Fault, FieldType, Grade, View } from './types';

export type RowKey = string; ///< The id of a row as the server gives it, never made here.
export type CellText = string | null; ///< What a person typed; null clears.

export interface RegisterAbilities {
  add: boolean;
  edit: boolean;
  import: boolean;
  export: boolean;
}
export interface RegisterSummary {
  name: string;
  label: string;
  anchor: string | null;
  quote: string | null;
  rows: number | null; ///< Null where the reader sees no row of it.
  can: RegisterAbilities;
  built_in: boolean;
}
export interface RegisterField extends BlockField {
  index: number;
  column: boolean; ///< Shown in the grid unless the reader chooses otherwise.
}
export interface DerivedField {
  name: string;
  type: FieldType | string;
  unit: string;
  formula: string;
}
export interface Register {
  name: string;
  label: string;
  key: string[];
  period: '' | 'year' | 'quarter' | 'month' | null;
  fields: RegisterField[];
  derived: DerivedField[];
  decisions: { name: string; type: string; unit: string }[];
  states: { name: string; grade: Grade }[];
  can: RegisterAbilities;
  block: string | null; ///< What defines it; null for those that every plan has.
  tabs_by: string;
}

export interface Named {
  id: string;
  name: string;
  row?: RowKey;
}
export interface Attachment {
  hash: string;
  name: string;
  size_bytes: number | null;
  media_type: string;
}
export type CellValue = null | boolean | string | string[] | Named | Named[] | Attachment[];
export interface ContextValue {
  parts: { name: string; value: Computed }[];
}
/// What a formula comes to.
export type Computed = CellValue | ContextValue | Computed[];
export type Outcome =
  | { value: Computed }
  | { not_set: string[] }
  | { undetermined: { register: string; row: RowKey | null; field: string }[] }
  | { error: Fault };
export interface RowMark {
  message: string;
  zh: string;
  en: string;
}
export interface Row {
  row: RowKey;
  id: string;
  name?: string;
  /** None of a row of others in a public register. */
  version: number | null;
  state: string | null;
  period?: string | null;
  recorded?: string | null;
  actor?: string | null;
  since: string | null;
  holds_from: string | null;
  nature: string | null;
  source: string | null;
  values: Record<string, CellValue>;
  derived: Record<string, Outcome>;
  marks: RowMark[];
  can: { edit: boolean; void: boolean };
}
export interface RowPage {
  register: Register;
  view: View;
  total: number;
  offset: number;
  examples: number;
  rows: Row[];
}

export type FilterOperator = '=' | '!=' | 'contains' | 'in' | 'between' | 'blank' | 'filled';
export interface Filter {
  field: string;
  op: FilterOperator;
  values: string[];
}
export interface SortKey {
  field: string;
  descending: boolean;
}
/// What a grid shows: the same in its address, in a saved view and in an export.
export interface RowQuery {
  where: Filter[];
  words: string;
  sort: SortKey[];
}

export interface RowChange {
  version: number;
  at: string;
  holds_from: string;
  by: string;
  step: string;
  removed?: boolean | null;
  why?: string;
  state?: { before: string; after: string };
  fields: Record<string, { before: CellValue; after: CellValue }>;
  current: boolean;
}
export interface ReferringRows {
  register: string;
  label?: string;
  field: string;
  total: number;
  rows: { row: RowKey; id: string; name: string }[];
}
export interface RowDetail {
  register: Register;
  row: Row;
  references: ReferringRows[];
  history: RowChange[]; ///< The newest first.
  earlier: boolean; ///< There are more.
  explain?: Record<string, { zh: string; en: string }>;
}
export interface RowComparison {
  fields: { field: string; before: CellValue; after: CellValue; changes: RowChange[] }[];
}
export interface BulkAnswer {
  rows: number; ///< That were looked at.
  change_count: number;
  changes: {
    row: RowKey;
    id: string;
    name: string;
    field: string;
    before: CellValue;
    after: CellValue;
  }[];
  errors: { row: RowKey; field?: string; error: Fault }[];
  error_count: number;
  written: boolean;
  group: string | null; ///< Of what was written, to take it back by.
}
/// A row that was voided, as it was just before.
export interface RemovedRow {
  id: RowKey;
  name: string;
  version: number;
  at: string;
  by: string;
  why: string;
  values: Record<string, CellValue>;
}
export interface SavedView extends RowQuery {
  name: string;
  columns: string[];
  own: boolean;
}

export type JobState =
  'queued' | 'checking' | 'checked' | 'refused' | 'applying' | 'done' | 'failed' | 'cancelled';
export interface CellFault {
  sheet: string;
  row: number; ///< 0: the file as a whole.
  column: number | null;
  cell: string; ///< Empty for a row as a whole.
  field: string;
  value: string;
  error: Fault;
}
export interface JobReport {
  new: number;
  changed: number;
  unchanged: number;
  errors: CellFault[];
  error_count: number;
  warnings: CellFault[];
  warning_count?: number;
  preview: {
    row: RowKey | null;
    id: string;
    change: 'new' | 'changed';
    fields: Record<string, { before: CellValue; after: CellValue }>;
  }[];
}
export interface Job {
  id: number;
  kind: 'import' | 'export';
  plan: string;
  register: string;
  state: JobState;
  done: number; ///< Of `total`, whatever it is counted in.
  total: number;
  file: string;
  created: string;
  report: JobReport | null;
  error?: Fault | null;
}

/// A code of GB/T 2260 with the county it stands for.
export interface Region {
  id: string;
  name: string;
}

export const rowsPath = (plan: string, register: string, ...rest: string[]): string =>
  planPath(plan, 'registers', register, ...rest);

export function queryParameters(query: RowQuery): Record<string, string> {
  const { where, words, sort } = query;
  return {
    where: where.length === 0 ? '' : JSON.stringify(where),
    words: words.trim(),
    sort: sort.map((key) => `${key.descending ? '-' : ''}${key.field}`).join(','),
  };
}

export const rowPath = (plan: string, register: string, row: RowKey, ...rest: string[]): string =>
  rowsPath(plan, register, 'rows', String(row), ...rest);

/// The changes of a row before that version.
export const readEarlier = (
  plan: string,
  register: string,
  row: RowKey,
  before: number,
  asOf: string | null,
): Promise<Pick<RowDetail, 'history' | 'earlier'>> =>
  get(withQuery(rowPath(plan, register, row, 'history'), { before: String(before), as_of: asOf }));

interface RowAnswer {
  row: Row;
}
type Cells = Record<string, CellText>;

export const addRow = (
  plan: string,
  register: string,
  fields: Cells,
  holdsFrom: string | null,
): Promise<RowAnswer> => post(rowsPath(plan, register, 'rows'), { fields, ...dated(holdsFrom) });

export const editRow = (
  plan: string,
  register: string,
  row: Row,
  fields: Cells,
  holdsFrom: string | null,
): Promise<RowAnswer> =>
  post(rowPath(plan, register, row.row), { version: row.version, fields, ...dated(holdsFrom) });

const dated = (day: string | null): { holds_from?: string } =>
  day === null || day === '' ? {} : { holds_from: day };

export const voidRow = (
  plan: string,
  register: string,
  row: Row,
  why: string,
): Promise<{ version: number }> =>
  post(rowPath(plan, register, row.row, 'void'), { version: row.version, why });

export const restoreRow = (
  plan: string,
  register: string,
  row: RowKey,
  version: number,
): Promise<RowAnswer> => post(rowPath(plan, register, row, 'restore'), { version });

/// Takes back what bulkEdit() wrote, if none of its rows was changed since.
export const undoBulk = (
  plan: string,
  register: string,
  group: string,
): Promise<{ rows: number }> => post(rowsPath(plan, register, 'undo'), { group });

export const unmask = (
  plan: string,
  register: string,
  row: RowKey,
  field: string,
): Promise<{ value: CellValue }> => post(rowPath(plan, register, row, 'unmask'), { field });

export const bulkEdit = (
  plan: string,
  register: string,
  query: RowQuery,
  fields: Cells,
  phase: 'preview' | 'apply',
): Promise<BulkAnswer> =>
  post(rowsPath(plan, register, 'bulk'), {
    where: query.where,
    words: query.words,
    fields,
    dry_run: phase === 'preview',
  });

export const saveViews = (
  plan: string,
  register: string,
  views: SavedView[],
): Promise<{ views: SavedView[] }> => put(rowsPath(plan, register, 'views'), { views });

export const startImport = (
  plan: string,
  register: string,
  file: File,
  onProgress: (fraction: number) => void,
): Promise<{ job: Job }> =>
  upload(
    rowsPath(plan, register, 'imports'),
    file,
    file.type || 'application/octet-stream',
    onProgress,
  );

export const jobPath = (id: number, ...rest: string[]): string =>
  ['/api/jobs', String(id), ...rest].join('/');
export const applyJob = (id: number): Promise<{ job: Job }> => post(jobPath(id, 'apply'), {});
export const cancelJob = (id: number): Promise<{ job: Job }> => post(jobPath(id, 'cancel'), {});

export function exportPath(
  plan: string,
  register: string,
  form: 'xlsx' | 'csv',
  query: RowQuery,
  asOf: string | null,
): string {
  const asked = queryParameters(query);
  return withQuery(rowsPath(plan, register, `export.${form}`), { ...asked, as_of: asOf });
}
