// Values of a cell as a recipe describes them. A maker is
//
//   "text {FIELD} {FIELD.FIELD} {FIELD|MAP} {#4}"   {#4} counts, in four digits
//   ["a", "b"]                              each in turn, in a drawn order
//   { pick: { a: 3, b: 1 } }                dealt like cards: of four rows three have a
//   { turn: ["331.0", "331.1"] }            in this order, again from the first
//   { from: 1, to: 9, places: 1 }           a number; { from: "2017-01-01", to: .. } a day
//   { of: FIELD, from: 0.5, to: 0.9 }       a part of another number
//   { after: FIELD, from: 10, to: 30 }      that many days after another day
//   { some: [..], from: 1, to: 3 }          several words; without `some` those of the field
//   { row: REGISTER, where: {..}, near: true }   a row of another register, of the same county
//   { share: { "2016": 700 }, by: "期" }    each county's part of a whole, parts adding up to it
//   { county: "drawn" }                     a county by its weight, where no reference decides it
//   { by: FIELD, map: { a: MAKER, "*": MAKER } }
//   { code: FIELD }                         a credit code for the county in FIELD
//   { value: MAKER, blank: 0.2 }            and any object may say which part of the rows is blank
import { example_code } from './credit_code.mjs';
import { deck, stream } from './sequence.mjs';

const day_ms = 86_400_000;
const is_day = (text) => /^\d{4}-\d\d-\d\d$/.test(text);

export function day_later(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * day_ms).toISOString().slice(0, 10);
}

/// A cell as it is written: a reference by its key.
export const cell_text = (value) => (typeof value === 'object' ? value.id : String(value));

/// The cell at a path of names: 企业.所在县区.
export function cell_at(row, path) {
  let value = row;
  for (const name of path.split('.')) value = value?.cells?.get(name);
  return value === undefined ? '' : value;
}

/// Whether a row is what `where` asks: { FIELD: word | [words] | { from, to } | { not: [words] } }.
export function fits(row, where = {}) {
  return Object.entries(where).every(([path, wanted]) => {
    const words = cell_text(cell_at(row, path)).split('、');
    if (typeof wanted !== 'object') return words.includes(wanted);
    if (Array.isArray(wanted)) return wanted.some((word) => words.includes(word));
    if (wanted.not) return !wanted.not.some((word) => words.includes(word));
    const value = is_day(words[0]) ? words[0] : Number(words[0]);
    return words[0] !== '' && value >= wanted.from && value <= wanted.to;
  });
}

/// A number of `places` digits after the point, trailing zeros away.
function number_text(scaled, places) {
  const digits = String(scaled).padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

const between = (from, to, share) => from + (to - from) * share;

function spread(maker, at, base = 1) {
  const places = maker.places ?? 0;
  const amount = between(maker.from, maker.to, at.draw()) * base;
  return number_text(Math.round(amount * 10 ** places), places);
}

function dealt(maker, at, cards) {
  if (!at.decks.has(maker)) at.decks.set(maker, deck(cards(), at.draw));
  return at.decks.get(maker)();
}

const cards_of = (weights) =>
  Object.entries(weights).flatMap(([word, count]) => new Array(count).fill(word));

const place_of = (at) => `${at.row.definition.name}.${at.name}`;

/// A cell that another is made from; it is made now where it comes later in the recipe.
function looked_up(path, at) {
  at.make_field(path.split('.')[0]);
  return cell_text(cell_at(at.row, path));
}

function written(path, at) {
  const value = looked_up(path, at);
  if (value === '') throw new Error(`${place_of(at)}: ${path} is blank`);
  return value;
}

function fill(template, at) {
  return template.replace(/\{([^}]+)\}/g, (_, hole) => {
    if (hole.startsWith('#')) return String(at.index + 1).padStart(Number(hole.slice(1)), '0');
    const [path, map] = hole.split('|');
    const value = written(path, at);
    return map ? (at.book.recipe.maps[map][value] ?? value) : value;
  });
}

