// Deadlines: nodes grouped by how near they are, and where they stand on a line of time.
import type { Figure } from '../api/types';

export type DeadlineGroup = 'overdue' | 'soon' | 'later' | 'met' | 'undated' | 'unshared';
export const groupOrder: DeadlineGroup[] = [
  'overdue',
  'soon',
  'later',
  'undated',
  'met',
  'unshared',
];

const soon_days = 30;

/// A share that nobody has given: its holder owes nothing yet.
export const isUnshared = ({ kind, share, low }: Figure): boolean =>
  kind === 'target' && share !== '' && low === null;

export function groupOf(figure: Figure): DeadlineGroup {
  if (isUnshared(figure)) return 'unshared';
  if (figure.met) return 'met';
  if (figure.due === null || figure.days_left === null) return 'undated';
  if (figure.days_left < 0) return 'overdue';
  return figure.days_left <= soon_days ? 'soon' : 'later';
}

/// Within a group: the longest overdue first, then by day, then by name.
export function byUrgency(left: Figure, right: Figure): number {
  const days = (figure: Figure): number => figure.days_left ?? Number.MAX_SAFE_INTEGER;
  return (
    days(left) - days(right) ||
    left.block.localeCompare(right.block, 'zh') ||
    left.share.localeCompare(right.share, 'zh')
  );
}

export function grouped(figures: Figure[]): { group: DeadlineGroup; figures: Figure[] }[] {
  return groupOrder
    .map((group) => ({
      group,
      figures: figures.filter((figure) => groupOf(figure) === group).sort(byUrgency),
    }))
    .filter((each) => each.figures.length > 0);
}

/// Days since 1970-01-01 of a written day.
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
}

export interface TimelineStop {
  due: string;
  figures: Figure[];
}

/// One stop a due day, in order.
export function timelineStops(figures: Figure[]): TimelineStop[] {
  const byDay = new Map<string, Figure[]>();
  figures.forEach((figure) => {
    if (figure.due !== null) byDay.set(figure.due, [...(byDay.get(figure.due) ?? []), figure]);
  });
  return [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([due, list]) => ({ due, figures: list.sort(byUrgency) }));
}
