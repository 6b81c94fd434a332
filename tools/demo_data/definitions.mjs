// What a plan package says of its registers, as far as made rows need it: fields with their types,
// keys, the flows with what each step asks for, and the agencies.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/// The entries of a body at one depth: [{ key, rest, below }], `below` its deeper lines.
function entries_of(lines) {
  const entries = [];
  const depth = lines[0]?.search(/\S/) ?? 0;
  for (const line of lines) {
    const match = line.search(/\S/) === depth && line.trim().match(/^(.*?):(?: (.*))?$/);
    if (match) {
      entries.push({ key: match[1], rest: (match[2] ?? '').trim(), below: [] });
    } else if (line.trim() !== '' && entries.length > 0) {
      entries.at(-1).below.push(line);
    }
  }
  return entries;
}

/// `[a, b]` or a single word.
function list_of(text) {
  const inner = text.match(/^\[(.*)\]$/)?.[1] ?? text;
  return inner.split(/[,，]/).map((word) => word.trim()).filter(Boolean);
}

const map_of = (lines) => new Map(entries_of(lines).map((entry) => [entry.key, entry]));
const formula_of = ({ rest, below }) =>
  [rest, ...below.map((line) => line.trim())].join(' ').trim();

function read_field({ key, rest }) {
  const listed = rest.match(/^(one of|several of) \[(.*?)\]/);
  const first = listed ? listed[1] : rest.split(' ')[0];
  const known = ['text', 'number', 'date', 'boolean', 'region', 'agency', 'file', 'files'];
  const is_reference = !listed && !known.includes(first);
  return {
    name: key,
    kind: is_reference ? 'reference' : first,
    target: is_reference ? first : '',
    words: listed ? list_of(listed[2]) : [],
    places: Number(rest.match(/ places (\d+)/)?.[1] ?? 4),
    is_required: / required(?! from)/.test(rest),
    required_from: rest.match(/ required from (\S+)/)?.[1] ?? '',
  };
}

function read_register(name, body) {
  const keys = map_of(body);
  const must = entries_of(keys.get('must')?.below ?? []);
  return {
    name,
    key: list_of(keys.get('key')?.rest ?? ''),
    period: keys.get('period')?.rest ?? '',
    flow: keys.get('flow')?.rest ?? '',
    fields: new Map(
      entries_of(keys.get('fields')?.below ?? []).map((each) => [each.key, read_field(each)]),
    ),
    must: must.map((each) => ({ message: each.key, formula: formula_of(each) })),
  };
}

function read_step({ key, below }) {
  const keys = map_of(below);
  const must = entries_of(keys.get('must')?.below ?? []);
  return {
    name: key,
    from: list_of(keys.get('from')?.rest ?? ''),
    to: keys.get('to')?.rest ?? '',
    needs: list_of(keys.get('needs')?.rest ?? ''),
    dated_by: keys.get('dated by')?.rest ?? '',
    must: must.map((each) => ({ message: each.key, formula: formula_of(each) })),
  };
}

function read_flow(name, body) {
  const keys = map_of(body);
  return {
    name,
    states: entries_of(keys.get('states')?.below ?? []).map((each) => each.key),
    steps: entries_of(keys.get('steps')?.below ?? []).map(read_step),
  };
}

function read_agencies(body) {
  const rows = body.filter((line) => line.startsWith('|')).map((line) => line.split('|'));
  return rows.slice(2).map((cells) => ({
    name: cells[1].trim(),
    kind: cells[2].trim(),
    region: cells[3].trim(),
  }));
}

/// Every fence of the package: [{ kind, name, body }].
export function blocks_of(folder) {
  const blocks = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.md')).sort()) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, kind, name, body] of text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)) {
      blocks.push({ kind, name: name ?? '', body: body.split('\n') });
    }
  }
  return blocks;
}

/// { registers, flows, agencies, counties, in_force } of a package folder; before `in_force` nobody
/// looks at its rows.
export function read_definitions(folder) {
  const blocks = blocks_of(folder);
  const named = (kind, read) =>
    new Map(
      blocks.filter((each) => each.kind === kind).map(({ name, body }) => [name, read(name, body)]),
    );
  const agencies = blocks
    .filter((each) => each.kind === 'agency')
    .flatMap(({ body }) => read_agencies(body));
  const plan = map_of(blocks.find((each) => each.kind === 'plan').body);
  return {
    in_force: plan.get('in force from').rest,
    registers: named('register', read_register),
    flows: named('flow', read_flow),
    agencies,
    counties: agencies.filter((each) => each.kind === '县区'),
  };
}

/// The steps of the shortest way from the first state of a flow to `state`; none where there is no
/// way.
export function steps_to(flow, state) {
  const ways = new Map([[flow.states[0], []]]);
  for (const [reached, way] of ways) {
    if (reached === state) return way;
    for (const step of flow.steps) {
      if (!step.from.includes(reached) || ways.has(step.to)) continue;
      ways.set(step.to, [...way, step]); // A map also visits what is added while it is walked.
    }
  }
  return null;
}

/// What a row in `state` must have: the fields its steps asked for and those required from a state
/// it came through.
export function fields_asked(definition, flow, state) {
  const way = (flow && steps_to(flow, state)) ?? [];
  const asked = new Set(way.flatMap((step) => [...step.needs, step.dated_by]).filter(Boolean));
  const passed = new Set([flow?.states[0], ...way.map((step) => step.to)]);
  for (const field of definition.fields.values()) {
    if (field.is_required || passed.has(field.required_from)) asked.add(field.name);
  }
  return asked;
}