function some_words(maker, at) {
  const words = maker.some ?? at.field.words;
  const count = Math.round(between(maker.from ?? 1, maker.to ?? words.length, at.draw()));
  const chosen = new Set();
  while (chosen.size < Math.min(count, words.length)) {
    chosen.add(words[Math.floor(at.draw() * words.length)]);
  }
  return words.filter((word) => chosen.has(word)).join('、');
}

/// `where` may ask for the value that the row itself has: { FIELD: { same: FIELD } }.
function row_of(maker, at) {
  const where = {};
  for (const [path, wanted] of Object.entries(maker.where ?? {})) {
    where[path] = wanted?.same ? looked_up(wanted.same, at) : wanted;
  }
  const all = at.book.rows(maker.row).filter((row) => fits(row, where) && row !== at.row);
  const own = at.book.county_of(at.row);
  const near = maker.near ? all.filter((row) => at.book.county_of(row) === own) : all;
  const rows = near.length > 0 ? near : all;
  if (rows.length === 0) {
    throw new Error(`${place_of(at)}: no row of ${maker.row} where ${JSON.stringify(where)}`);
  }
  if (maker.turn) return rows[at.index % rows.length];
  return rows[Math.floor(at.draw() * rows.length)];
}

/// Every county's part of the whole of its period, from the weights of counties in the recipe.
function shares_of(maker, at) {
  const places = maker.places ?? 2;
  const parts = new Map();
  for (const [word, whole] of Object.entries(maker.share)) {
    const rows = at.group_rows.filter((row) => cell_text(cell_at(row, maker.by)) === word);
    const weights = rows.map(
      (row) => at.book.recipe.counties[at.book.county_of(row)] * between(0.9, 1.1, at.draw()),
    );
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    let left = Math.round(whole * 10 ** places);
    const scaled = weights.map((weight) => Math.floor((left * weight) / all));
    left -= scaled.reduce((sum, part) => sum + part, 0);
    scaled[0] += left;
    rows.forEach((row, index) => parts.set(row, number_text(scaled[index], places)));
  }
  return parts;
}

/// The value of a maker for the row of `at`:
/// { book, row, index, name, field, make_field, draw, decks, group_rows }.
export function make(maker, at) {
  if (typeof maker === 'string') return fill(maker, at);
  if (typeof maker !== 'object') return String(maker);
  if (Array.isArray(maker)) return fill(dealt(maker, at, () => maker), at);
  if (maker.blank && at.draw() < maker.blank && !at.is_asked) return '';
  if ('value' in maker) return make(maker.value, at);
  if (maker.pick) return fill(dealt(maker, at, () => cards_of(maker.pick)), at);
  if (maker.turn && !maker.row) return make(maker.turn[at.index % maker.turn.length], at);
  if (maker.map) {
    const word = looked_up(maker.by, at);
    const chosen = maker.map[word] ?? maker.map['*'];
    return chosen === undefined ? '' : make(chosen, at);
  }
  if (maker.share) {
    if (!at.decks.has(maker)) at.decks.set(maker, shares_of(maker, at));
    return at.decks.get(maker).get(at.row) ?? '';
  }
  if (maker.county) return make(at.book.drawn_county(maker), at);
  if (maker.row) return row_of(maker, at);
  if (maker.code) return at.book.next_code(written(maker.code, at), example_code);
  if (maker.after) {
    const days = Math.round(between(maker.from, maker.to, at.draw()));
    return day_later(written(maker.after, at), days);
  }
  if (maker.of) return spread(maker, at, Number(written(maker.of, at)));
  if (at.field?.kind === 'several of') return some_words(maker, at);
  if (is_day(String(maker.from))) {
    const days = (Date.parse(maker.to) - Date.parse(maker.from)) / day_ms;
    return day_later(maker.from, Math.floor(at.draw() * (days + 1)));
  }
  if ('from' in maker) return spread(maker, at);
  throw new Error(`${place_of(at)}: no such maker: ${JSON.stringify(maker)}`);
}

/// What a field of a group draws from.
export const drawing = (name) => ({ draw: stream(name), decks: new Map() });
