// Demonstration rows of the shipped plans: made again they are the same, and every row is one that
// the plan's own registers take.
//
//   node tools/demo_data.test.mjs
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check_equal, finish } from './check_equal.mjs';
import { credit_check, organisation_check } from './demo_data/credit_code.mjs';
import { fields_asked, read_definitions, steps_to } from './demo_data/definitions.mjs';
import {
  csv_of,
  csv_of_shares,
  make_data,
  remark_columns,
  row_columns,
} from './demo_data/make_rows.mjs';
import { shares_name } from './demo_data/make_shares.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'build/fangan');
const bytes_max = 3_000_000;

/// The cells of a CSV text: quotes doubled inside quotes.
function csv_rows(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/// REGISTER -> [Map of its columns], as the files stand; shares are of no register.
function read_sheets(folder) {
  const sheets = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.csv'))) {
    const [columns, ...rows] = csv_rows(readFileSync(join(folder, file), 'utf8'));
    const name = file.slice(0, -4);
    if (name === shares_name) continue;
    sheets.set(name, rows.map((row) => new Map(columns.map((column, at) => [column, row[at]]))));
  }
  return sheets;
}

const cell = (row, name) => row.get(name) ?? '';
/// Where a row says nothing, it is there from the day the plan is in force.
const since_of = (plan, row) => cell(row, row_columns.since) || plan.in_force;

function is_day(text) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function id_of(definition, row) {
  if (definition.key.length === 0) return cell(row, row_columns.id);
  const parts = definition.period ? [...definition.key, row_columns.period] : definition.key;
  return parts.map((name) => cell(row, name)).join('/');
}

/// What is wrong with a filled cell, or ''.
function fault_of(plan, field, text, day) {
  const one_of = (words) => (words.includes(text) ? '' : 'not one of the words');
  switch (field.kind) {
    case 'number': {
      const digits = text.match(/^-?\d+(?:\.(\d+))?$/);
      return digits && (digits[1] ?? '').length <= field.places ? '' : 'no number of that length';
    }
    case 'boolean':
      return one_of(['是', '否']);
    case 'date':
      return is_day(text) ? '' : 'no day';
    case 'one of':
      return one_of(field.words);
    case 'several of':
      return text.split('、').every((word) => field.words.includes(word)) ? '' : 'unknown words';
    case 'region':
      return one_of(plan.counties.map((each) => each.name));
    case 'agency':
      return one_of(plan.agencies.map((each) => each.name));
    case 'file':
    case 'files':
      return /^@\p{Script=Han}+$/u.test(text) ? '' : 'not @NAME';
    case 'reference': {
      const since = plan.since.get(field.target)?.get(text);
      if (since === undefined) return `no row of ${field.target}`;
      // Before the plan is in force nobody looks at its rows.
      if (since <= day || since <= plan.in_force) return '';
      return `a row of ${field.target} that is there only from ${since}`;
    }
    default:
      return '';
  }
}

/// Every fault of a sheet, as sentences.
function faults_of(plan, name, rows) {
  const definition = plan.registers.get(name);
  if (!definition) return ['no such register'];
  const flow = plan.flows.get(definition.flow);
  const faults = [];
  const ids = new Set();
  for (const row of rows) {
    const id = id_of(definition, row);
    const say = (what) => faults.push(`${name} ${id}: ${what}`);
    if (id === '' || ids.has(id)) say('no key of its own');
    ids.add(id);
    const state = cell(row, row_columns.state);
    if (flow && !flow.states.includes(state)) say(`no state “${state}”`);
    if (definition.period && !/^\d{4}(Q[1-4])?$/.test(cell(row, row_columns.period))) say('period');
    const since = since_of(plan, row);
    if (!is_day(since)) say(`${since} is no day`);
    const nature = cell(row, remark_columns.nature);
    if (!['示例', '公开'].includes(nature)) say(`nature “${nature}”`);
    if (cell(row, remark_columns.source) === '') say('says no source');
    for (const asked of fields_asked(definition, flow, state)) {
      if (cell(row, asked) === '') say(`${asked} is asked for and blank`);
    }
    for (const field of definition.fields.values()) {
      const text = cell(row, field.name);
      const fault = text && fault_of(plan, field, text, since);
      if (fault) say(`${field.name} “${text}”: ${fault}`);
    }
  }
  return faults;
}

/// register -> id -> from which day.
function days_of(definitions, sheets) {
  const days = new Map();
  for (const [name, rows] of sheets) {
    const definition = definitions.registers.get(name);
    if (!definition) continue;
    const of_row = (row) => [id_of(definition, row), since_of(definitions, row)];
    days.set(name, new Map(rows.map(of_row)));
  }
  return days;
}

const rows_of_recipe = (groups) =>
  groups.reduce((sum, group) => sum + (group.table ? group.table.rows.length : group.rows), 0);

function check_sheets(folder, definitions, recipe) {
  const sheets = read_sheets(join(folder, 'data'));
  const plan = { ...definitions, since: days_of(definitions, sheets) };
  for (const [what, names] of [['recipe', Object.keys(recipe.registers)],
    ['plan', [...definitions.registers.keys()]]]) {
    check_equal(`${folder}: a file for every register of the ${what}, and no other`,
      [...sheets.keys()].sort().join(), names.sort().join());
  }
  for (const [name, rows] of sheets) {
    check_equal(`${name}: rows`, rows.length, rows_of_recipe(recipe.registers[name] ?? []));
    check_equal(`${name}: faults`, faults_of(plan, name, rows).slice(0, 3).join('\n'), '');
  }
  return sheets;
}

