// Parameter values: which parameters need somebody, how a value reads, and how its kind is typed.
import type { Parameter, ParameterValue } from '../api/parameters';
import type { RegisterField } from '../api/registers';
import type { FieldType } from '../api/types';
import { formatDay, formatNumber } from '../figures/format';
import type { LanguageName, Translate } from '../i18n/language';
import { wordSeparator } from '../registers/values';

export const titleOf = (parameter: Parameter): string => parameter.label || parameter.name;

export interface ParameterGroups {
  notSet: Parameter[];
  set: Parameter[];
}

/// Those whose name, label, unit or value holds the words; each group in the order of the plan.
export function groupsOf(parameters: Parameter[], words: string): ParameterGroups {
  const found = parameters.filter(({ name, label, unit, value }) =>
    [name, label, unit, value ?? ''].some((text) => text.includes(words)),
  );
  return {
    notSet: found.filter(({ value }) => value === null),
    set: found.filter(({ value }) => value !== null),
  };
}

interface ParameterType {
  kind: FieldType;
  isList: boolean;
  words: string[];
}

/// In the file words stand between commas; people also type 、 and ；.
const wordsOf = (list: string, between = /[,，]/): string[] =>
  list
    .replace(/^\s*\[|\]\s*$/g, '')
    .split(between)
    .map((word) => word.trim())
    .filter((word) => word !== '');

/// Of a type as the plan writes it: `number 万元`, `one of [甲, 乙]`, `list of text`.
export function readType(type: string): ParameterType {
  const list = /^list of\s+(.*)$/.exec(type);
  if (list !== null) return { ...readType(list[1] ?? ''), isList: true };
  const oneOf = /^one of\s*(\[.*\])$/.exec(type);
  if (oneOf !== null) return { kind: 'one of', isList: false, words: wordsOf(oneOf[1] ?? '') };
  const plain = (['number', 'date', 'boolean'] as const).find((kind) => type.startsWith(kind));
  return { kind: plain ?? 'text', isList: false, words: [] };
}

/// A value as people read it, without its unit.
export function shownValue(
  type: string,
  value: string,
  language: LanguageName,
  t: Translate,
): string {
  const { kind, isList } = readType(type);
  if (isList) {
    const one = type.replace(/^list of\s+/, '');
    const shown = wordsOf(value).map((each) => shownValue(one, each, language, t));
    return shown.join(language === 'zh' ? wordSeparator : ', ');
  }
  if (kind === 'date') return formatDay(value, language);
  if (kind === 'number') return formatNumber(value);
  if (kind !== 'boolean') return value;
  if (value === 'true' || value === '是') return t('word.yes');
  return value === 'false' || value === '否' ? t('word.no') : value;
}

/// A value as it is typed again; a list without its brackets.
export function typedValue(type: string, value: string | null): string {
  if (value === null) return '';
  const { kind, isList } = readType(type);
  if (isList) return wordsOf(value).join(wordSeparator);
  if (kind !== 'boolean') return value;
  if (value === 'true') return '是';
  return value === 'false' ? '否' : value;
}

/// A value as it was typed, as the server reads it.
export function writtenValue(type: string, typed: string): string {
  const text = typed.trim();
  if (text === '' || !readType(type).isList) return text;
  return `[${wordsOf(text, /[,，、;；\n]/).join(', ')}]`;
}

const places_max = 12;

/// The field of a form that a value is typed into; a list is typed as one text.
export function fieldOf(parameter: Parameter): RegisterField {
  const { kind, isList, words } = readType(parameter.type);
  return {
    name: titleOf(parameter),
    type: isList ? 'text' : kind,
    unit: parameter.unit,
    words,
    target: '',
    required: false,
    required_from: '',
    sensitive: false,
    places: places_max,
    log: '',
    index: 0,
    column: true,
  };
}

export type Standing = 'current' | 'coming' | 'past';

export function standingOf(value: ParameterValue, day: string): Standing {
  if (value.current) return 'current';
  return value.holds_from > day ? 'coming' : 'past';
}

/// The newest first: on one day the one that wins.
export const historyOf = ({ values }: Parameter): ParameterValue[] => [...values].reverse();
