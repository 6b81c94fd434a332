// Plan header: title and days of a package stand in the `plan` block of plan.md; they are read and
// written there, everything else in the file stays as it is.
import type { DraftFile } from '../api/types';

export interface PlanHeader {
  title: string;
  issued: string;
  in_force_from: string;
}

const keys: [keyof PlanHeader, string][] = [
  ['title', 'title'],
  ['issued', 'issued'],
  ['in_force_from', 'in force from'],
];
const header_file = 'plan.md';
const fence = /^`{3,}plan\s*$/;

interface Block {
  lines: string[];
  begin: number; ///< First line of the body.
  end: number; ///< Line of the closing fence.
}

function findBlock(text: string): Block | null {
  const lines = text.split('\n');
  const open = lines.findIndex((line) => fence.test(line));
  if (open < 0) return null;
  const close = lines.findIndex((line, index) => index > open && /^`{3,}\s*$/.test(line));
  return { lines, begin: open + 1, end: close < 0 ? lines.length : close };
}

export function readHeader(files: DraftFile[]): PlanHeader {
  const header: PlanHeader = { title: '', issued: '', in_force_from: '' };
  const block = findBlock(files.find((file) => file.name === header_file)?.text ?? '');
  block?.lines.slice(block.begin, block.end).forEach((line) => {
    for (const [key, name] of keys) {
      if (line.startsWith(`${name}:`)) header[key] = line.slice(name.length + 1).trim();
    }
  });
  return header;
}

/// Sets one key; an empty value takes the line away. Without a `plan` block nothing is changed.
export function writeHeader(files: DraftFile[], key: keyof PlanHeader, value: string): DraftFile[] {
  const name = keys.find(([each]) => each === key)?.[1] ?? key;
  return files.map((file) => {
    const block = file.name === header_file ? findBlock(file.text) : null;
    if (block === null) return file;
    const { lines, begin, end } = block;
    const body = lines.slice(begin, end);
    const line = body.findIndex((each) => each.startsWith(`${name}:`));
    const written = value.trim() === '' ? [] : [`${name}: ${value.trim()}`];
    if (line < 0) body.splice(Math.min(1, body.length), 0, ...written);
    else body.splice(line, 1, ...written);
    return { ...file, text: [...lines.slice(0, begin), ...body, ...lines.slice(end)].join('\n') };
  });
}

/// An id from the year of the plan; people may write a better one.
export function suggestedId(issued: string): string {
  return /^\d{4}/.test(issued) ? `plan-${issued.slice(0, 4)}` : 'plan-1';
}
