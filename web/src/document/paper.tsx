// Paper: the plan as an official document looks, every clause alive.
import { memo, useMemo } from 'react';
import type { Finding, LightColour, PlanDocument, SearchHit } from '../api/types';
import { lightOrder } from '../figures/light';
import { formatDay } from '../figures/format';
import { useLanguage } from '../i18n/language';
import { LineView } from './line';
import type { Section } from './sections';

export interface PaperProps {
  document: PlanDocument;
  sections: Section[];
  current: string | null;
  pointed: string | null;
  hits: SearchHit[];
  coverage: boolean;
  notes: boolean;
  onChoose: (anchor: string) => void;
}

/// The gravest light of every block's figures that the reader may see.
function lightsByBlock(document: PlanDocument): Map<string, LightColour> {
  const worst = new Map<string, LightColour>();
  for (const figure of document.figures) {
    if (figure.light === '') continue;
    const before = worst.get(figure.block);
    if (before === undefined || lightOrder.indexOf(figure.light) < lightOrder.indexOf(before)) {
      worst.set(figure.block, figure.light);
    }
  }
  return worst;
}

function findingsByAnchor(document: PlanDocument): Map<string, Finding[]> {
  const byAnchor = new Map<string, Finding[]>();
  for (const finding of document.findings) {
    const file =
      typeof finding.file === 'number'
        ? document.files[finding.file]
        : document.files.find((candidate) => candidate.name === finding.file);
    const anchor = file?.lines.find((line) => line.line === finding.line)?.anchor;
    if (anchor !== undefined) byAnchor.set(anchor, [...(byAnchor.get(anchor) ?? []), finding]);
  }
  return byAnchor;
}

const none: never[] = [];

export const Paper = memo(function Paper(props: PaperProps) {
  const { document, sections, current, pointed, hits, coverage, notes, onChoose } = props;
  const lights = useMemo(() => lightsByBlock(document), [document]);
  const findings = useMemo(() => findingsByAnchor(document), [document]);
  const headings = useMemo(
    () => new Map(document.outline.map((entry) => [entry.anchor, entry])),
    [document],
  );
  const marks = useMemo(() => new Map(hits.map((hit) => [hit.anchor, hit.marks])), [hits]);
  const withNotes = notes && findings.size > 0;
  const look = `paper${coverage ? ' with-coverage' : ''}${withNotes ? ' with-notes' : ''}`;
  return (
    <article className={look} lang="zh-CN">
      <PaperHead document={document} />
      {sections.map((section) => (
        <section
          key={section.anchor}
          data-anchor={section.anchor}
          className={section.anchor === current ? 'clause current' : 'clause'}
        >
          {section.lines.map((line) => (
            <LineView
              key={line.anchor}
              line={line}
              heading={headings.get(line.anchor)}
              findings={notes ? (findings.get(line.anchor) ?? none) : none}
              hits={marks.get(line.anchor) ?? none}
              lights={lights}
              pointed={pointed === line.anchor}
              onChoose={onChoose}
            />
          ))}
        </section>
      ))}
    </article>
  );
});

function PaperHead({ document }: { document: PlanDocument }) {
  const { t, language } = useLanguage();
  return (
    <header className="paper-head">
      {document.issuer !== '' && <p className="issuer">{document.issuer}</p>}
      {document.number !== '' && <p className="number">{document.number}</p>}
      <hr />
      <h1>{document.title}</h1>
      <p className="dates" lang={language === 'en' ? 'en' : 'zh-CN'}>
        {document.issued !== null &&
          t('paper.issued', { day: formatDay(document.issued, language) })}
        {document.in_force_from !== null &&
          ` · ${t('paper.in_force', { day: formatDay(document.in_force_from, language) })}`}
      </p>
      {!document.in_force && <p className="not-in-force">{t('paper.not_in_force')}</p>}
    </header>
  );
}
