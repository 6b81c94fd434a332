// DuckDB beside: COPY of the same rows from CSV into a typed table, and the same questions.
//
//   node duckdb.mjs ROWS.csv
import { DuckDBInstance } from '@duckdb/node-api';
import { rmSync, statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const csv = process.argv[2];
const path = `${csv}.duckdb`;
rmSync(path, { force: true });
const instance = await DuckDBInstance.create(path, { threads: '2' });
const connection = await instance.connect();

async function time(name, sql) {
  const start = performance.now();
  await connection.run(sql);
  console.log(`duckdb: ${name}\t${(performance.now() - start).toFixed(0)} ms`);
}

const number = (places) => `DECIMAL(18,${places})`;
const flags = ['land', 'environment', 'business', 'quality', 'over', 'polluting', 'livelihood'];
const columns = [
  'code VARCHAR PRIMARY KEY', 'county VARCHAR', 'sector VARCHAR',
  ...flags.map((name) => `${name} BOOLEAN`),
  `coal ${number(1)}`, 'licence BOOLEAN', 'ultra_low BOOLEAN', 'life_end DATE',
  ...['demolished', 'stopped', 'half', 'loss'].map((name) => `${name} ${number(0)}`),
  `debt ${number(2)}`, 'subsidised BOOLEAN', `investment ${number(2)}`, `equipment ${number(2)}`,
  `intensity ${number(3)}`, `limit_value ${number(3)}`, `kwh ${number(2)}`,
];
await connection.run(`CREATE TABLE enterprise (${columns.join(', ')})`);
await time('COPY from CSV', `COPY enterprise FROM '${csv}' (HEADER)`);
await time('checkpoint', 'CHECKPOINT');
await time('first page', 'SELECT * FROM enterprise ORDER BY code LIMIT 100');
await time('filter and count', 'SELECT count(*) FROM enterprise WHERE coal > 350 AND polluting');
await time('sort by a number', 'SELECT * FROM enterprise ORDER BY investment DESC LIMIT 100');
await time('update of a row',
  'UPDATE enterprise SET debt = 1 WHERE code = (SELECT min(code) FROM enterprise)');
connection.closeSync();
instance.closeSync();
console.log(`duckdb: file\t${(statSync(path).size / 1e6).toFixed(0)} MB`);
rmSync(path, { force: true });
