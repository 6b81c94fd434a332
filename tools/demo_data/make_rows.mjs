// Rows of the registers of a plan, made from a recipe. A recipe is JSON:
//
//   since      from which days rows are there whose group does not say
//   counties   county -> weight
//   maps       words for other words, by the name of the map
//   defaults   FIELD -> maker, where one is asked for that a group does not mention
//   registers  REGISTER -> [group], in the order in which rows refer to one another
//   shares     how targets are split (make_shares.mjs)
//
// A group gives so many `rows`, or a `table` of { columns, rows } written by hand. `for each`
// { register, as, where, skip } takes one row of another register for each row, `times`
// { FIELD: [words] | "counties" | { register } } makes every combination. `state`, `since`,
// `source` and `fields` { FIELD: maker } are makers (make_values.mjs). What the flow asks for on
// the shortest way to a state is filled in: days in their order, files as @NAME, pages that whoever
// loads the rows has to make.
import { fields_asked, read_definitions, steps_to } from './definitions.mjs';
import { make_shares, share_columns } from './make_shares.mjs';
import { cell_at, cell_text, day_later, drawing, fits, make } from './make_values.mjs';

export const row_columns = { id: '编号', period: '期', state: '状态', since: '自' };
export const remark_columns = { source: '来源', nature: '性质' };
const example = '示例';

class Book {
  constructor(definitions, recipe) {
    this.definitions = definitions;
    this.recipe = recipe;
    this.sheets = new Map();
    this.enterprises = 0;
    this.county_makers = new Map();
  }

  rows(register) {
    const rows = this.sheets.get(register);
    if (!rows) throw new Error(`no rows of ${register} were made before it is referred to`);
    return rows;
  }

  next_code(county, code_of) {
    const region = this.definitions.counties.find((each) => each.name === county).region;
    return code_of(region.slice(0, 6), ++this.enterprises);
  }

  /// Of the row itself, or of the first row it refers to that has one.
  county_of(row) {
    for (const field of row.definition.fields.values()) {
      if (field.kind === 'region' && row.cells.has(field.name)) return row.cells.get(field.name);
    }
    for (const value of row.cells.values()) {
      const county = typeof value === 'object' ? this.county_of(value) : '';
      if (county) return county;
    }
    return '';
  }

  /// A maker of counties by their weights, one for each who asks.
  drawn_county(who) {
    if (!this.county_makers.has(who)) {
      this.county_makers.set(who, { pick: this.recipe.counties });
    }
    return this.county_makers.get(who);
  }

  /// A row that somebody wrote by its key or its name.
  named(register, word) {
    const found = this.rows(register).filter(
      (row) => row.id === word || row.cells.get('名称') === word,
    );
    if (found.length !== 1) throw new Error(`${found.length} rows of ${register} are “${word}”`);
    return found[0];
  }
}

const counties_or = (book, words) =>
  words === 'counties' ? book.definitions.counties.map((one) => one.name) : words;

/// The frames of a group: what of each row is there before anything is made.
function frames_of(book, definition, group) {
  if (group.table) {
    return group.table.rows.map((cells) =>
      Object.fromEntries(cells.map((cell, index) => [group.table.columns[index], String(cell)])),
    );
  }
  let frames = [{}];
  const each = group['for each'];
  if (each) {
    const as =
      each.as ?? [...definition.fields.values()].find((one) => one.target === each.register).name;
    const found = book.rows(each.register).filter((row) => fits(row, each.where));
    frames = found.slice(each.skip ?? 0).map((row) => ({ [as]: row }));
  }
  for (const [name, words] of Object.entries(group.times ?? {})) {
    const all = words.register ? book.rows(words.register) : counties_or(book, words);
    frames = frames.flatMap((frame) => all.map((word) => ({ ...frame, [name]: word })));
  }
  if (!each && !group.times) frames = new Array(group.rows).fill({});
  if (frames.length < group.rows) {
    throw new Error(`${definition.name}: ${frames.length} rows of ${group.rows}`);
  }
  return frames.slice(0, group.rows);
}

