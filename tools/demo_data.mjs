// Demonstration rows for a plan package, always the same from the same recipe.
//
//   node tools/demo_data.mjs PLAN_DIR     reads PLAN_DIR/data/recipe.json and the registers of the
//                                         plan, writes PLAN_DIR/data/REGISTER.csv
//
// What is made stands in the recipe, so that another plan gets rows by one of its own; the form of
// a recipe is explained in demo_data/make_rows.mjs and demo_data/make_values.mjs.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csv_of, csv_of_shares, make_data } from './demo_data/make_rows.mjs';
import { shares_name } from './demo_data/make_shares.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('node tools/demo_data.mjs PLAN_DIR');
  process.exit(2);
}
const recipe = JSON.parse(readFileSync(join(folder, 'data/recipe.json'), 'utf8'));
let bytes = 0;
const write = (name, text, rows) => {
  bytes += Buffer.byteLength(text);
  writeFileSync(join(folder, 'data', `${name}.csv`), text);
  console.log(`${name}: ${rows}`);
};
const { sheets, shares } = make_data(folder, recipe);
for (const [name, rows] of sheets) write(name, csv_of(rows[0].definition, rows), rows.length);
if (shares.length > 0) write(shares_name, csv_of_shares(shares), shares.length);
console.log(`${bytes} bytes`);
