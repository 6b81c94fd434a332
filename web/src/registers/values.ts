// Values: what a cell shows, and the text by which the same value is typed again.
import type {
  Attachment,
  CellText,
  CellValue,
  Computed,
  ContextValue,
  Named,
  RegisterField,
} from '../api/registers';
import type { FieldType, LightColour } from '../api/types';
import { parseDecimal, printDecimal, rounded } from '../figures/decimal';
import { formatNumber } from '../figures/format';
import { lightOrder } from '../figures/light';
import type { Translate } from '../i18n/language';

export const masked = '***';
export const wordSeparator = '、';

export const isNamed = (value: CellValue): value is Named =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isAttachments = (value: CellValue): value is Attachment[] =>
  Array.isArray(value) && value.some((each) => typeof each === 'object' && 'hash' in each);

export const isBlank = (value: CellValue | undefined): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);

export const isNumeric = (type: FieldType | string): boolean => type === 'number';
export const isFile = (type: FieldType | string): boolean => type === 'file' || type === 'files';

const shown_places = 4;

/// A formula may come to more digits than anybody reads; the exact number is in its reasons.
export function shownNumber(exact: string): string {
  const number = parseDecimal(exact);
  return formatNumber(number === null ? exact : printDecimal(rounded(number, shown_places)));
}

/// As people read it; blank is the empty text, which a grid tells from 0 by showing nothing.
export function cellText(value: CellValue | undefined, type: string, t: Translate): string {
  if (isBlank(value)) return '';
  if (typeof value === 'boolean') return t(value ? 'word.yes' : 'word.no');
  if (typeof value === 'string') return isNumeric(type) ? formatNumber(value) : value;
  if (Array.isArray(value)) {
    const words = (value as (string | Attachment | Named)[]).map((each) =>
      typeof each === 'string' ? each : each.name,
    );
    return words.join(wordSeparator);
  }
  return isNamed(value as CellValue) ? (value as Named).name || (value as Named).id : '';
}

export const isContext = (value: Computed): value is ContextValue =>
  typeof value === 'object' && value !== null && 'parts' in value;

/// Lights are words that every plan knows.
export function lightOf(value: Computed, type: string): LightColour | null {
  if (type !== 'string' && !/^one of \[.*\bred\b/.test(type)) return null;
  return lightOrder.find((light) => light === value) ?? null;
}

/// What a formula comes to, in one line; an empty list is an answer, too.
export function computedText(value: Computed, type: string, t: Translate): string {
  if (value === null || value === '') return '';
  const light = lightOf(value, type);
  if (light !== null) return t(`light.${light}`);
  if (isNumeric(type) && typeof value === 'string') return shownNumber(value);
  if (isContext(value)) {
    const part = ({ name, value: inner }: ContextValue['parts'][number]): string =>
      t('outcome.part', { name, value: computedText(inner, 'Any', t) });
    return value.parts.map(part).join(t('outcome.between'));
  }
  if (!Array.isArray(value)) return cellText(value, type, t);
  if (value.length === 0) return t('outcome.empty');
  return (value as Computed[]).map((each) => computedText(each, 'Any', t)).join(wordSeparator);
}

/// A ratio of two amounts of one unit has none.
export function shownUnit(unit: string): string {
  const [above, below] = unit.split('/');
  return above === below ? '' : unit;
}

/// As it is sent back: codes for regions, ids for rows, hashes for files.
export function typedText(value: CellValue | undefined, type: string): string {
  if (isBlank(value) || value === masked) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const list = value as (string | Attachment)[];
    if (isFile(type)) {
      return list.map((each) => (typeof each === 'string' ? each : each.hash)).join(' ');
    }
    return list.join(wordSeparator);
  }
  const named = value as Named;
  return type === 'agency' ? named.name : named.id;
}

/// What was typed against what was there: only what differs is sent.
export function changedCells(
  fields: RegisterField[],
  before: Record<string, CellValue>,
  typed: Record<string, string>,
  cleared: string[] = [],
): Record<string, CellText> {
  const changed: Record<string, CellText> = {};
  for (const field of fields) {
    const old = typedText(before[field.name], field.type);
    const text = typed[field.name]?.trim();
    if (cleared.includes(field.name)) {
      changed[field.name] = null;
    } else if (text !== undefined && text !== old) {
      if (before[field.name] === masked && text === '') continue;
      changed[field.name] = text === '' ? null : text;
    }
  }
  return changed;
}

export const titleOfField = (field: { name: string; unit?: string }): string =>
  field.unit === undefined || field.unit === '' ? field.name : `${field.name}（${field.unit}）`;
