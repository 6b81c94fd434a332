// DuckDB beside: the same rules as SQL over DECIMAL columns in memory, grouped and summed.
//
//   node duckdb.mjs ROWS.csv SUMS.txt
//
// Writes what it found as the other program does, one line for each group, to compare. Times are
// as there: the least processor time of one thread, the clock's of two.
import { DuckDBInstance } from '@duckdb/node-api';
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const [csv, sums] = process.argv.slice(2);
const flags = ['land', 'environment', 'business', 'quality', 'over', 'polluting', 'livelihood',
  'licence', 'ultra_low', 'subsidised'];
const numbers = [['coal', 1], ['life_end', null], ['demolished', 0], ['stopped', 0], ['half', 0],
  ['loss', 0], ['debt', 2], ['investment', 2], ['hw', 2], ['intensity', 3], ['limit', 3],
  ['kwh', 2]];
const columns = ['county VARCHAR', 'sector VARCHAR', ...flags.map((name) => `${name} BOOLEAN`),
  ...numbers.map(([name, places]) =>
    `"${name}" ${places === null ? 'DATE' : `DECIMAL(18,${places})`}`)];

const rules = `SELECT county, sector,
  CASE WHEN NOT (land AND environment AND business AND quality) THEN 'ban'
       WHEN over OR polluting
       THEN CASE WHEN livelihood THEN 'rectify and resume' ELSE 'stop and rectify' END
       ELSE 'none' END AS disposal,
  CASE WHEN life_end < DATE '2025-12-31' OR NOT licence OR coal > 331.0 OR NOT ultra_low
       THEN CASE WHEN demolished >= 2 THEN 'exit accepted' ELSE 'must exit' END
       ELSE 'keep' END AS leaving,
  (stopped >= 6 OR half >= 12) AND loss >= 2 AND subsidised OR debt > 1.00 AS zombie,
  CASE WHEN intensity > "limit" * 1.2 THEN 2 WHEN intensity > "limit" THEN 1 ELSE 0 END AS tier,
  CASE WHEN hw IS NULL THEN NULL
       ELSE least(round(hw * 0.08, 2), 10000000.00) END AS subsidy,
  kwh * CASE WHEN intensity > "limit" * 1.2 THEN 0.3 WHEN intensity > "limit" THEN 0.1
        ELSE 0.0 END AS surcharge
  FROM enterprise`;
const by_outcome = `SELECT county, sector, disposal, leaving, zombie, tier, count(*)
  FROM (${rules}) GROUP BY ALL`;
const by_place = `SELECT county, sector, count(*), sum(subsidy), sum(surcharge)
  FROM (${rules}) GROUP BY ALL`;

const text_of = (value) => {
  if (value === null) return '';
  const text = String(value);
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
};

for (const threads of ['1', '2']) {
  const instance = await DuckDBInstance.create(':memory:', { threads });
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE enterprise (${columns.join(', ')})`);
  await connection.run(`COPY enterprise FROM '${csv}' (HEADER)`);
  const count = Number((await connection.runAndReadAll('SELECT count(*) FROM enterprise'))
    .getRows()[0][0]);
  const best = async (...statements) => {
    let least = Infinity;
    for (let run = 0; run < 5; ++run) {
      const start = performance.now();
      const before = process.cpuUsage();
      for (const statement of statements) await connection.runAndReadAll(statement);
      const { user, system } = process.cpuUsage(before);
      const passed = performance.now() - start;
      least = Math.min(least, threads === '1' ? (user + system) / 1000 : passed);
    }
    return (least * 1e6 / count).toFixed(1);
  };
  console.log(`DuckDB\t${threads} threads\tsums ${await best(by_outcome, by_place)}\tvalues ${
    await best(`CREATE OR REPLACE TEMP TABLE found AS ${rules}`)} ns a row`);
  const lines = [];
  for (const statement of [by_outcome, by_place]) {
    const rows = (await connection.runAndReadAll(statement)).getRows();
    for (const row of rows) lines.push(row.map(text_of).join(','));
  }
  writeFileSync(sums, `${lines.join('\n')}\n`);
  connection.closeSync();
  instance.closeSync();
}
