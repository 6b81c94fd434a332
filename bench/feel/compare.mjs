// One run of everybody, one after the other, several rounds; the medians as a table.
//
//   node bench/feel/compare.mjs WORK.json BENCH_FEEL ROUNDS
//
// Ends with 1 where an answer of fangan is wrong or a bar is missed.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './timing.mjs';

const [work, program, rounds] = process.argv.slice(2);
const script = (name) => fileURLToPath(new URL(name, import.meta.url));
const engines = {
  fangan: [program, work],
  feelin: ['node', script('feelin.mjs'), work],
  zen: ['node', script('zen.mjs'), work],
};

/// Engine -> name of work -> { ns: one for each round, wrong }.
const measured = { fangan: {}, feelin: {}, zen: {} };
for (let round = 1; round <= Number(rounds); ++round) {
  for (const [engine, [command, ...words]] of Object.entries(engines)) {
    console.error(`round ${round} of ${rounds}: ${engine}`);
    const answers = JSON.parse(execFileSync(command, words, { encoding: 'utf8' }));
    for (const [name, [ns, wrong]] of Object.entries(answers)) {
      measured[engine][name] ??= { ns: [], wrong };
      measured[engine][name].ns.push(ns);
    }
  }
}

const ns_of = (engine, name) => {
  const found = measured[engine][name];
  return found && median(found.ns);
};
const spread_of = ({ ns }) => `${Math.min(...ns)}..${Math.max(...ns)}`;

/// Work of ours -> the same of the peers.
const peers_of = (name) => {
  const plain = name.replace(/, (whole request|as one expression)$/, '');
  return [
    ['feelin', plain],
    ['feelin', `${plain}, parsed at each call`],
    ['zen', plain],
    ['zen', `${plain}, in batches`],
  ];
};

function peer_cell(own_ns, [engine, name]) {
  const ns = ns_of(engine, name);
  if (ns === undefined) return '-';
  const wrong = measured[engine][name].wrong;
  const ratio = ns / own_ns;
  return `${ns} (${ratio.toFixed(ratio < 10 ? 1 : 0)}x)${wrong ? ` ${wrong} wrong` : ''}`;
}

function print_table() {
  const head = ['ns of processor time, median', 'fangan', 'least..most', 'feelin, parsed once',
    'feelin, each call parses', 'ZEN, a call a row', 'ZEN, 1000 rows a call'];
  const rows = Object.keys(measured.fangan).map((name) => {
    const own = ns_of('fangan', name);
    const cells = peers_of(name).map((peer) => peer_cell(own, peer));
    return [name, String(own), spread_of(measured.fangan[name]), ...cells];
  });
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => row[i].length)),
  );
  for (const row of [head, ...rows]) {
    console.log(row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd());
  }
}

let missed = 0;
function bar(text, met) {
  console.log(`${met ? 'met   ' : 'missed'}  ${text}`);
  if (!met) missed += 1;
}

function print_bars() {
  const table = 'table: 12 rules, 8 inputs';
  for (const [name, { wrong }] of Object.entries(measured.fangan)) {
    if (wrong) bar(`${name}: ${wrong} rows wrong`, false);
  }
  bar('12-rule table at most 1000 ns', ns_of('fangan', table) <= 1000);
  bar('five rules at most 5000 ns', ns_of('fangan', 'five rules') <= 5000);
  for (const name of [table, 'five rules']) {
    const own = ns_of('fangan', name);
    const feelin = ns_of('feelin', name) / own;
    const call = ns_of('zen', name) / own;
    const batch = ns_of('zen', `${name}, in batches`) / own;
    bar(`${name}: feelin parsed once at least 50x, is ${feelin.toFixed(1)}x`, feelin >= 50);
    bar(`${name}: ZEN called for each row at least 20x, is ${call.toFixed(1)}x`, call >= 20);
    bar(`${name}: ZEN in batches at least 20x, is ${batch.toFixed(1)}x`, batch >= 20);
  }
}

print_table();
console.log();
print_bars();
process.exitCode = missed > 0 ? 1 : 0;
