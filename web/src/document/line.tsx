// Line: one line of official text, with its light in the gutter and doubts in the margin.
import { memo } from 'react';
import type { Finding, LightColour, Line, OutlineEntry } from '../api/types';
import { LightShape, worstLight } from '../figures/light';
import { useLanguage } from '../i18n/language';
import { segmentsOf, titleEndOf, type Segment } from './segments';

export interface LineProps {
  line: Line;
  heading: OutlineEntry | undefined;
  findings: Finding[];
  hits: [number, number][];
  lights: ReadonlyMap<string, LightColour>;
  pointed: boolean;
  onChoose: (anchor: string) => void;
}

function TextSegment({
  segment,
  last,
  light,
}: {
  segment: Segment;
  last: boolean;
  light: LightColour | undefined;
}) {
  const look = [
    segment.title ? 'heading-words' : '',
    segment.state === null ? '' : `state-${segment.state}`,
    segment.block === null ? '' : `words ${light ?? ''}`,
    segment.findings.length > 0 ? 'doubtful' : '',
    segment.hit ? 'hit' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
  return (
    <>
      <span className={look || undefined}>{segment.text}</span>
      {segment.block !== null && last && light !== undefined && (
        <LightShape colour={light} title={segment.block} />
      )}
    </>
  );
}

/// Where GB/T 9704 sets lines of their own: the addressees at the left, the date at the right.
function placeOf(line: Line): string {
  if (line.kind !== 'text') return '';
  if (/^\d{4}年\d{1,2}月\d{1,2}日$/.test(line.text)) return ' signed';
  return line.number === 1 && /[:：]$/.test(line.text) ? ' addressees' : '';
}

export const LineView = memo(function LineView(props: LineProps) {
  const { line, heading, findings, hits, lights, pointed, onChoose } = props;
  const { t } = useLanguage();
  const segments = segmentsOf({ line, findings, hits, titleEnd: titleEndOf(line, heading?.title) });
  const worst = worstLight(line.lights);
  const several = new Set(segments.map((segment) => segment.block ?? '')).size > 2;
  const look = `line kind-${line.kind}${placeOf(line)}${pointed ? ' pointed' : ''}`;
  return (
    <div className={look} id={line.anchor} onClick={() => onChoose(line.anchor)}>
      <span className="gutter">
        {worst !== null && <LightShape colour={worst} title={t(`light.${worst}`)} />}
      </span>
      <p
        role={line.level > 0 ? 'heading' : undefined}
        aria-level={line.level > 0 ? Math.min(6, line.level + 1) : undefined}
      >
        {segments.map((segment, index) => (
          <TextSegment
            key={segment.begin}
            segment={segment}
            last={several && segments[index + 1]?.block !== segment.block}
            light={segment.block === null ? undefined : lights.get(segment.block)}
          />
        ))}
      </p>
      {findings.length > 0 && (
        <aside className="margin-notes">
          {findings.map((finding, index) => (
            <MarginNote key={index} finding={finding} />
          ))}
        </aside>
      )}
    </div>
  );
});

export function MarginNote({ finding }: { finding: Finding }) {
  const { pick } = useLanguage();
  const hint = pick(finding.hint_zh, finding.hint_en);
  return (
    <details
      className={`margin-note ${finding.severity}`}
      onClick={(event) => event.stopPropagation()}
    >
      <summary>{pick(finding.zh, finding.en)}</summary>
      {hint !== '' && <p>{hint}</p>}
      <code>{finding.code}</code>
    </details>
  );
}
