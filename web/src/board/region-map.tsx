// Region map: the areas of the regions, each with its light as colour, shape and words. Drawn from
// the package's own GeoJSON; regions that have no area there stand beside it as tiles.
import { useMemo, type CSSProperties } from 'react';
import { LightShape, lightWord } from '../figures/light';
import { useLanguage, type Translate } from '../i18n/language';
import { pathOf, project, type Area, type Frame, type Point } from './geometry';
import { placeLabels, textWidth, type LabelSize } from './labels';
import type { BoardColumn, MapMark } from './matrix';

export type MapSize = 'large' | 'small';
export interface MapRegion {
  column: BoardColumn;
  mark: MapMark;
}

/// Room for labels beside the areas; `small` where letters are large for the size of the map.
const frames: Record<MapSize, Frame> = {
  large: { width: 640, height: 400, margin: 26 },
  small: { width: 400, height: 310, margin: 40 },
};
const name_px = 13;
const words_px = 12;
const shape_px = 15;
const line_px = 17;

/// "滞后 3", "逾期 35.5%", "完成"; nothing where there is no figure.
export function markWords({ light, figure, count }: MapMark, t: Translate): string {
  if (light === null) return '';
  if (figure === null) return `${t(`light.${light}`)} ${count}`;
  const rate = figure.shown_rate === null || figure.met ? '' : ` ${figure.shown_rate}%`;
  return `${t(lightWord(figure))}${rate}`;
}

const depthStyle = (depths: Map<string, string>, region: MapRegion): CSSProperties => {
  const depth = depths.get(region.column.holder);
  return depth === undefined ? {} : ({ '--depth': depth } as CSSProperties);
};

function sizeOf(region: MapRegion, t: Translate): LabelSize {
  const words = markWords(region.mark, t);
  const second = words === '' ? 0 : shape_px + textWidth(words, words_px);
  return {
    width: Math.max(textWidth(region.column.name, name_px), second) + 4,
    height: words === '' ? line_px : 2 * line_px,
  };
}

export function RegionMap({
  areas,
  regions,
  depths,
  size,
  onChoose,
}: {
  areas: Area[]; ///< In degrees.
  regions: MapRegion[];
  depths: Map<string, string>;
  size: MapSize;
  onChoose: (region: MapRegion) => void;
}) {
  const { t } = useLanguage();
  const byCode = useMemo(
    () => new Map(regions.map((region) => [region.column.code, region])),
    [regions],
  );
  const frame = frames[size];
  const flat = useMemo(() => project(areas, frame), [areas, frame]);
  const named = flat.flatMap((area) => {
    const region = byCode.get(area.code);
    return region === undefined ? [] : [{ area, region }];
  });
  const sizes = named.map(({ area, region }) => ({ code: area.code, ...sizeOf(region, t) }));
  const key = JSON.stringify(sizes);
  const labels = useMemo(() => {
    const wanted = new Map(sizes.map((each) => [each.code, each]));
    const shown = flat.filter((area) => wanted.has(area.code));
    return placeLabels(shown, (area) => wanted.get(area.code) ?? { width: 0, height: 0 }, frame);
    // Everything that moves a label is in the key.
  }, [flat, frame, key]);
  return (
    <svg
      className="region-map"
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="group"
      aria-label={t('board.map')}
    >
      {flat.map((area) => (
        <AreaShape
          key={area.code}
          area={area}
          region={byCode.get(area.code)}
          depths={depths}
          onChoose={onChoose}
        />
      ))}
      {labels.map(({ code, center, line }) => {
        const region = byCode.get(code);
        if (region === undefined) return null;
        return (
          <g key={code} className="region-label" aria-hidden="true">
            {line !== null && <LeaderLine from={line[0]} to={line[1]} />}
            <LabelText center={center} region={region} />
          </g>
        );
      })}
    </svg>
  );
}

function AreaShape({
  area,
  region,
  depths,
  onChoose,
}: {
  area: Area;
  region: MapRegion | undefined;
  depths: Map<string, string>;
  onChoose: (region: MapRegion) => void;
}) {
  const { t } = useLanguage();
  const path = pathOf(area.rings);
  if (region === undefined) return <path className="region-area" d={path} fillRule="evenodd" />;
  const words = [region.column.name, markWords(region.mark, t)].filter((part) => part !== '');
  return (
    <path
      className={`region-area named ${region.mark.light ?? 'none'}`}
      style={depthStyle(depths, region)}
      data-code={area.code}
      d={path}
      fillRule="evenodd"
      role="button"
      tabIndex={0}
      aria-label={words.join(' ')}
      onClick={() => onChoose(region)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onChoose(region);
      }}
    >
      <title>{words.join(' ')}</title>
    </path>
  );
}

function LeaderLine({ from, to }: { from: Point; to: Point }) {
  return (
    <g className="leader">
      <line x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />
      <circle cx={to[0]} cy={to[1]} r="2.2" />
    </g>
  );
}

function LabelText({ center: [x, y], region }: { center: Point; region: MapRegion }) {
  const { t } = useLanguage();
  const words = markWords(region.mark, t);
  const { light } = region.mark;
  const left = x - (shape_px + textWidth(words, words_px)) / 2;
  return (
    <>
      <text x={x} y={words === '' ? y + 5 : y - 4} className="region-name" lang="zh-CN">
        {region.column.name}
      </text>
      {light !== null && (
        <>
          <g transform={`translate(${left} ${y + 2})`}>
            <LightShape colour={light} />
          </g>
          <text x={left + shape_px} y={y + 13} className={`region-words ${light}`}>
            {words}
          </text>
        </>
      )}
    </>
  );
}

/// Regions without an area, or all of them where there is no map.
export function RegionTiles({
  regions,
  depths,
  onChoose,
}: {
  regions: MapRegion[];
  depths: Map<string, string>;
  onChoose: (region: MapRegion) => void;
}) {
  const { t } = useLanguage();
  return (
    <ul className="region-tiles">
      {regions.map((region) => {
        const { column, mark } = region;
        return (
          <li key={column.holder}>
            <button
              type="button"
              className={`region-tile ${mark.light ?? 'none'}`}
              style={depthStyle(depths, region)}
              data-holder={column.holder}
              onClick={() => onChoose(region)}
            >
              <b lang="zh-CN">{column.name}</b>
              <span>
                {mark.light !== null && <LightShape colour={mark.light} />}
                {markWords(mark, t) || t('light.none')}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
