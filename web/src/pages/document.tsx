// The living document: outline, official text, and the clause in view with everything about it.
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { planPath, withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { PlanDocument, SearchAnswer } from '../api/types';
import { AsOfPicker, useAsOf } from '../app/as-of';
import { useKeys } from '../app/key-help';
import { usePlan } from '../app/plan-layout';
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
    const inList = event.target instanceof HTMLElement && event.target.closest('details, nav') !== null;
    if (key === 'j' || (key === 'ArrowDown' && !inList)) reading.step(1);
    else if (key === 'k' || (key === 'ArrowUp' && !inList)) reading.step(-1);
    else if (deeds[key] !== undefined) deeds[key]();
    else return;
    event.preventDefault();
  });
}

function LivingDocument({ document }: { document: PlanDocument }) {
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const { hash } = useLocation();
  const container = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const sections = useMemo(() => sectionsOf(document), [document]);
  const reading = useReading(sections, container);
  const [words, setWords] = useState('');
  const [coverage, setCoverage] = useState(false);
  const [notes, setNotes] = useState(true);
  const [sheet, setSheet] = useState<Sheet>(null);
  const query = useSettled(words);
  const answer = useResource<SearchAnswer>(
    query === '' ? null : withQuery(planPath(id, 'search'), { q: query, as_of: asOf }));
  const { choose } = reading;
  useEffect(() => {
    if (hash !== '') choose(decodeURIComponent(hash.slice(1)), 'scroll');
  }, [hash, choose]);
  useDocumentKeys(reading, {
    '/': () => { setSheet('outline'); field.current?.focus(); },
    c: () => setCoverage((on) => !on),
    n: () => setNotes((on) => !on),
    Escape: () => setSheet(null),
  });
  const goTo = useRef((anchor: string) => { choose(anchor, 'scroll'); setSheet(null); }).current;
  const stay = useRef((anchor: string) => {
    if (window.getSelection()?.toString() === '') { choose(anchor, 'stay'); setSheet('panel'); }
  }).current;
  const section = sections.find((each) => each.anchor === reading.current);
  return (
    <div className={`living sheet-${sheet ?? 'none'}`}>
      <div className="side left" id="outline-side">
        <SearchField ref={field} value={words} onChange={setWords} />
        {query === '' ? <Outline document={document} current={reading.current} onChoose={goTo} />
          : <SearchHits answer={answer} onChoose={goTo} />}
      </div>
      <div className="reading-pane">
        <Toolbar document={document} coverage={coverage} notes={notes}
          onCoverage={setCoverage} onNotes={setNotes} />
        <div className="reading" ref={container} tabIndex={-1}>
          <Paper document={document} sections={sections} current={reading.current}
            pointed={reading.pointed} hits={query === '' ? noHits : answer.data?.hits ?? noHits}
            coverage={coverage} notes={notes} onChoose={stay} />
        </div>
      </div>
      <div className="side right">
        {section !== undefined && (
          <Panel key={section.anchor} document={document} section={section}
            onStep={reading.step} onClose={() => setSheet(null)} />
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
      <button type="button" aria-pressed={sheet === 'outline'}
        onClick={() => onChoose(sheet === 'outline' ? null : 'outline')}>{t('outline.button')}</button>
      <button type="button" aria-pressed={sheet === 'panel'}
        onClick={() => onChoose(sheet === 'panel' ? null : 'panel')}>{t('panel.button')}</button>
    </div>
  );
}

function Toolbar({ document, coverage, notes, onCoverage, onNotes }: {
  document: PlanDocument; coverage: boolean; notes: boolean;
  onCoverage: (on: boolean) => void; onNotes: (on: boolean) => void;
}) {
  const { t } = useLanguage();
  const { characters, unassigned } = document.coverage;
  const covered = characters === 0 ? 100 : Math.floor(((characters - unassigned) / characters) * 100);
  return (
    <div className="toolbar">
      <AsOfPicker />
      <label className="toggle" title={t('coverage.hint')}>
        <input type="checkbox" checked={coverage} onChange={(event) => onCoverage(event.target.checked)} />
        {t('coverage.toggle', { n: covered })}
      </label>
      {document.findings.length > 0 && (
        <label className="toggle">
          <input type="checkbox" checked={notes} onChange={(event) => onNotes(event.target.checked)} />
          {t('notes.toggle', { n: document.findings.length })}
        </label>
      )}
      <button type="button" className="quiet-button" onClick={() => window.print()}>
        {t('action.print')}
      </button>
    </div>
  );
}
