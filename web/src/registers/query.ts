// Query: what a grid is asked for, in its address, in chips a person reads, and back.
import type { Filter, FilterOperator, Region, Register, RowQuery, SortKey } from '../api/registers';
import { queryParameters } from '../api/registers';
import type { Translate } from '../i18n/language';

export const stateField = '状态';
export const idField = '编号';
export const periodField = '期';
export const noQuery: RowQuery = { where: [], words: '', sort: [] };

const operators: FilterOperator[] = ['=', '!=', 'contains', 'in', 'between', 'blank', 'filled'];

function isFilter(value: unknown): value is Filter {
  if (typeof value !== 'object' || value === null) return false;
  const { field, op, values } = value as Record<string, unknown>;
  return (
    typeof field === 'string' &&
    operators.includes(op as FilterOperator) &&
    Array.isArray(values) &&
    values.every((each) => typeof each === 'string')
  );
}

/// An address somebody cut or bent shows all rows rather than an error.
export function readWhere(text: string | null): Filter[] {
  if (text === null || text === '') return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter(isFilter) : [];
  } catch {
    return [];
  }
}

export function readSort(text: string | null): SortKey[] {
  return (text ?? '')
    .split(',')
    .filter((part) => part.replace(/^-/, '') !== '')
    .map((part) => ({ field: part.replace(/^-/, ''), descending: part.startsWith('-') }));
}

export const readQuery = (parameters: URLSearchParams): RowQuery => ({
  where: readWhere(parameters.get('where')),
  words: parameters.get('words') ?? '',
  sort: readSort(parameters.get('sort')),
});

export function writeQuery(query: RowQuery, before: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(before);
  for (const [name, value] of Object.entries(queryParameters(query))) {
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/// One filter a field: a new one takes the place of the old.
export function withFilter(where: Filter[], field: string, filter: Filter | null): Filter[] {
  const at = where.findIndex((each) => each.field === field);
  if (filter === null) return where.filter((each) => each.field !== field);
  return at < 0 ? [...where, filter] : where.map((each, index) => (index === at ? filter : each));
}

/// A click goes: ascending, descending, as the register stands.
export function nextSort(sort: SortKey[], field: string): SortKey[] {
  const now = sort.find((key) => key.field === field);
  if (now === undefined) return [{ field, descending: false }];
  return now.descending ? [] : [{ field, descending: true }];
}

/// Which way a field is asked for before somebody chooses another.
export function firstOperator(type: string): FilterOperator {
  switch (type) {
    case 'number':
    case 'date':
      return 'between';
    case 'boolean':
      return '=';
    case 'one of':
    case 'several of':
    case 'region':
    case 'state':
      return 'in';
    case 'file':
    case 'files':
      return 'filled';
    default:
      return 'contains';
  }
}

export const needsValues = (op: FilterOperator): boolean => op !== 'blank' && op !== 'filled';

/// Null while nothing is asked.
export function filterOf(field: string, op: FilterOperator, values: string[]): Filter | null {
  if (!needsValues(op)) return { field, op, values: [] };
  const kept = values.map((each) => each.trim());
  if (kept.every((each) => each === '')) return null;
  return { field, op, values: op === 'between' ? [kept[0] ?? '', kept[1] ?? ''] : kept };
}

/// What can be asked for: the state of a row stands beside its fields.
export interface Askable {
  name: string;
  type: string;
  unit: string;
  words: string[];
}

const askFirst = ['region', 'one of', 'state', 'reference', 'boolean', 'date', 'number'];

/// Key fields first, then those people narrow by most.
export function askables(register: Register): Askable[] {
  const fields: Askable[] = register.fields.filter((field) => !field.sensitive);
  const states =
    register.states.length === 0
      ? []
      : [{ name: stateField, type: 'state', unit: '', words: register.states.map((s) => s.name) }];
  const rank = (field: Askable): number => {
    if (register.key.includes(field.name) || field.name === periodField) return -1;
    const at = askFirst.indexOf(field.type);
    return at < 0 ? askFirst.length : at;
  };
  const periods = register.period ? [{ name: periodField, type: 'text', unit: '', words: [] }] : [];
  return [...periods, ...fields, ...states].sort((a, b) => rank(a) - rank(b));
}

function valueText(value: string, field: Askable | undefined, regions: Region[]): string {
  if (field?.type !== 'region') return value;
  return regions.find((region) => region.id === value)?.name ?? value;
}

/// "炉型：立窑、其他", "产能：10 至 20", "地址：未填".
export function filterText(
  filter: Filter,
  fields: Askable[],
  regions: Region[],
  t: Translate,
): string {
  const field = fields.find((each) => each.name === filter.field);
  const values = filter.values.map((value) => valueText(value, field, regions));
  const [low = '', high = ''] = values;
  const name = filter.field;
  switch (filter.op) {
    case 'blank':
    case 'filled':
      return t(`filter.${filter.op}`, { name });
    case 'between':
      if (high === '') return t('filter.from', { name, low });
      return low === '' ? t('filter.to', { name, high }) : t('filter.between', { name, low, high });
    case '!=':
      return t('filter.not', { name, value: low });
    case 'contains':
      return t('filter.contains', { name, value: low });
    default:
      return t('filter.is', { name, value: values.join(t('word.and')) });
  }
}
