// Clause quote: the sentences a target stands in, with its own words marked.
import type { PlanDocument, Target } from '../api/types';

interface Quote {
  before: string;
  words: string;
  after: string;
}

/// Falls back on the target's words where the document does not show its line.
export function quoteOf(document: PlanDocument, target: Target): Quote {
  const line = document.files
    .flatMap((file) => file.lines)
    .find((each) => each.anchor === target.anchor);
  const block = line?.blocks.find((each) => each.name === target.name && each.kind === 'target');
  if (line === undefined || block === undefined) {
    return { before: '', words: target.quote, after: '' };
  }
  const text = Array.from(line.text);
  const touched = line.sentences.filter(
    (sentence) => sentence.end > block.begin && sentence.begin < block.end,
  );
  const begin = Math.min(block.begin, ...touched.map((sentence) => sentence.begin));
  const end = Math.max(block.end, ...touched.map((sentence) => sentence.end));
  const part = (from: number, to: number): string => text.slice(from, to).join('');
  return {
    before: part(begin, block.begin),
    words: part(block.begin, block.end),
    after: part(block.end, end),
  };
}

export function ClauseQuote({ document, target }: { document: PlanDocument; target: Target }) {
  const { before, words, after } = quoteOf(document, target);
  return (
    <blockquote lang="zh-CN">
      {before}
      <b>{words}</b>
      {after}
    </blockquote>
  );
}
