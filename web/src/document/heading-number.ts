// Heading number: a number as official documents write it. The server gives it without marks.
import type { LineKind } from '../api/types';

const plain = /^[一二三四五六七八九十百\d]+$/;

/// "一、", "（一）", "1.", "（1）"; numbers with words of their own (第三条) stay as they are.
export function headingNumber(kind: LineKind | undefined, number: string): string {
  if (!plain.test(number)) return number === '' ? '' : `${number} `;
  if (kind === 'h1') return `${number}、`;
  if (kind === 'h2' || kind === 'subitem') return `（${number}）`;
  return `${number}. `;
}
