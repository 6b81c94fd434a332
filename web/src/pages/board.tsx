// Board (挂图作战): the targets of a plan by its regions, and the map, for a desk, a meeting room's
// screen and a sheet of paper. Changes show by themselves.
import { useEffect, useMemo, useState } from 'react';
import { onConnection, planPath, RequestError } from '../api/client';
import { useResource } from '../api/resource';
import type { Agency, Figure, PlanDocument } from '../api/types';
import { AsOfPicker } from '../app/as-of';
import { FaultList } from '../app/faults';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { useNarrow } from '../app/use-narrow';
import { useBoardChoice, type BoardChoice } from '../board/board-choice';
import { BoardTable } from '../board/board-table';
import { BoardTools, MapChoice } from '../board/board-tools';
import { CellDialog } from '../board/cell-dialog';
import { readAreas, type Area } from '../board/geometry';
import {
  boardColumns,
  boardParts,
  depthsOf,
  filtered,
  lightsOf,
  markOf,
  rowsOf,
  type BoardColumn,
  type BoardPart,
  type BoardRow,
} from '../board/matrix';
import { RegionMap, RegionTiles, type MapRegion, type MapSize } from '../board/region-map';
import { useFullScreen, type FullScreen } from '../board/use-full-screen';
import { formatDay } from '../figures/format';
import { LightShape, lightOrder } from '../figures/light';
import { useLanguage } from '../i18n/language';
import '../styles/board.css';
import '../styles/pages.css';
import '../styles/panel.css';

export default function BoardPage() {
  const { id, document } = usePlan();
  const agencies = useResource<{ agencies: Agency[] }>(planPath(id, 'agencies'));
  return (
    <Shown resource={document}>
      {(data) => (
        <Shown resource={agencies}>
          {(list) => <Board data={data} agencies={list.agencies} />}
        </Shown>
      )}
    </Shown>
  );
}

/// The areas of the package's map; none where it has no map.
function useAreas(plan: string): { areas: Area[]; failure: unknown } {
  const map = useResource<unknown>(planPath(plan, 'map'));
  const areas = useMemo(() => readAreas(map.data), [map.data]);
  const isAbsent = map.failure instanceof RequestError && map.failure.status === 404;
  return { areas, failure: isAbsent ? null : map.failure };
}

interface Opened {
  row: BoardRow;
  figure: Figure;
}

