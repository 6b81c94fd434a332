// Segments: one line of official text cut where a sentence, a target's words, a doubt or a search
// hit begins or ends. Positions are code points, as the server counts them.
import type { Finding, Line, SentenceState } from '../api/types';

export interface Segment {
  begin: number;
  text: string;
  state: SentenceState | null;
  block: string | null; ///< The target whose words these are.
  findings: number[]; ///< Indexes into the findings given.
  hit: boolean;
  title: boolean; ///< Part of a heading's own words.
}

export interface SegmentInput {
  line: Line;
  findings: Finding[];
  hits: [number, number][];
  titleEnd: number;
}

const inside = (begin: number, end: number, point: number): boolean =>
  begin <= point && point < end;

export function segmentsOf({ line, findings, hits, titleEnd }: SegmentInput): Segment[] {
  const points = [...line.text];
  const narrow = line.blocks.filter(
    (block) => block.kind !== 'task' && block.end - block.begin < points.length,
  );
  const cuts = new Set([0, points.length, titleEnd]);
  const cutAt = (begin: number, end: number): void => void cuts.add(begin).add(end);
  line.sentences.forEach((sentence) => cutAt(sentence.begin, sentence.end));
  narrow.forEach((block) => cutAt(block.begin, block.end));
  findings.forEach((finding) => finding.marks.forEach(([begin, end]) => cutAt(begin, end)));
  hits.forEach(([begin, end]) => cutAt(begin, end));
  const sorted = [...cuts].filter((cut) => cut >= 0 && cut <= points.length).sort((a, b) => a - b);
  return sorted.slice(0, -1).map((begin, index) => ({
    begin,
    text: points.slice(begin, sorted[index + 1]).join(''),
    state:
      line.sentences.find((sentence) => inside(sentence.begin, sentence.end, begin))?.state ?? null,
    block: narrow.find((block) => inside(block.begin, block.end, begin))?.name ?? null,
    findings: findings.flatMap((finding, at) =>
      finding.marks.some(([from, to]) => inside(from, to, begin)) ? [at] : [],
    ),
    hit: hits.some(([from, to]) => inside(from, to, begin)),
    title: begin < titleEnd,
  }));
}

/// Where the words of a heading end within its line, the closing stop included; 0 for other lines.
export function titleEndOf(line: Line, title: string | undefined): number {
  const length = [...line.text].length;
  if (line.kind === 'label') {
    const stop = [...line.text].findIndex((point) => point === ':' || point === '：');
    return stop < 0 ? length : stop + 1;
  }
  if (line.kind === 'text' || title === undefined || title === '')
    return line.level > 0 ? length : 0;
  const at = line.text.indexOf(title);
  if (at < 0) return length;
  const end = [...line.text.slice(0, at + title.length)].length;
  const next = [...line.text][end] ?? '';
  return /[。.:：;；]/.test(next) ? end + 1 : end;
}
