// Flow layout: states in layers from the first one down, steps as lines between them. Lines to the
// next layer are straight; others run beside the states, each in a lane of its own.
import type { FlowGraph, Grade } from '../api/types';

export interface PlacedState {
  name: string;
  grade: Grade;
  x: number; ///< Of the middle.
  y: number; ///< Of the upper edge.
  width: number;
}
export interface PlacedLine {
  numbers: number[]; ///< Of the steps, from 1, in order of writing; once a lane.
  path: string;
  x: number; ///< Where the numbers stand.
  y: number;
}
export interface FlowLayout {
  width: number;
  height: number;
  states: PlacedState[];
  lines: PlacedLine[];
}

export const state_height = 34;
const layer_gap = 46;
const state_gap = 18;
const lane_width = 22;
const margin = 6;

/// Columns: a Han character takes two.
export const columnsOf = (text: string): number =>
  [...text].reduce((sum, point) => sum + (/[ᄀ-￯]/.test(point) ? 2 : 1), 0);

const widthOf = (name: string): number => Math.max(64, columnsOf(name) * 7.5 + 24);

/// How many steps a state is away from the first; those that no step reaches come last.
export function layersOf(flow: FlowGraph): Map<string, number> {
  const layers = new Map<string, number>();
  const first = flow.states[0]?.name;
  if (first === undefined) return layers;
  layers.set(first, 0);
  const waiting = [first];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    for (const step of flow.steps) {
      if (!step.from.includes(name) || layers.has(step.to)) continue;
      if (!flow.states.some((state) => state.name === step.to)) continue;
      layers.set(step.to, (layers.get(name) ?? 0) + 1);
      waiting.push(step.to);
    }
  }
  const last = Math.max(...layers.values());
  flow.states.forEach(({ name }) => {
    if (!layers.has(name)) layers.set(name, last + 1);
  });
  return layers;
}

interface Edge {
  from: string;
  to: string;
  numbers: number[];
}

/// Steps between the same two states share a line.
function edgesOf(flow: FlowGraph): Edge[] {
  const edges = new Map<string, Edge>();
  flow.steps.forEach((step, index) => {
    for (const from of step.from) {
      const key = `${from}\n${step.to}`;
      const edge = edges.get(key) ?? { from, to: step.to, numbers: [] };
      edge.numbers.push(index + 1);
      edges.set(key, edge);
    }
  });
  return [...edges.values()];
}

const isDirect = (edge: Edge, layers: Map<string, number>): boolean =>
  (layers.get(edge.to) ?? 0) - (layers.get(edge.from) ?? 0) === 1;

function placeStates(
  flow: FlowGraph,
  layers: Map<string, number>,
  left: number,
): { states: PlacedState[]; width: number; height: number } {
  const rows: PlacedState[][] = [];
  flow.states.forEach(({ name, grade }) => {
    const layer = layers.get(name) ?? 0;
    const y = margin + layer * (state_height + layer_gap);
    (rows[layer] ??= []).push({ name, grade, x: 0, y, width: widthOf(name) });
  });
  const widths = rows.map((row) =>
    row.reduce((sum, state) => sum + state.width + state_gap, -state_gap),
  );
  const width = Math.max(...widths, 0);
  rows.forEach((row, layer) => {
    let x = left + (width - (widths[layer] ?? 0)) / 2;
    for (const state of row) {
      state.x = x + state.width / 2;
      x += state.width + state_gap;
    }
  });
  const height = margin * 2 + rows.length * state_height + (rows.length - 1) * layer_gap;
  return { states: rows.flat(), width, height };
}

/// Straight lines leave and reach a state at places of their own, so that they do not lie on each
/// other.
function straight(edge: Edge, from: PlacedState, to: PlacedState): PlacedLine {
  const [x1, y1] = [from.x, from.y + state_height];
  const [x2, y2] = [to.x, to.y];
  const bend = (y2 - y1) / 2;
  return {
    numbers: edge.numbers,
    path: `M${x1} ${y1} C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`,
    x: (x1 + x2) / 2,
    y: (y1 + y2) / 2,
  };
}

/// Out of the side of one state, along a lane, into the side of the other.
function beside(edge: Edge, from: PlacedState, to: PlacedState, lane: number): PlacedLine {
  const side = lane > from.x ? 1 : -1;
  const same = from.name === to.name;
  const x1 = from.x + (side * from.width) / 2;
  const x2 = to.x + (side * to.width) / 2;
  const y1 = from.y + state_height * (same ? 0.75 : 0.6);
  const y2 = to.y + state_height * (same ? 0.25 : 0.4);
  const turn = Math.min(10, Math.abs(y2 - y1) / 2) * Math.sign(y2 - y1 || 1);
  const path =
    `M${x1} ${y1} L${lane - side * 10} ${y1} Q${lane} ${y1} ${lane} ${y1 + turn} ` +
    `L${lane} ${y2 - turn} Q${lane} ${y2} ${lane - side * 10} ${y2} L${x2} ${y2}`;
  return { numbers: edge.numbers, path, x: lane, y: (y1 + y2) / 2 };
}

/// One step from several states to one goes there along one lane.
const laneOf = (edge: Edge): string => `${edge.to} ${edge.numbers.join(' ')}`;
const lanesOf = (edges: Edge[]): string[] => [...new Set(edges.map(laneOf))];
const widthOfLanes = (lanes: string[]): number =>
  lanes.length === 0 ? 0 : lanes.length * lane_width + 6;

/// Of the lines along a lane the shortest keeps the numbers: there nothing else joins.
function numberedOnce(lines: (PlacedLine & { lane: string; length: number })[]): PlacedLine[] {
  return lines.map(({ numbers, path, x, y, lane, length }) => {
    const shorter = lines.some((other) => other.lane === lane && other.length < length);
    return { numbers: shorter ? [] : numbers, path, x, y };
  });
}

export function layoutOf(flow: FlowGraph): FlowLayout {
  const layers = layersOf(flow);
  const edges = edgesOf(flow);
  const around = edges.filter((edge) => !isDirect(edge, layers));
  const isForward = (edge: Edge): boolean =>
    (layers.get(edge.to) ?? 0) > (layers.get(edge.from) ?? 0);
  const onLeft = lanesOf(around.filter(isForward));
  const onRight = lanesOf(around.filter((edge) => !isForward(edge)));
  const left = margin + widthOfLanes(onLeft);
  const { states, width, height } = placeStates(flow, layers, left);
  const stateOf = (name: string): PlacedState | undefined =>
    states.find((state) => state.name === name);
  const lines = edges.flatMap((edge) => {
    const [from, to] = [stateOf(edge.from), stateOf(edge.to)];
    if (from === undefined || to === undefined) return [];
    const length = Math.abs(from.y - to.y);
    if (isDirect(edge, layers)) return [{ ...straight(edge, from, to), lane: '', length: 0 }];
    const [leftAt, rightAt] = [onLeft.indexOf(laneOf(edge)), onRight.indexOf(laneOf(edge))];
    const lane =
      leftAt >= 0
        ? left - 6 - (leftAt + 0.5) * lane_width
        : left + width + 6 + (rightAt + 0.5) * lane_width;
    return [{ ...beside(edge, from, to, lane), lane: laneOf(edge), length }];
  });
  return {
    width: left + width + widthOfLanes(onRight) + margin,
    height,
    states,
    lines: numberedOnce(lines),
  };
}
