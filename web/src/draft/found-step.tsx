// Found step: the source on one side, what was found in it on the other, doubts marked.
import { useMemo, useState } from 'react';
import type { Draft, Finding } from '../api/types';
import { useLanguage } from '../i18n/language';
import { FoundTables } from './found-tables';
import { SourceLine } from './source-line';

export function FoundStep({ draft }: { draft: Draft }) {
  const { t } = useLanguage();
  const [pointed, setPointed] = useState<number | null>(null);
  const byLine = useMemo(() => {
    const index = new Map<number, Finding[]>();
    draft.findings.forEach((finding) =>
      index.set(finding.line, [...(index.get(finding.line) ?? []), finding]),
    );
    return index;
  }, [draft]);
  const headings = useMemo(() => new Map(draft.headings.map((each) => [each.line, each])), [draft]);
  const owners = useMemo(() => new Map(draft.owners.map((each) => [each.line, each])), [draft]);
  const goTo = (line: number): void => {
    setPointed(line);
    document.getElementById(`source-${line}`)?.scrollIntoView({ block: 'center' });
  };
  return (
    <div className="found">
      <div className="source" lang="zh-CN" aria-label={t('draft.source')} tabIndex={0}>
        {draft.source_lines.map((text, index) => (
          <SourceLine
            key={index}
            number={index + 1}
            text={text}
            pointed={pointed === index + 1}
            heading={headings.get(index + 1)}
            owner={owners.get(index + 1)}
            quantities={draft.quantities.filter((each) => each.line === index + 1)}
            findings={byLine.get(index + 1) ?? []}
          />
        ))}
      </div>
      <FoundTables draft={draft} onChoose={goTo} />
    </div>
  );
}
