// The living document: outline, official text, and the clause in view with everything about it.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { planPath, withQuery } from '../api/client';
import { useResource, type Resource } from '../api/resource';
import type { PlanDocument, SearchAnswer, SearchHit } from '../api/types';
import { AsOfPicker, useAsOf } from '../app/as-of';
import { useKeys } from '../app/key-help';
import { usePlan } from '../app/plan-context';
import { Shown } from '../app/states';
import { Outline } from '../document/outline';
import { Panel } from '../document/panel';
import { Paper } from '../document/paper';
import { SearchField, SearchHits } from '../document/search';
import { useReading, type Reading } from '../document/reading';
import { sectionsOf } from '../document/sections';
import { useLanguage } from '../i18n/language';
import '../styles/document.css';
import '../styles/panel.css';
import '../styles/work.css';

export default function DocumentPage() {
  const { document } = usePlan();
  return <Shown resource={document}>{(data) => <LivingDocument document={data} />}</Shown>;
}

type Sheet = 'outline' | 'panel' | null;

const search_settle_ms = 200;

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value.trim()), search_settle_ms);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}

function useDocumentKeys(reading: Reading, deeds: Record<string, () => void>): void {
  useKeys((key, event) => {
    const inList =
      event.target instanceof HTMLElement && event.target.closest('details, nav') !== null;
    if (key === 'j' || (key === 'ArrowDown' && !inList)) reading.step(1);
    else if (key === 'k' || (key === 'ArrowUp' && !inList)) reading.step(-1);
    else if (deeds[key] !== undefined) deeds[key]();
    else return;
    event.preventDefault();
  });
}

interface Search {
  words: string;
  setWords: (words: string) => void;
  asked: boolean;
  answer: Resource<SearchAnswer>;
  hits: SearchHit[];
}

function useSearch(plan: string): Search {
  const [asOf] = useAsOf();
  const [words, setWords] = useState('');
  const query = useSettled(words);
  const answer = useResource<SearchAnswer>(
    query === '' ? null : withQuery(planPath(plan, 'search'), { q: query, as_of: asOf }),
  );
  const asked = query !== '';
  const found = answer.data?.hits;
  const inText = useMemo(() => found?.filter((hit) => hit.kind !== 'row') ?? noHits, [found]);
  return { words, setWords, asked, answer, hits: asked ? inText : noHits };
}

/// What is marked in the text besides the lights.
interface Marks {
  coverage: boolean;
  notes: boolean;
}

function LivingDocument({ document }: { document: PlanDocument }) {
  const { id } = usePlan();
  const { hash } = useLocation();
  const container = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const sections = useMemo(() => sectionsOf(document), [document]);
  const reading = useReading(sections, container);
  const search = useSearch(id);
  const [marks, setMarks] = useState<Marks>({ coverage: false, notes: true });
  const [sheet, setSheet] = useState<Sheet>(null);
  const { choose } = reading;
  useEffect(() => {
    if (hash !== '') choose(decodeURIComponent(hash.slice(1)), 'scroll');
  }, [hash, choose]);
  useDocumentKeys(reading, {
    '/': () => {
      setSheet('outline');
      field.current?.focus();
    },
    c: () => setMarks((before) => ({ ...before, coverage: !before.coverage })),
    n: () => setMarks((before) => ({ ...before, notes: !before.notes })),
    Escape: () => setSheet(null),
  });
  const goTo = useCallback(
    (anchor: string) => {
      choose(anchor, 'scroll');
      setSheet(null);
    },
    [choose],
  );
  const stay = useCallback(
    (anchor: string) => {
      if (window.getSelection()?.toString() !== '') return;
      choose(anchor, 'stay');
      setSheet('panel');
    },
    [choose],
  );
  const { current, pointed } = reading;
  const section = sections.find((each) => each.anchor === current);
  const text = { document, sections, current, pointed, hits: search.hits, ...marks };
  return (
    <div className={`living sheet-${sheet ?? 'none'}`}>
      <div className="side left">
        <SearchField ref={field} value={search.words} onChange={search.setWords} />
        {search.asked && <SearchHits answer={search.answer} onChoose={goTo} />}
        {!search.asked && <Outline document={document} current={current} onChoose={goTo} />}
      </div>
      <div className="reading-pane">
        <Toolbar document={document} marks={marks} onChange={setMarks} />
        <div className="reading" ref={container} tabIndex={-1}>
          <Paper {...text} onChoose={stay} />
        </div>
      </div>
      <div className="side right">
        {section !== undefined && (
          <Panel
            key={section.anchor}
            {...{ document, section }}
            onStep={reading.step}
            onClose={() => setSheet(null)}
          />
        )}
      </div>
      <SheetButtons sheet={sheet} onChoose={setSheet} />
    </div>
  );
}

const noHits: never[] = [];

function SheetButtons({ sheet, onChoose }: { sheet: Sheet; onChoose: (sheet: Sheet) => void }) {
  const { t } = useLanguage();
  return (
    <div className="sheet-buttons">
      <button
        type="button"
        aria-pressed={sheet === 'outline'}
        onClick={() => onChoose(sheet === 'outline' ? null : 'outline')}
      >
        {t('outline.button')}
      </button>
      <button
        type="button"
        aria-pressed={sheet === 'panel'}
        onClick={() => onChoose(sheet === 'panel' ? null : 'panel')}
      >
        {t('panel.button')}
      </button>
    </div>
  );
}

function Toolbar({
  document,
  marks,
  onChange,
}: {
  document: PlanDocument;
  marks: Marks;
  onChange: (marks: Marks) => void;
}) {
  const { t } = useLanguage();
  const { characters, unassigned } = document.coverage;
  const covered =
    characters === 0 ? 100 : Math.floor(((characters - unassigned) / characters) * 100);
  return (
    <div className="toolbar">
      <AsOfPicker />
      <label className="toggle" title={t('coverage.hint')}>
        <input
          type="checkbox"
          checked={marks.coverage}
          onChange={(event) => onChange({ ...marks, coverage: event.target.checked })}
        />
        {t('coverage.toggle', { n: covered })}
      </label>
      {document.findings.length > 0 && (
        <label className="toggle">
          <input
            type="checkbox"
            checked={marks.notes}
            onChange={(event) => onChange({ ...marks, notes: event.target.checked })}
          />
          {t('notes.toggle', { n: document.findings.length })}
        </label>
      )}
      <button type="button" className="quiet-button" onClick={() => window.print()}>
        {t('action.print')}
      </button>
    </div>
  );
}