function Board({ data, agencies }: { data: PlanDocument; agencies: Agency[] }) {
  const { t } = useLanguage();
  const { id, session } = usePlan();
  const [choice, change] = useBoardChoice();
  const [opened, setOpened] = useState<Opened | null>(null);
  const screen = useFullScreen<HTMLDivElement>();
  const isNarrow = useNarrow();
  const { areas, failure } = useAreas(id);
  const own = session?.user?.share_holder ?? null;
  const columns = useMemo(
    () => boardColumns(data.figures, agencies, own),
    [data.figures, agencies, own],
  );
  const all = useMemo(() => boardParts(data, choice.nodes), [data, choice.nodes]);
  const parts = useMemo(() => filtered(all, columns, choice), [all, columns, choice]);
  const unlit = useMemo(
    () => rowsOf(filtered(all, columns, { ...choice, light: null })),
    [all, columns, choice],
  );
  const holder = columns[0]?.holder ?? '';
  return (
    <div className={`page wide board ${screen.isFull ? 'full' : ''}`} ref={screen.element}>
      <BoardHead data={data} screen={screen} />
      {screen.isFull && <LostLine />}
      {failure !== null && <FaultList failure={failure} />}
      {all.length === 0 ? (
        <Empty title={t('board.none')}>{t('board.none_advice')}</Empty>
      ) : (
        <>
          <BoardTools
            parts={all}
            counts={lightsOf(unlit, holder)}
            choice={choice}
            onChange={change}
          />
          <div className="board-body">
            <MapPane
              {...{ areas, columns, choice, all }}
              rows={unlit}
              size={screen.isFull || isNarrow ? 'small' : 'large'}
              onChange={change}
              onOpen={setOpened}
            />
            {parts.length === 0 ? (
              <Empty title={t('board.no_match')}>{t('deadlines.no_match_advice')}</Empty>
            ) : (
              <div className="board-scroll">
                <BoardTable
                  parts={parts}
                  columns={columns}
                  onOpen={(row, figure) => setOpened({ row, figure })}
                />
              </div>
            )}
          </div>
        </>
      )}
      {opened !== null && (
        <CellDialog
          figure={opened.figure}
          target={opened.row.target}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}

function BoardHead({
  data,
  screen: { isFull, isPossible, toggle },
}: {
  data: PlanDocument;
  screen: FullScreen<HTMLDivElement>;
}) {
  const { t, language } = useLanguage();
  return (
    <header className="page-head">
      <h1>
        {t('board.title')}
        <small lang="zh-CN">{data.title}</small>
      </h1>
      <p className="board-day">{t('board.as_of', { day: formatDay(data.view.as_of, language) })}</p>
      <AsOfPicker />
      <div className="buttons">
        {isPossible && (
          <button type="button" onClick={toggle} aria-pressed={isFull}>
            {t(isFull ? 'board.leave_full' : 'board.full')}
          </button>
        )}
        <button type="button" onClick={() => window.print()}>
          {t('action.print')}
        </button>
      </div>
    </header>
  );
}

/// The banner that tells of it stands outside of what fills the screen.
function LostLine() {
  const { t } = useLanguage();
  const [connected, setConnected] = useState(true);
  useEffect(() => onConnection(setConnected), []);
  if (connected) return null;
  return (
    <p className="banner lost" role="alert">
      {t('banner.lost')}
    </p>
  );
}

function MapPane({
  areas,
  columns,
  rows,
  all,
  choice,
  size,
  onChange,
  onOpen,
}: {
  areas: Area[];
  columns: BoardColumn[];
  rows: BoardRow[];
  all: BoardPart[];
  choice: BoardChoice;
  size: MapSize;
  onChange: (change: Partial<BoardChoice>) => void;
  onOpen: (opened: Opened) => void;
}) {
  const { t } = useLanguage();
  const marks = useMemo(
    () =>
      columns
        .filter((column) => column.kind === 'region')
        .map((column): MapRegion => ({ column, mark: markOf(rows, column.holder, choice.on) })),
    [columns, rows, choice.on],
  );
  const depths = useMemo(() => depthsOf(marks), [marks]);
  const drawn = new Set(areas.map((area) => area.code));
  const without = marks.filter((region) => !drawn.has(region.column.code));
  const open = ({ column, mark }: MapRegion): void => {
    const figure = mark.figure;
    const row = rows.find((each) =>
      figure === null
        ? each.cells.get(column.holder)?.light === mark.light
        : each.cells.get(column.holder) === figure,
    );
    if (row === undefined) return;
    if (figure !== null) onOpen({ row, figure });
    else showCell(row, column);
  };
  if (marks.length === 0) return null;
  return (
    <section
      className={areas.length > 0 ? 'map-pane' : 'map-pane no-map'}
      aria-label={t('board.map')}
    >
      <MapChoice
        targets={rowsOf(all)
          .map((row) => row.target)
          .filter((target, at, list) => list.indexOf(target) === at)}
        choice={choice}
        onChange={onChange}
      />
      {areas.length > 0 && (
        <RegionMap {...{ areas, size, depths }} regions={marks} onChoose={open} />
      )}
      <RegionTiles regions={without} depths={depths} onChoose={open} />
      <ul className="map-legend">
        {lightOrder.map((colour) => (
          <li key={colour}>
            <LightShape colour={colour} />
            {t(`light.${colour}`)}
          </li>
        ))}
      </ul>
      {depths.size > 0 && <p className="quiet map-note">{t('board.map_depth')}</p>}
      {areas.length > 0 && <p className="quiet map-note">{t('board.map_note')}</p>}
    </section>
  );
}

/// Brings the cell into view, and the keyboard with it.
function showCell(row: BoardRow, column: BoardColumn): void {
  const quoted = (text: string): string => `"${CSS.escape(text)}"`;
  const which = { block: row.target.name, node: row.node, part: row.part };
  const asked = Object.entries(which).map(([name, value]) => `[data-${name}=${quoted(value)}]`);
  const line = `tr${asked.join('')}`;
  const cell = window.document.querySelector(`${line} td[data-holder=${quoted(column.holder)}]`);
  cell?.scrollIntoView({ block: 'center', inline: 'center' });
  cell?.querySelector('button')?.focus({ preventScroll: true });
}
