// tidy: the rules of STYLE.md that a machine can hold, each one test.
//
//   node tools/tidy.mjs [ROOT]
//
// Prints every finding as `FAILED rule: file:line: what`, and ends with `N passed, N failed`, where
// a rule passes or fails as a whole. tidy.test.mjs plants a violation of each.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { banned_calls, machine_paths, unfinished_work } from './tidy/banned_rules.mjs';
import { dependencies, slow_compiles, slow_sources } from './tidy/build_rules.mjs';
import { markdown_paths, plan_words } from './tidy/document_rules.mjs';
import { headers, layers, light_headers, linked_layers } from './tidy/layout_rules.mjs';
import { names, one_definition } from './tidy/layout_rules.mjs';
import { file_lengths, function_lengths, line_widths } from './tidy/length_rules.mjs';
import { orphan_codes, translations, untested_codes } from './tidy/message_rules.mjs';
import { read_tree } from './tidy/tree.mjs';

const rules = {
  layers,
  linked_layers,
  names,
  one_definition,
  headers,
  light_headers,
  banned_calls,
  unfinished_work,
  machine_paths,
  file_lengths,
  function_lengths,
  line_widths,
  orphan_codes,
  translations,
  untested_codes,
  markdown_paths,
  plan_words,
  dependencies,
  slow_sources,
};

const root = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));
const tree = read_tree(root);
const results = Object.entries(rules).map(([name, rule]) => [name, rule(tree)]);

const table = join(root, 'build/compile_times.tsv');
if (existsSync(table)) {
  for (const { file, text } of slow_compiles(tree, readFileSync(table, 'utf8'), root)) {
    console.log(`note: ${file}: ${text}`);
  }
}

for (const [name, findings] of results) {
  for (const { file, line, text } of findings) {
    console.log(`FAILED ${name}: ${file}:${line}: ${text}`);
  }
}
const failed = results.filter(([, findings]) => findings.length > 0).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
