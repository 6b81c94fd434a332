// Deadlines: every node on a line of time and as a list, the longest overdue first.
import { useMemo, useState } from 'react';
import { planPath, withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { Figure, LightColour, PlanDocument, View } from '../api/types';
import { AsOfPicker, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { grouped } from '../figures/deadlines';
import { LightShape, lightOrder } from '../figures/light';
import { useLanguage } from '../i18n/language';
import { FigureTable } from '../work/figure-table';
import { Timeline } from '../work/timeline';
import '../styles/pages.css';

interface Filter {
  light: LightColour | null;
  agency: string;
  shares: boolean;
}

function matches(figure: Figure, filter: Filter, document: PlanDocument | null): boolean {
  if (filter.light !== null && figure.light !== filter.light) return false;
  if (!filter.shares && figure.share !== '') return false;
  if (filter.agency === '' || figure.share === filter.agency) return true;
  const block = figure.kind === 'task' ? document?.tasks[figure.block] : undefined;
  const owners =
    block === undefined
      ? (document?.targets[figure.block]?.owners ?? [])
      : [...block.lead, ...block.with];
  return owners.includes(filter.agency);
}

function agenciesOf(figures: Figure[], document: PlanDocument | null): string[] {
  const names = new Set(figures.map((figure) => figure.share).filter((name) => name !== ''));
  Object.values(document?.targets ?? {}).forEach((target) =>
    target.owners.forEach((name) => names.add(name)),
  );
  Object.values(document?.tasks ?? {}).forEach((task) =>
    [...task.lead, ...task.with].forEach((name) => names.add(name)),
  );
  return [...names].sort((a, b) => a.localeCompare(b, 'zh'));
}

export default function DeadlinesPage() {
  const { t } = useLanguage();
  const { id, document } = usePlan();
  const [asOf] = useAsOf();
  const answer = useResource<{ view: View; nodes: Figure[] }>(
    withQuery(planPath(id, 'deadlines'), { as_of: asOf }),
  );
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('deadlines.title')}</h1>
        <AsOfPicker />
      </header>
      <Shown resource={answer}>
        {({ view, nodes }) => (
          <Deadlines nodes={nodes} today={view.as_of} document={document.data} />
        )}
      </Shown>
    </div>
  );
}

function scrollToDay(due: string): void {
  const row = window.document.querySelector(`tr[data-due="${due}"]`);
  row?.scrollIntoView({ block: 'center' });
  row?.querySelector('a')?.focus({ preventScroll: true });
}

function Deadlines({
  nodes,
  today,
  document,
}: {
  nodes: Figure[];
  today: string;
  document: PlanDocument | null;
}) {
  const { t } = useLanguage();
  const onlyShares = nodes.every((node) => node.share !== '' || node.kind === 'task');
  const [filter, setFilter] = useState<Filter>({ light: null, agency: '', shares: onlyShares });
  const agencies = useMemo(() => agenciesOf(nodes, document), [nodes, document]);
  const shown = useMemo(
    () => nodes.filter((node) => matches(node, filter, document)),
    [nodes, filter, document],
  );
  const hasShares = nodes.some((node) => node.share !== '');
  if (nodes.length === 0)
    return <Empty title={t('deadlines.none')}>{t('deadlines.none_advice')}</Empty>;
  return (
    <>
      <div className="filters">
        <div className="chips" role="group" aria-label={t('outline.filter')}>
          {lightOrder.map((colour) => (
            <button
              key={colour}
              type="button"
              aria-pressed={filter.light === colour}
              onClick={() =>
                setFilter({ ...filter, light: filter.light === colour ? null : colour })
              }
            >
              <LightShape colour={colour} />
              {t(`light.${colour}`)}{' '}
              {
                nodes.filter(
                  (node) => node.light === colour && (filter.shares || node.share === ''),
                ).length
              }
            </button>
          ))}
        </div>
        <label>
          {t('deadlines.agency')}{' '}
          <select
            value={filter.agency}
            onChange={(event) => setFilter({ ...filter, agency: event.target.value })}
          >
            <option value="">{t('deadlines.all_agencies')}</option>
            {agencies.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        {hasShares && !onlyShares && (
          <label className="toggle">
            <input
              type="checkbox"
              checked={filter.shares}
              onChange={(event) => setFilter({ ...filter, shares: event.target.checked })}
            />
            {t('deadlines.shares')}
          </label>
        )}
      </div>
      <Timeline figures={shown} today={today} onChoose={scrollToDay} />
      {shown.length === 0 && (
        <Empty title={t('deadlines.no_match')}>{t('deadlines.no_match_advice')}</Empty>
      )}
      {grouped(shown).map(({ group, figures }) => (
        <section key={group} className={`deadline-group ${group}`}>
          <h2>
            {t(`group.${group}`)} <span className="quiet">{figures.length}</span>
          </h2>
          <FigureTable figures={figures} document={document} />
        </section>
      ))}
    </>
  );
}
