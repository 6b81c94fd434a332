// feelin on the work of work.mjs: parse once where its insides allow, and as its interface offers.
//
//   node bench/feel/feelin.mjs WORK.json     prints {"name": [nanoseconds, rows wrong], ...}
//
// feelin's interface parses at every call. Its interpreter can parse once but is not exported, so a
// copy of the module with that export is made beside it; that is what the name without addition
// means. It has no decision tables: the table is one expression.
import { copyFileSync, appendFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { is_expected, nanoseconds_of } from './timing.mjs';

const module_path = fileURLToPath(new URL('node_modules/feelin/dist/index.js', import.meta.url));
const opened_path = module_path.replace('index.js', 'opened.js');
copyFileSync(module_path, opened_path);
appendFileSync(opened_path, '\nexport { Interpreter, InterpreterContext };\n');
const { Interpreter, InterpreterContext, evaluate } = await import(opened_path);

/// A function of a row; `sample` tells the parser the names.
function parse_once(text, sample) {
  const interpreter = new Interpreter();
  return interpreter.evaluate(text, sample, undefined, new InterpreterContext()).root;
}

const results = {};
for (const one of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  const rows = one.rows_of_peers ?? one.rows;
  const text = one.feel_of_peers ?? one.feel;
  const run = parse_once(text, rows[0]);
  const wrong = rows.filter((row, i) => !is_expected(run(row), one.expected[i])).length;
  const spent = await nanoseconds_of(rows.length, () => rows.forEach((row) => run(row)));
  results[one.name] = [Math.round(spent), wrong];
  const few = rows.slice(0, 50);
  const by_call = () => few.forEach((row) => evaluate(text, row));
  results[`${one.name}, parsed at each call`] = [
    Math.round(await nanoseconds_of(few.length, by_call)),
    few.filter((row, i) => !is_expected(evaluate(text, row).value, one.expected[i])).length,
  ];
  if (one.measure_compile) {
    const compile = () => parse_once(text, rows[0])(rows[0]);
    const spent_once = Math.round(await nanoseconds_of(1, compile));
    results[`compile and run once: ${one.name}`] = [spent_once, 0];
  }
}
console.log(JSON.stringify(results));
