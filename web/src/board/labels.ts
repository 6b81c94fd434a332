// Labels of the map: each inside its area where it fits there, else beside the map's areas with a
// line that leads to its own; no two lie over one another.
import { contains, innerPoints, type Area, type Frame, type Point } from './geometry';

export interface LabelSize {
  width: number;
  height: number;
}
export interface Label {
  code: string;
  center: Point;
  line: [Point, Point] | null; ///< From its edge into the area; null inside the area.
}

interface Box extends LabelSize {
  x: number; ///< Its middle.
  y: number;
}
type Line = [Point, Point];

const gap_px = 3;
const directions = 32;
const step_px = 8;
const reach_px = 320;
// In pixels of a longer way: what a label would rather do than lie over an area or a line.
const covering_cost = 20;
const crossing_cost = 150;

const overlaps = (one: Box, other: Box): boolean =>
  Math.abs(one.x - other.x) < (one.width + other.width) / 2 + gap_px &&
  Math.abs(one.y - other.y) < (one.height + other.height) / 2 + gap_px;

/// Points of a box on a grid fine enough that no area slips between them.
function pointsOf(box: Box): Point[] {
  const parts = [-0.5, -0.25, 0, 0.25, 0.5];
  return parts.flatMap((down) =>
    parts.map((across): Point => [box.x + across * box.width, box.y + down * box.height]),
  );
}

const middleOf = ([begin, end]: Line, part: number): Point => [
  begin[0] + (end[0] - begin[0]) * part,
  begin[1] + (end[1] - begin[1]) * part,
];

/// Whether a line runs through a box, asked at points along it.
function crosses(line: Line, box: Box): boolean {
  for (let part = 0; part <= 1; part += 0.04) {
    const [x, y] = middleOf(line, part);
    if (Math.abs(x - box.x) < box.width / 2 && Math.abs(y - box.y) < box.height / 2) return true;
  }
  return false;
}

/// The corners of a label are empty: its lines are centred and of different length.
const isCorner = (box: Box, [x, y]: Point): boolean =>
  Math.abs(x - box.x) === box.width / 2 && Math.abs(y - box.y) === box.height / 2;

function placeInside(area: Area, inner: Point[], size: LabelSize): Box | null {
  for (const [x, y] of inner) {
    const box = { x, y, ...size };
    const asked = pointsOf(box).filter((point) => !isCorner(box, point));
    if (asked.every((point) => contains(area.rings, point))) return box;
  }
  return null;
}

interface Taken {
  boxes: Box[];
  lines: Line[];
}

function placeBeside(anchor: Point, size: LabelSize, areas: Area[], taken: Taken, frame: Frame) {
  let best: { box: Box; cost: number } | null = null;
  for (let reach = step_px * 2; reach <= reach_px; reach += step_px) {
    if (best !== null && reach > best.cost) break;
    for (let turn = 0; turn < directions; turn += 1) {
      const angle = (turn * 2 * Math.PI) / directions - Math.PI / 2;
      const x = anchor[0] + Math.cos(angle) * (reach + size.width / 2);
      const y = anchor[1] + Math.sin(angle) * (reach + size.height / 2);
      const box = { x, y, ...size };
      const isOutside =
        x < size.width / 2 ||
        x > frame.width - size.width / 2 ||
        y < size.height / 2 ||
        y > frame.height - size.height / 2;
      const line: Line = [anchor, [x, y]];
      if (isOutside || taken.boxes.some((other) => overlaps(box, other))) continue;
      const crossed =
        taken.boxes.filter((other) => crosses(line, other)).length +
        taken.lines.filter((other) => crosses(other, box)).length;
      const covered = pointsOf(box).filter((point) =>
        areas.some((area) => contains(area.rings, point)),
      ).length;
      const cost = reach + covered * covering_cost + crossed * crossing_cost;
      if (best === null || cost < best.cost) best = { box, cost };
    }
  }
  return best?.box ?? null;
}

/// Where a line from the middle of a box to a point outside leaves the box.
function edgeTowards(box: Box, [x, y]: Point): Point {
  const across = x === box.x ? Infinity : box.width / 2 / Math.abs(x - box.x);
  const down = y === box.y ? Infinity : box.height / 2 / Math.abs(y - box.y);
  const part = Math.min(across, down, 1);
  return [box.x + (x - box.x) * part, box.y + (y - box.y) * part];
}

/// One label an area, in the order of the areas; one that fits nowhere is left out, and the table
/// beside the map still names it.
export function placeLabels(
  areas: Area[],
  sizeOf: (area: Area) => LabelSize,
  frame: Frame,
): Label[] {
  const inner = new Map(areas.map((area) => [area.code, innerPoints(area.rings)]));
  const taken: Taken = { boxes: [], lines: [] };
  const labels = new Map<string, Label>();
  const beside: Area[] = [];
  for (const area of areas) {
    const box = placeInside(area, inner.get(area.code) ?? [], sizeOf(area));
    if (box === null) {
      beside.push(area);
      continue;
    }
    taken.boxes.push(box);
    labels.set(area.code, { code: area.code, center: [box.x, box.y], line: null });
  }
  for (const area of beside) {
    const anchor = inner.get(area.code)?.[0];
    if (anchor === undefined) continue;
    const box = placeBeside(anchor, sizeOf(area), areas, taken, frame);
    if (box === null) continue;
    taken.boxes.push(box);
    taken.lines.push([anchor, [box.x, box.y]]);
    const line: Line = [edgeTowards(box, anchor), anchor];
    labels.set(area.code, { code: area.code, center: [box.x, box.y], line });
  }
  return areas.flatMap((area) => labels.get(area.code) ?? []);
}

/// How wide a text will be, near enough to place it: a Han character is as wide as it is high.
export function textWidth(text: string, size_px: number): number {
  return [...text].reduce(
    (sum, character) => sum + (character > '\u2e7f' ? size_px : size_px * 0.6),
    0,
  );
}
