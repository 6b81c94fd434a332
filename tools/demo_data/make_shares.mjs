// How targets are split in a demonstration, data/分解.csv. A recipe says
//
//   shares  [{ target, node, rows: REGISTER, where, sum: FIELD }]
//                    as many as a county has rows, or the sum of a field of them
//           [{ target, node, whole: 100 }]
//                    whole units by the weights of the counties
//
// so that the shares of a node add up to it.
import { cell_at, fits } from './make_values.mjs';

export const shares_name = '分解';
export const share_columns = ['目标', '节点', '单位', '份额'];

const scale = 10_000;
const add = (left, right) => (Math.round(left * scale) + Math.round(right * scale)) / scale;

function by_rows({ where, sum }, rows, counties, county_of) {
  const parts = new Map(counties.map((county) => [county, 0]));
  for (const row of rows.filter((each) => fits(each, where))) {
    const county = county_of(row);
    parts.set(county, add(parts.get(county), sum === undefined ? 1 : Number(cell_at(row, sum))));
  }
  return parts;
}

/// By largest remainders; where they are equal, in the order of the counties.
function by_weights({ whole }, weights) {
  const entries = Object.entries(weights);
  const all = entries.reduce((sum, [, weight]) => sum + weight, 0);
  const floor = ([name, weight]) => [name, Math.floor((whole * weight) / all)];
  const parts = new Map(entries.map(floor));
  const rest = ([name, weight]) => (whole * weight) / all - parts.get(name);
  let left = whole - [...parts.values()].reduce((sum, part) => sum + part, 0);
  for (const [name] of [...entries].sort((a, b) => rest(b) - rest(a))) {
    if (left-- > 0) parts.set(name, parts.get(name) + 1);
  }
  return parts;
}

/// The lines of the file, the shares that are nothing left out.
export function make_shares(recipe, sheets, counties, county_of) {
  return (recipe.shares ?? []).flatMap((share) => {
    const parts =
      share.rows === undefined
        ? by_weights(share, recipe.counties)
        : by_rows(share, sheets.get(share.rows), counties, county_of);
    return counties
      .filter((county) => parts.get(county) > 0)
      .map((county) => [share.target, share.node, county, String(parts.get(county))]);
  });
}
