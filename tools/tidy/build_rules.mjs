// Rules about the build: compile time and dependencies carry a written reason.
import { finding, line_at, table_rows } from './tree.mjs';

export const seconds_max = 10;

/// Source -> processor seconds of its last real compilation. A hit of the compiler cache takes
/// well under half a second and says nothing.
export function compile_times(text) {
  const seconds = new Map();
  for (const line of text.split('\n')) {
    const [time, source] = line.split('\t');
    if (source && Number(time) >= 0.5) seconds.set(source, Number(time));
  }
  return seconds;
}

const slow_page = 'tools/slow_sources.tsv';

/// Every source that may take long to compile exists and says why it takes long.
export function slow_sources(tree) {
  const findings = [];
  for (const [source, reason] of table_rows(tree.get(slow_page))) {
    if (!tree.has(source)) findings.push(finding(slow_page, 1, `${source} does not exist`));
    if (!reason) findings.push(finding(slow_page, 1, `${source} has no reason`));
  }
  return findings;
}

/// The sources that took over ten seconds of processor time without such a reason. Something to
/// look at, never a failure: a busy machine takes half as long again.
/// `measured` is the table written by tools/compile_time.sh, `root` what its paths begin with.
export function slow_compiles(tree, measured, root) {
  const known = new Set(table_rows(tree.get(slow_page)).map(([source]) => source));
  const notes = [];
  for (const [source, seconds] of compile_times(measured)) {
    const path = source.startsWith(`${root}/`) ? source.slice(root.length + 1) : source;
    if (seconds <= seconds_max || known.has(path)) continue;
    const says = `${seconds} s to compile, over ${seconds_max} without a reason in ${slow_page}`;
    notes.push(finding(path, 1, says));
  }
  return notes;
}

/// Every package is needed for something, says for what, and installation stands in one place.
export function dependencies(tree) {
  const page = 'tools/dependencies.tsv';
  const findings = [];
  for (const [name, purpose, reason] of table_rows(tree.get(page))) {
    if (!/^(run|test|long|bench)$/.test(purpose)) {
      findings.push(finding(page, 1, `${name}: run, test, long or bench?`));
    }
    if (!reason) findings.push(finding(page, 1, `${name} has no reason`));
  }
  for (const [path, text] of tree) {
    if (!/\.sh$|^(run|test|\.ci\/run)$/.test(path)) continue;
    for (const match of text.matchAll(/apt-get install [^"\n]*?\b(lib[\w.-]+|\w+-dev)\b/g)) {
      findings.push(finding(path, line_at(text, match.index), `${match[1]} belongs in ${page}`));
    }
  }
  return findings;
}