function put_frame(book, row, frame) {
  for (const [name, value] of Object.entries(frame)) {
    const field = row.definition.fields.get(name);
    if (value === '') continue;
    const is_written = field?.kind === 'reference' && typeof value === 'string';
    row.cells.set(name, is_written ? book.named(field.target, value) : value);
  }
}

/// The value for a field that is asked for and that the recipe does not mention.
function unmentioned(book, field, at) {
  const maker = book.recipe.defaults[field.name];
  if (maker !== undefined) return make(maker, at);
  if (field.kind === 'file' || field.kind === 'files') return `@${field.name}`;
  if (field.kind === 'text') return `${example}${field.name}`;
  throw new Error(`${at.row.definition.name}.${field.name}: asked for and not in the recipe`);
}

/// From which day the row is in its state, and the days of the steps before.
function date_steps(row, since, at) {
  const flow = at.book.definitions.flows.get(row.definition.flow);
  const state = row.cells.get(row_columns.state);
  const way = flow ? steps_to(flow, state) : [];
  if (!way) throw new Error(`${row.definition.name}: no step leads to “${state}”`);
  const known = way.map((step) => row.cells.get(step.dated_by) ?? '').sort().at(-1) ?? '';
  const own = row.cells.get(way.at(-1)?.dated_by);
  let day = own ?? row.cells.get(row_columns.since) ?? since();
  if (day < known) day = known;
  if (day) row.cells.set(row_columns.since, day);
  for (const step of [...way].reverse()) {
    if (step.dated_by && !row.cells.has(step.dated_by)) row.cells.set(step.dated_by, day);
    if (step.dated_by) day = row.cells.get(step.dated_by);
    day = day && day_later(day, -7 - Math.floor(at.draw() * 40));
  }
}

/// The county of a row that is not written: that of what it refers to or, where one is asked for, a
/// drawn one. A row that will refer to something waits for it.
function put_county(book, row, group, at_field, is_last = false) {
  const { fields } = row.definition;
  const own = [...fields.values()].find((field) => field.kind === 'region');
  if (!own || row.cells.has(own.name)) return;
  const made = Object.keys(group.fields ?? {});
  const county = book.county_of(row);
  const waits =
    made.includes(own.name) || made.some((name) => fields.get(name)?.kind === 'reference');
  if (!county && (!own.is_required || (waits && !is_last))) return;
  row.cells.set(own.name, county || make(book.drawn_county(group), at_field(own.name)));
}

function finish_row(book, row, group, asked, at_field) {
  const { definition, cells } = row;
  put_county(book, row, group, at_field, true);
  for (const name of asked) {
    if (cells.has(name)) continue;
    cells.set(name, unmentioned(book, definition.fields.get(name), at_field(name)));
  }
  const parts = [...definition.key, ...(definition.period ? [row_columns.period] : [])];
  row.id = parts.map((name) => cell_text(cell_at(row, name))).join('/');
}

function make_row(book, row, group, at_name) {
  const { definition, cells } = row;
  const flow = book.definitions.flows.get(definition.flow);
  const begun = new Set();
  let asked = new Set();
  const at_field = (name) => ({ ...at_name(name), is_asked: asked.has(name), make_field });
  const put = (name, maker) => {
    if (maker === undefined || cells.has(name) || begun.has(name)) return;
    begun.add(name);
    const value = make(maker, at_field(name));
    if (value !== '') cells.set(name, value);
  };
  const make_field = (name) => put(name, group.fields?.[name]);
  if (flow) put(row_columns.state, group.state ?? flow.states[0]);
  const state = cells.get(row_columns.state);
  asked = fields_asked(definition, flow, state);
  put_county(book, row, group, at_field);
  for (const name of Object.keys(group.fields ?? {})) make_field(name);
  const usual = flow && state !== flow.states[0] ? book.recipe.since : '';
  const since = group.since ?? usual;
  date_steps(row, () => make(since, at_field(row_columns.since)), at_field('steps'));
  if (!definition.fields.has(remark_columns.source)) {
    put(remark_columns.source, group.source ?? example);
  }
  put(remark_columns.nature, example);
  finish_row(book, row, group, asked, at_field);
}

