// Parameter text: how the value of a parameter reads, how it is typed, and how it is written.
import type { FieldType } from '../api/types';
import { formatDay, formatNumber } from '../figures/format';
import type { LanguageName, Translate } from '../i18n/language';
import { wordSeparator } from '../registers/values';

interface ParameterType {
  kind: FieldType;
  isList: boolean;
  words: string[];
}

/// In files and answers words stand between commas, in quotes or not; people also type 、 and ；.
const wordsOf = (list: string, between = /[,，]/): string[] =>
  list
    .replace(/^\s*\[|\]\s*$/g, '')
    .split(between)
    .map((word) => word.trim().replace(/^"(.*)"$/, '$1'))
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
