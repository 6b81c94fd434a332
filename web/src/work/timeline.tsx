// Timeline: due days along a line of time, today marked; shapes are lights.
import { useMemo } from 'react';
import type { Figure, LightColour } from '../api/types';
import { dayNumber, timelineStops, type TimelineStop } from '../figures/deadlines';
import { formatDay } from '../figures/format';
import { lightOrder } from '../figures/light';
import { useLanguage } from '../i18n/language';

const width = 1120;
const height = 166;
const base = 128;
const side = 36;
const shape_step = 15;
const stack_max = 5;

function glyph(colour: LightColour, x: number, y: number) {
  const look = `shape ${colour}`;
  if (colour === 'red')
    return <rect className={look} x={x - 5.5} y={y - 5.5} width="11" height="11" rx="1.5" />;
  if (colour === 'yellow')
    return (
      <path className={look} d={`M${x} ${y - 6.5} ${x + 6.5} ${y + 5} ${x - 6.5} ${y + 5}Z`} />
    );
  if (colour === 'green') return <circle className={look} cx={x} cy={y} r="5.8" />;
  return <circle className={`${look} ring`} cx={x} cy={y} r="4.8" />;
}

interface Scale {
  x: (day: string) => number;
  years: { year: number; x: number }[];
}

function scaleOf(stops: TimelineStop[], today: string): Scale {
  const days = [...stops.map((stop) => dayNumber(stop.due)), dayNumber(today)];
  const first = Math.min(...days) - 20;
  const last = Math.max(...days) + 20;
  const at = (day: number): number => side + ((day - first) / (last - first)) * (width - 2 * side);
  const years: Scale['years'] = [];
  const firstYear = new Date(first * 86_400_000).getUTCFullYear();
  const lastYear = new Date(last * 86_400_000).getUTCFullYear();
  for (let year = firstYear; year <= lastYear + 1; year += 1) {
    const x = at(dayNumber(`${year}-01-01`));
    if (x >= side && x <= width - side) years.push({ year, x });
  }
  return { x: (day) => at(dayNumber(day)), years };
}

export function Timeline({
  figures,
  today,
  onChoose,
}: {
  figures: Figure[];
  today: string;
  onChoose: (due: string) => void;
}) {
  const { t, language } = useLanguage();
  const stops = useMemo(() => timelineStops(figures), [figures]);
  const scale = useMemo(() => scaleOf(stops, today), [stops, today]);
  if (stops.length === 0) return null;
  const now = scale.x(today);
  return (
    <div className="timeline">
      <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t('deadlines.timeline')}>
        <line x1={side / 2} x2={width - side / 2} y1={base} y2={base} className="axis" />
        {scale.years.map(({ year, x }) => (
          <g key={year} className="year">
            <line x1={x} x2={x} y1={base - 4} y2={base + 6} />
            <text x={x} y={base + 22}>
              {year}
            </text>
          </g>
        ))}
        <g className="today">
          <line x1={now} x2={now} y1="18" y2={base + 6} />
          <text x={now} y="12">
            {t('deadlines.today', { day: formatDay(today, language) })}
          </text>
        </g>
        {stops.map((stop) => (
          <Stop key={stop.due} stop={stop} x={scale.x(stop.due)} onChoose={onChoose} />
        ))}
      </svg>
    </div>
  );
}

function Stop({
  stop,
  x,
  onChoose,
}: {
  stop: TimelineStop;
  x: number;
  onChoose: (due: string) => void;
}) {
  const { t, language } = useLanguage();
  const colours = stop.figures
    .map((figure) => figure.light || 'grey')
    .sort((a, b) => lightOrder.indexOf(b) - lightOrder.indexOf(a));
  const shown = colours.slice(-stack_max);
  const label = t('deadlines.stop', { day: formatDay(stop.due, language), n: stop.figures.length });
  const choose = (): void => onChoose(stop.due);
  return (
    <g
      className="stop"
      role="button"
      tabIndex={0}
      aria-label={label}
      onClick={choose}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          choose();
        }
      }}
    >
      <title>{`${label}\n${stop.figures.map((figure) => figure.block).join('\n')}`}</title>
      <rect x={x - 9} y="36" width="18" height={base - 30} className="stop-area" />
      <line x1={x} x2={x} y1={base - 5} y2={base + 5} className="tick" />
      {shown.map((colour, index) => (
        <g key={index}>{glyph(colour, x, base - 14 - index * shape_step)}</g>
      ))}
      {colours.length > stack_max && (
        <text x={x} y={base - 16 - stack_max * shape_step + 4} className="more">
          +{colours.length - stack_max}
        </text>
      )}
    </g>
  );
}