const group_keys = ['rows', 'table', 'for each', 'times', 'state', 'since', 'source', 'fields'];

/// A word of a recipe that nothing would read is a slip of the pen.
function check_words(definition, group) {
  const columns = [...Object.values(row_columns), ...Object.values(remark_columns)];
  const known = new Set([...definition.fields.keys(), ...columns]);
  const names = [...Object.keys(group.fields ?? {}), ...Object.keys(group.times ?? {})];
  const unknown = [...names, ...(group.table?.columns ?? [])].filter((name) => !known.has(name));
  unknown.push(...Object.keys(group).filter((key) => !group_keys.includes(key)));
  if (unknown.length > 0) throw new Error(`${definition.name}: no “${unknown.join('”, “')}”`);
}

/// The rows of one group, added to the sheet of its register.
function make_group(book, definition, group, number) {
  check_words(definition, group);
  const sheet = book.sheets.get(definition.name);
  const group_rows = frames_of(book, definition, group).map((frame) => {
    const row = { definition, cells: new Map(), id: '' };
    put_frame(book, row, frame);
    return row;
  });
  const drawings = new Map();
  group_rows.forEach((row, index) => {
    make_row(book, row, group, (name) => {
      const key = `${definition.name}/${number}/${name}`;
      if (!drawings.has(key)) drawings.set(key, drawing(key));
      const field = definition.fields.get(name);
      return { book, row, index, name, field, group_rows, ...drawings.get(key) };
    });
    if (definition.key.length === 0) {
      row.id = example + String(sheet.length + 1).padStart(4, '0');
      row.cells.set(row_columns.id, row.id);
    }
    sheet.push(row);
  });
}

function check_ids(name, rows) {
  const seen = new Set();
  for (const { id } of rows) {
    if (seen.has(id)) throw new Error(`${name}: two rows are “${id}”`);
    seen.add(id);
  }
}

/// REGISTER -> rows ({ definition, cells, id }), as the recipe of a package says, and the lines of
/// its shares.
export function make_data(folder, recipe) {
  const book = new Book(read_definitions(folder), recipe);
  for (const [name, groups] of Object.entries(recipe.registers)) {
    const definition = book.definitions.registers.get(name);
    if (!definition) throw new Error(`the package has no register ${name}`);
    book.sheets.set(name, []);
    groups.forEach((group, number) => make_group(book, definition, group, number));
    check_ids(name, book.rows(name));
  }
  const counties = book.definitions.counties.map((one) => one.name);
  const shares = make_shares(recipe, book.sheets, counties, (row) => book.county_of(row));
  return { sheets: book.sheets, shares };
}

const quoted = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export const csv_of_shares = (shares) =>
  [share_columns, ...shares].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');

/// A sheet as CSV: the columns that any row has, in the order of the register.
export function csv_of(definition, rows) {
  const { id, period, state, since } = row_columns;
  const { source, nature } = remark_columns;
  const fields = [...definition.fields.keys()].filter((name) => name !== source);
  const own_source = definition.fields.has(source) ? [source] : [];
  const order = [id, period, ...own_source, ...fields, state, since];
  if (own_source.length === 0) order.push(source);
  order.push(nature);
  const columns = order.filter((name) => rows.some((row) => row.cells.has(name)));
  const lines = rows.map((row) => columns.map((name) => quoted(cell_text(cell_at(row, name)))));
  return [columns, ...lines].map((cells) => `${cells.join(',')}\n`).join('');
}
