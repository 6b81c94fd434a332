// Geometry of the map: areas of GeoJSON laid flat into a picture, in one flat scale for a city.
//
// The projection is equirectangular about the middle latitude: over a hundred kilometres it is off
// by less than a line's width. Nothing here is measured from.

export type Point = readonly [number, number];
export type Ring = Point[];

/// One region: outer rings and holes together, drawn and asked by the even-odd rule.
export interface Area {
  code: string;
  name: string;
  rings: Ring[];
}

export interface Frame {
  width: number;
  height: number;
  margin: number;
}

const isPoint = (value: unknown): value is [number, number] =>
  Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1]);

function readRings(geometry: { type?: unknown; coordinates?: unknown }): Ring[] {
  const { type, coordinates } = geometry;
  if (!Array.isArray(coordinates)) return [];
  const rings: unknown[] =
    type === 'MultiPolygon' ? (coordinates as unknown[]).flat() : coordinates;
  return rings.flatMap((ring) =>
    Array.isArray(ring) && ring.length > 3 && ring.every(isPoint)
      ? [ring.map(([x, y]): Point => [x, y])]
      : [],
  );
}

/// The areas of a FeatureCollection in degrees; what is none is left out.
export function readAreas(map: unknown): Area[] {
  const features = (map as { features?: unknown } | null)?.features;
  if (!Array.isArray(features)) return [];
  return features.flatMap((feature: unknown) => {
    const { id, properties, geometry } = (feature ?? {}) as {
      id?: unknown;
      properties?: { name?: unknown } | null;
      geometry?: { type?: unknown; coordinates?: unknown } | null;
    };
    const rings = readRings(geometry ?? {});
    if (rings.length === 0 || (typeof id !== 'string' && typeof id !== 'number')) return [];
    return [{ code: String(id), name: String(properties?.name ?? ''), rings }];
  });
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function boundsOf(rings: Ring[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const ring of rings) {
    for (const [x, y] of ring) {
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  }
  return box;
}

const step_px = 0.35;

/// A ring without steps nobody can see.
function coarser(ring: Ring): Ring {
  const kept: Point[] = [];
  for (const point of ring) {
    const last = kept[kept.length - 1];
    if (last === undefined || Math.hypot(point[0] - last[0], point[1] - last[1]) >= step_px) {
      kept.push(point);
    }
  }
  return kept;
}

/// Degrees to pixels: north is up, as large as the frame allows, in its middle.
export function project(areas: Area[], frame: Frame): Area[] {
  const world = boundsOf(areas.flatMap((area) => area.rings));
  if (!(world.right > world.left) || !(world.bottom > world.top)) return [];
  const squeeze = Math.cos((((world.top + world.bottom) / 2) * Math.PI) / 180);
  const width = (world.right - world.left) * squeeze;
  const height = world.bottom - world.top;
  const room = { x: frame.width - 2 * frame.margin, y: frame.height - 2 * frame.margin };
  const scale = Math.min(room.x / width, room.y / height);
  const left = (frame.width - width * scale) / 2;
  const top = (frame.height - height * scale) / 2;
  const flat = ([x, y]: Point): Point => [
    left + (x - world.left) * squeeze * scale,
    top + (world.bottom - y) * scale,
  ];
  return areas.map((area) => ({
    ...area,
    rings: area.rings.map((ring) => coarser(ring.map(flat))),
  }));
}

/// The areas as a path of SVG.
export function pathOf(rings: Ring[]): string {
  return rings
    .map((ring) => `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`)
    .join('');
}

/// Whether a point is inside, by how often a ray from it crosses the outline.
export function contains(rings: Ring[], [x, y]: Point): boolean {
  let inside = false;
  for (const ring of rings) {
    ring.forEach(([bx, by], at) => {
      const [ax, ay] = ring[at === 0 ? ring.length - 1 : at - 1] ?? [bx, by];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    });
  }
  return inside;
}

function distanceToEdge([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length;
  const part = Math.max(0, Math.min(1, along));
  return Math.hypot(x - (ax + part * (bx - ax)), y - (ay + part * (by - ay)));
}

function distanceToOutline(rings: Ring[], point: Point): number {
  let least = Infinity;
  for (const ring of rings) {
    ring.forEach((end, at) => {
      const begin = ring[at === 0 ? ring.length - 1 : at - 1] ?? end;
      least = Math.min(least, distanceToEdge(point, begin, end));
    });
  }
  return least;
}

const cells_across = 24;

/// Points inside the area on a grid, the ones farthest from its outline first.
export function innerPoints(rings: Ring[]): Point[] {
  const { left, top, right, bottom } = boundsOf(rings);
  const step = Math.max(right - left, bottom - top) / cells_across;
  const found: { point: Point; depth: number }[] = [];
  for (let y = top + step / 2; y < bottom; y += step) {
    for (let x = left + step / 2; x < right; x += step) {
      const point: Point = [x, y];
      if (contains(rings, point)) found.push({ point, depth: distanceToOutline(rings, point) });
    }
  }
  return found.sort((one, other) => other.depth - one.depth).map(({ point }) => point);
}
