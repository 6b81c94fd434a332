// Text places: from UTF-16, as browsers count, to code points, as the server counts, and back; and
// lines cut where faults are marked.
import type { BlockFault } from '../api/types';

export const codePointsBefore = (text: string, index: number): number =>
  [...text.slice(0, index)].length;

export function indexOfCodePoint(text: string, count: number): number {
  let index = 0;
  for (const point of text) {
    if (count === 0) return index;
    count -= 1;
    index += point.length;
  }
  return index;
}

export interface LinePart {
  text: string;
  fault: BlockFault | null;
}

/// A line cut at the marks on it. An empty mark, or one at the end of the line, takes a blank.
export function lineParts(line: string, faults: BlockFault[]): LinePart[] {
  const points = [...line];
  const marks = faults.map((fault) => {
    const { begin = 0, end = 0 } = fault.in_block ?? {};
    return { fault, begin, end: Math.max(end, begin + 1) };
  });
  const length = Math.max(points.length, ...marks.map((mark) => mark.end));
  while (points.length < length) points.push(' ');
  const cuts = new Set([0, length, ...marks.flatMap((mark) => [mark.begin, mark.end])]);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((begin, index) => ({
    text: points.slice(begin, sorted[index + 1]).join(''),
    fault: marks.find((mark) => mark.begin <= begin && begin < mark.end)?.fault ?? null,
  }));
}

/// What Enter types: the line end and the indentation of the line, deeper below a key without
/// value.
export function lineEndAt(text: string, index: number): string {
  const line = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
  const indent = /^ */.exec(line)?.[0] ?? '';
  return `\n${indent}${/^ *[^|`].*: *$/.test(line) ? '  ' : ''}`;
}
