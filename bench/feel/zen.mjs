// ZEN on the work of work.mjs: one call for each row, and a thousand rows in one call.
//
//   node bench/feel/zen.mjs WORK.json     prints {"name": [nanoseconds, rows wrong], ...}
//
// Most of a call is the way from Node into the engine and back; "in batches" loops within the
// engine and is the nearest to what its Rust users see. Work it has no words for is left out.
import { readFileSync } from 'node:fs';
import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import { is_expected, nanoseconds_of } from './timing.mjs';

const engine = new ZenEngine();

/// A model of one node, which in a batch runs over the array `rows`.
function model_of(one, batch) {
  const loop = batch
    ? { executionMode: 'loop', inputField: 'rows', outputPath: 'rows', passThrough: false }
    : {};
  const entries = Object.entries(one.zen ?? {});
  const expressions = entries.map(([key, value]) => ({ id: key, key, value }));
  const content = one.zen_table ?? { expressions };
  const type = one.zen_table ? 'decisionTableNode' : 'expressionNode';
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', content: {} },
      { id: 'node', type, name: 'node', content: { ...content, ...loop } },
      { id: 'out', type: 'outputNode', name: 'out', content: {} },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'node' },
      { id: 'b', type: 'edge', sourceId: 'node', targetId: 'out' },
    ],
  };
}

const decision_of = (text) => engine.createDecision(new ZenDecisionContent(Buffer.from(text)));
const value_of = (one, result) =>
  one.zen_result ? result[one.zen_result] : 'result' in one.zen ? result.result : result;
const wrong_in = (one, values) =>
  values.filter((value, i) => !is_expected(value_of(one, value), one.expected[i])).length;

const results = {};
for (const one of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  if (!one.zen && !one.zen_table) continue;
  const rows = one.rows_of_peers ?? one.rows;
  const text = JSON.stringify(model_of(one, false));
  const decision = decision_of(text);
  const values = [];
  for (const row of rows) values.push((await decision.evaluate(row)).result);
  const spent = await nanoseconds_of(rows.length, async () => {
    for (const row of rows) await decision.evaluate(row);
  });
  results[one.name] = [Math.round(spent), wrong_in(one, values)];
  const batch = decision_of(JSON.stringify(model_of(one, true)));
  const all = (await batch.evaluate({ rows })).result.rows;
  const spent_in_batch = await nanoseconds_of(rows.length, () => batch.evaluate({ rows }));
  results[`${one.name}, in batches`] = [Math.round(spent_in_batch), wrong_in(one, all)];
  if (one.measure_compile) {
    const compile = () => decision_of(text).evaluate(rows[0]);
    const spent_once = Math.round(await nanoseconds_of(1, compile));
    results[`compile and run once: ${one.name}`] = [spent_once, 0];
  }
}
console.log(JSON.stringify(results));
process.exit(0);