function check_bytes(folder, recipe) {
  const data = join(folder, 'data');
  const { sheets, shares } = make_data(folder, recipe);
  const texts = [...sheets].map(([name, rows]) => [name, csv_of(rows[0].definition, rows)]);
  if (shares.length > 0) texts.push([shares_name, csv_of_shares(shares)]);
  for (const [name, text] of texts) {
    const same = readFileSync(join(data, `${name}.csv`), 'utf8') === text;
    check_equal(`${name}.csv made again`, same, true);
  }
  const sizes = readdirSync(data).map((file) => statSync(join(data, file)).size);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  check_equal(`${data}: ${bytes} bytes are few enough`, bytes < bytes_max, true);
}

/// [register, field, its county's field] wherever the recipe makes a credit code.
function code_fields(recipe) {
  const found = new Map();
  for (const [register, groups] of Object.entries(recipe.registers)) {
    for (const [field, maker] of groups.flatMap((group) => Object.entries(group.fields ?? {}))) {
      if (maker.code) found.set(`${register}.${field}`, [register, field, maker.code]);
    }
  }
  return [...found.values()];
}

/// The codes of enterprises: right by both standards, and nobody's.
function check_codes(definitions, recipe, sheets) {
  for (const [register, field, county_field] of code_fields(recipe)) {
    const wrong = sheets
      .get(register)
      .map((row) => [cell(row, field), cell(row, county_field)])
      .filter(([code, county]) => !is_example_code(definitions, code, county));
    const name = `${register}.${field}: codes that are wrong`;
    check_equal(name, wrong.slice(0, 3).join(' '), '');
  }
}

function is_example_code(definitions, code, county) {
  const region = definitions.counties.find((each) => each.name === county).region.slice(0, 6);
  return (
    code.length === 18 &&
    code.startsWith(`91${region}YL`) &&
    code[16] === organisation_check(code.slice(8, 16)) &&
    code[17] === credit_check(code.slice(0, 17))
  );
}

/// What the plan refuses, as one decision for each register: its `must`, and for rows in a state
/// the `must` of the steps that led there.
function refusals(definitions, name) {
  const definition = definitions.registers.get(name);
  const flow = definitions.flows.get(definition.flow);
  const rules = definition.must.map((each) => each.formula);
  for (const step of flow?.steps ?? []) {
    const states = flow.states.filter((state) => (steps_to(flow, state) ?? []).includes(step));
    const list = states.map((state) => `"${state}"`).join(', ');
    for (const { formula } of step.must) {
      rules.push(`if list contains([${list}], ${row_columns.state}) then (${formula}) else true`);
    }
  }
  return rules;
}

/// Asks the program itself: it reads all sheets together, and no row is one it would refuse.
function check_with_program(folder, definitions, sheets) {
  const copy = mkdtempSync(join(tmpdir(), 'fangan-rows-'));
  cpSync(folder, copy, { recursive: true });
  const names = [...sheets.keys()].filter((name) => refusals(definitions, name).length > 0);
  for (const name of names) {
    const rules = refusals(definitions, name).map((rule) => `(${rule})`);
    const block = `decision 不被拒绝_${name}\non: ${name}\nvalue: all([${rules.join(', ')}])`;
    appendFileSync(join(copy, 'shared.md'), `\n\`\`\`${block}\n\`\`\`\n`);
  }
  const days = [...sheets.values()].flat().map((row) => since_of(definitions, row));
  const last_day = days.sort().at(-1);
  for (const name of names) {
    const others = [...sheets.keys()].filter((other) => other !== name);
    const answers = join(copy, 'answers.csv');
    const run = spawnSync(program, [
      'decide', copy, `不被拒绝_${name}`, '--register', name, '--as-of', last_day,
      '--in', join(copy, `data/${name}.csv`), '--out', answers,
      '--with', ...others.map((other) => join(copy, `data/${other}.csv`)),
    ], { encoding: 'utf8' });
    check_equal(`${name}: read by the program`, run.status === 0 ? run.stderr : run.stdout +
      run.stderr, '');
    if (!existsSync(answers)) continue;
    const [columns, ...rows] = csv_rows(readFileSync(answers, 'utf8'));
    const refused = rows.filter((row) => row[columns.indexOf('结果')] !== 'true');
    check_equal(`${name}: refused rows`, refused.slice(0, 2).join('\n'), '');
    rmSync(answers);
  }
  rmSync(copy, { recursive: true });
}

// The examples that the standards print.
check_equal('GB 32100', credit_check('91350100M000100Y4'), '3');
check_equal('GB 11714', organisation_check('D2143569'), 'X');

const plans = join(root, 'plans');
const recipe_of = (folder) => join(folder, 'data/recipe.json');
const folders = (existsSync(plans) ? readdirSync(plans) : [])
  .map((name) => join(plans, name))
  .filter((folder) => existsSync(recipe_of(folder)));
if (folders.length === 0) console.log('SKIP plans/ has no package with demonstration rows');
for (const folder of folders) {
  const recipe = JSON.parse(readFileSync(recipe_of(folder), 'utf8'));
  const definitions = read_definitions(folder);
  check_bytes(folder, recipe);
  const sheets = check_sheets(folder, definitions, recipe);
  check_codes(definitions, recipe, sheets);
  check_with_program(folder, definitions, sheets);
}
finish();
