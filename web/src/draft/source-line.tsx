// Source line: one line as it was given, with quantities, headings, owners and doubts marked.
import { memo } from 'react';
import type { DraftHeading, DraftOwner, DraftQuantity, Finding } from '../api/types';
import { MarginNote } from '../document/line';
import { useLanguage } from '../i18n/language';

interface Piece {
  begin: number;
  text: string;
  quantity: boolean;
  doubtful: boolean;
  title: boolean;
}

/// Where the words of quantities stand, each occurrence used once. Units: code points.
export function quantityMarks(text: string, quantities: DraftQuantity[]): [number, number][] {
  const marks: [number, number][] = [];
  let from = 0;
  for (const { text: words } of quantities) {
    const found = text.indexOf(words, from) >= 0 ? text.indexOf(words, from) : text.indexOf(words);
    if (words === '' || found < 0) continue;
    const begin = [...text.slice(0, found)].length;
    marks.push([begin, begin + [...words].length]);
    from = found + words.length;
  }
  return marks;
}

/// Where the words of a heading end; everything for the title of a plan, 0 for plain lines.
function titleEnd(text: string, heading: DraftHeading | undefined): number {
  if (heading === undefined) return 0;
  const at = text.indexOf(heading.title);
  if (heading.type === 'plan' || heading.title === '' || at < 0) return [...text].length;
  return [...text.slice(0, at + heading.title.length)].length + 1;
}

function piecesOf(
  text: string,
  quantities: [number, number][],
  doubts: [number, number][],
  title: number,
): Piece[] {
  const points = [...text];
  const cuts = [...new Set([0, points.length, title, ...quantities.flat(), ...doubts.flat()])]
    .filter((cut) => cut >= 0 && cut <= points.length)
    .sort((a, b) => a - b);
  const within = (marks: [number, number][], at: number): boolean =>
    marks.some(([begin, end]) => begin <= at && at < end);
  return cuts.slice(0, -1).map((begin, index) => ({
    begin,
    text: points.slice(begin, cuts[index + 1]).join(''),
    quantity: within(quantities, begin),
    doubtful: within(doubts, begin),
    title: begin < title,
  }));
}

function look(piece: Piece): string | undefined {
  const names = [
    piece.quantity && 'quantity',
    piece.doubtful && 'doubtful',
    piece.title && 'heading-words',
  ];
  return names.filter(Boolean).join(' ') || undefined;
}

export const SourceLine = memo(function SourceLine({
  number,
  text,
  pointed,
  heading,
  owner,
  quantities,
  findings,
}: {
  number: number;
  text: string;
  pointed: boolean;
  heading: DraftHeading | undefined;
  owner: DraftOwner | undefined;
  quantities: DraftQuantity[];
  findings: Finding[];
}) {
  const { t } = useLanguage();
  const doubts = findings.flatMap((finding) => finding.marks);
  return (
    <div id={`source-${number}`} className={`source-line${pointed ? ' pointed' : ''}`}>
      <span className="source-number" aria-hidden="true">
        {number}
      </span>
      <div>
        {heading !== undefined && (
          <span className={`kind-tag ${heading.type}`}>{t(`kind.${heading.type}`)}</span>
        )}
        {owner !== undefined && <span className="kind-tag owner">{t('kind.owner')}</span>}
        <span className={heading === undefined ? '' : `source-${heading.type}`}>
          {piecesOf(text, quantityMarks(text, quantities), doubts, titleEnd(text, heading)).map(
            (piece) => (
              <span key={piece.begin} className={look(piece)}>
                {piece.text}
              </span>
            ),
          )}
        </span>
        {findings.map((finding, index) => (
          <MarginNote key={index} finding={finding} />
        ))}
      </div>
    </div>
  );
});
