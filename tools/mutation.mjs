// Do the cases of a plan package notice when a number, a comparator, a state or a unit of it is
// another? Each is changed one at a time; a mutant is found where a case fails or check refuses it.
//
//   node tools/mutation.mjs PLAN_DIR [--kind REGEX] [--block REGEX] [--every N] [--jobs N]
//                                    [--again LOG]
//
// With --again only those mutants that an earlier run, whose output LOG is, printed as not found.
// A kind is that of a block; the steps of flows are a kind of their own, `step`.
// Only cases that name the block, or a block that rests on it, are run for a mutant: the likeliest
// first, the others where those find nothing. Prints the mutants that nothing finds and, by kind of
// block, how many there are.
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { blocks_of, mutants_of, package_files } from './mutation/mutants.mjs';

const program = fileURLToPath(new URL('../build/fangan', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    block: { type: 'string', default: '' },
    kind: { type: 'string', default: '' },
    every: { type: 'string', default: '1' },
    again: { type: 'string', default: '' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});
if (positionals.length !== 1) {
  console.error(
    'node tools/mutation.mjs PLAN_DIR [--kind REGEX] [--block REGEX] [--every N] [--jobs N] ' +
      '[--again LOG]',
  );
  process.exit(2);
}
const folder = resolve(positionals[0]);
/// Files whose cases are run before those of all others.
const likeliest = 2;
/// The stores of cases need not outlive a loss of power.
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/// Whether the program ends with 0, and what it says.
function run(...words) {
  return new Promise((done) => {
    const env = { ...process.env, TMPDIR: memory };
    const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (more) => (text += more));
    child.on('close', (code) => done({ ends_well: code === 0, text }));
  });
}

/// By block the names of it and of all blocks that rest on it, nearest first.
function resting_on(files) {
  const blocks = files.flatMap((file) => blocks_of(file.text)).filter((block) => block.name !== '');
  const words = new Map(
    blocks.map((block) => [
      block.name,
      new Set(block.lines.join('\n').match(/[\p{Script=Han}A-Za-z_][\p{Script=Han}A-Za-z0-9_]*/gu)),
    ]),
  );
  return (name) => {
    const found = [name];
    for (const next of found) {
      for (const [user, used] of words) {
        if (used.has(next) && !found.includes(user)) found.push(user);
      }
    }
    return found;
  };
}

function case_files() {
  const names = readdirSync(join(folder, 'cases')).filter((name) => name.endsWith('.md'));
  return names.map((name) => ({ name, text: readFileSync(join(folder, 'cases', name), 'utf8') }));
}

/// The cases to run for a block, the likeliest to notice first: those that name what rests on it,
/// the nearest and then the most often.
function cases_by_block(files) {
  const cases = case_files();
  const users = resting_on(files);
  const known = new Map();
  const times = (text, word) => text.split(word).length - 1;
  return (block) => {
    if (!known.has(block)) {
      const names = users(block).flatMap((user) =>
        cases
          .filter((each) => each.text.includes(user))
          .sort((a, b) => times(b.text, user) - times(a.text, user))
          .map((each) => each.name),
      );
      known.set(block, [...new Set(names)]);
    }
    return known.get(block);
  };
}

/// What a package whose plan is wrong says of its cases, and the place of a failure in a case file.
const refusal = 'TEST-F012';
const failing_case = /^ *╭─ (\S+\.md):\d+:\d+$/mu;

/// `cases`: names of files; one that notices a mutant is the first to be asked about the next.
async function outcome_of(mutant, copy, cases, original) {
  const path = join(copy, mutant.file);
  writeFileSync(path, mutant.text);
  try {
    if (cases.length === 0) {
      return (await run('check', copy)).ends_well ? 'unasked' : 'refused';
    }
    for (const some of [cases.slice(0, likeliest), cases.slice(likeliest)]) {
      if (some.length === 0) continue;
      const came = await run('test', ...some.map((name) => join(copy, 'cases', name)));
      if (came.ends_well) continue;
      if (came.text.includes(refusal)) return 'refused';
      const name = basename(failing_case.exec(came.text)?.[1] ?? '');
      const at = cases.indexOf(name);
      if (at > 0) cases.unshift(...cases.splice(at, 1));
      return 'found';
    }
    return 'missed';
  } finally {
    writeFileSync(path, original);
  }
}

function report(counts) {
  const order = ['found', 'refused', 'missed', 'unasked'];
  const total = Object.fromEntries(order.map((each) => [each, 0]));
  for (const [kind, by] of [...counts].sort()) {
    console.log(`${kind}: ${order.map((each) => `${by[each] ?? 0} ${each}`).join(', ')}`);
    for (const each of order) total[each] += by[each] ?? 0;
  }
  const all = order.reduce((sum, each) => sum + total[each], 0);
  const well = total.found + total.refused;
  const share = all === 0 ? '-' : `${((100 * well) / all).toFixed(1)} %`;
  console.log(
    `${all} mutants: ${total.found} fail a case, ${total.refused} refused by check, ` +
      `${total.missed} missed, ${total.unasked} without a case; ${share} noticed`,
  );
}

if (!(await run('test', join(folder, 'cases'))).ends_well) {
  console.error('The cases fail as they stand; run build/fangan test on them first.');
  process.exit(1);
}
const files = package_files(folder);
const asked = new RegExp(values.block, 'u');
const kinds = new RegExp(values.kind, 'u');
const told = ({ file, line, kind, block, sort, from, to }) =>
  `${file}:${line}: ${kind} ${block}: ${sort} ${from} -> ${to}`;
const once_missed =
  values.again === '' ? null : new Set(readFileSync(values.again, 'utf8').split('\n'));
const mutants = mutants_of(files)
  .filter((mutant) => asked.test(mutant.block) && kinds.test(mutant.kind))
  .filter((mutant) => once_missed === null || once_missed.has(told(mutant)))
  .filter((_, at) => at % Number(values.every) === 0);
const cases_of = cases_by_block(files);
const originals = new Map(files.map((file) => [file.name, file.text]));
const work = mkdtempSync(join(memory, 'fangan-mutation-'));
const counts = new Map();

async function worker(number) {
  const copy = join(work, String(number), basename(folder));
  cpSync(folder, copy, { recursive: true, filter: (path) => path !== join(folder, 'data') });
  for (let mutant = mutants.shift(); mutant !== undefined; mutant = mutants.shift()) {
    const original = originals.get(mutant.file);
    const outcome = await outcome_of(mutant, copy, cases_of(mutant.block), original);
    const by = counts.get(mutant.kind) ?? {};
    by[outcome] = (by[outcome] ?? 0) + 1;
    counts.set(mutant.kind, by);
    if (outcome !== 'missed') continue;
    console.log(told(mutant));
  }
}

try {
  await Promise.all(Array.from({ length: Number(values.jobs) }, (_, number) => worker(number)));
  report(counts);
} finally {
  rmSync(work, { recursive: true });
}
