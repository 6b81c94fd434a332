// Mutants: every single change of a number, a comparator, a state or a unit in the blocks of a plan
// package that a case could notice.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/// Keys whose lines say what is computed; of a table the rows too.
const computing = {
  parameter: ['values', 'type'],
  register: ['fields', 'derived', 'must', 'warn', 'grades'],
  decision: ['value'],
  target: 'measure,unit,compare,due,each,every,total,by,all of,counts on'.split(','),
  flow: ['states', 'steps'],
  policy: ['eligible', 'gives', 'unit', 'cap', 'budget', 'until', 'rates on'],
  watch: ['when'],
  ranking: ['of', 'score', 'leaders'],
  notice: ['of', 'period'],
};
const other_comparator = {
  '<=': '<',
  '<': '<=',
  '>=': '>',
  '>': '>=',
  '=': '!=',
  '!=': '=',
};
/// Units that stand for the same quantity in another size; a mere count has none.
const other_unit = {
  万元: '亿元',
  亿元: '万元',
  元: '万元',
  万吨: '吨',
  吨: '万吨',
  '%': '‰',
  个百分点: '‰',
  '克/千瓦时': '千克/千瓦时',
  万千瓦: '千瓦',
  千瓦时: '万千瓦时',
  万千瓦时: '千瓦时',
  平方米: '万平方米',
  亩: '平方米',
  '元/人': '万元/人',
  '元/千瓦时': '万元/千瓦时',
  人: '万人',
  万人: '人',
};
const token_of = new RegExp(
  [
    '@?"[^"]*"',
    '\\d{4}-\\d{2}-\\d{2}',
    '\\d+(?:\\.\\d+)?',
    '<=|>=|!=|=|<|>',
    '[\\p{Script=Han}A-Za-z_][\\p{Script=Han}A-Za-z0-9_]*',
  ].join('|'),
  'gu',
);

/// The blocks of a text: kind, name, number of the first line of the body, its lines.
export function blocks_of(text) {
  const blocks = [];
  let open = null;
  text.split('\n').forEach((line, at) => {
    if (open !== null) {
      if (line.startsWith('```')) open = null;
      else open.lines.push(line);
      return;
    }
    const fence = /^```(\w+) ?(.*)$/.exec(line);
    if (fence === null) return;
    open = { kind: fence[1], name: fence[2].trim(), from: at + 1, lines: [] };
    blocks.push(open);
  });
  return blocks;
}

export function package_files(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/// Of each word, the other words of the first list it stands in: states of a flow, values of a
/// field.
function other_words(blocks) {
  const others = new Map();
  const add = (words) =>
    words.forEach((word, at) => {
      if (words.length > 1 && !others.has(word)) others.set(word, words[(at + 1) % words.length]);
    });
  for (const block of blocks) {
    if (block.kind === 'flow') add(states_of(block));
    for (const line of block.lines) {
      for (const [, list] of line.matchAll(/(?:one|several) of \[([^\]]*)\]/g)) {
        add(list.split(',').map((word) => word.trim()));
      }
    }
  }
  return others;
}

function states_of(flow) {
  const from = flow.lines.findIndex((line) => line.startsWith('states:'));
  if (from < 0) return [];
  const states = [];
  for (const line of flow.lines.slice(from + 1)) {
    const state = /^ +([^\s:]+):/.exec(line);
    if (state === null) break;
    states.push(state[1]);
  }
  return states;
}

/// The key each line of a block belongs to; `table` for the rows of one.
function keys_of(block) {
  let key = '';
  return block.lines.map((line) => {
    if (line.startsWith('|')) return 'table';
    const top = /^([a-z][a-z ]*):/.exec(line);
    if (top !== null) key = top[1];
    return key;
  });
}

/// Where on a line that which is computed begins: behind its key or the name of its entry.
function begin_of(block, key, line, is_first) {
  // The first cell of a row is its number or the hit policy.
  if (key === 'table') return line.indexOf('|', 1);
  if (is_first) return line.indexOf(':') + 1;
  if (block.kind === 'register' && ['must', 'warn'].includes(key)) {
    return line.lastIndexOf(': ') + 1;
  }
  const entry = /^ +[\p{Script=Han}\w]+:/u.exec(line);
  return entry === null ? 0 : entry[0].length;
}

function last_digit_moved(number) {
  const last = number.at(-1);
  return number.slice(0, -1) + (last === '9' ? '8' : String(Number(last) + 1));
}

function next_day_of_year(date) {
  return String(Number(date.slice(0, 4)) + 1) + date.slice(4);
}

/// The changes of one token: what it is, and the texts it becomes.
function changes_of(token, others) {
  if (/^@?"/.test(token)) return changes_of_text(token, others);
  if (/^\d{4}-\d{2}-\d{2}$/.test(token)) return [['number', next_day_of_year(token)]];
  if (/^\d/.test(token)) return [['number', last_digit_moved(token)]];
  if (other_comparator[token] !== undefined) return [['comparator', other_comparator[token]]];
  return [];
}

function changes_of_text(token, others) {
  const quantity = /^@"(\d+(?:\.\d+)?) (.*)"$/.exec(token);
  if (quantity !== null) {
    const [, number, unit] = quantity;
    const changes = [['number', `@"${last_digit_moved(number)} ${unit}"`]];
    const other = other_unit[unit];
    if (other !== undefined) changes.push(['unit', `@"${number} ${other}"`]);
    return changes;
  }
  const word = others.get(token.slice(1, -1));
  return word === undefined ? [] : [['state', `"${word}"`]];
}

/// Of the lines that name a unit or the states of a flow, which are no FEEL.
function changes_of_words(block, key, line, others) {
  const changes = [];
  const unit = /(?:\bnumber |^unit: *)([^\s,]+)/.exec(line);
  if (unit !== null && other_unit[unit[1]] !== undefined) {
    const at = unit.index + unit[0].length - unit[1].length;
    changes.push({ at, from: unit[1], to: other_unit[unit[1]], sort: 'unit' });
  }
  const grade = /^( +[^\s:]+: *)(reported|accepted|published) *$/.exec(line);
  if (block.kind === 'flow' && key === 'states' && grade !== null) {
    const to = grade[2] === 'reported' ? 'accepted' : 'reported';
    changes.push({ at: grade[1].length, from: grade[2], to, sort: 'state' });
  }
  const moved = /^( +(?:from|to): *\[?)([^\s,\]]+)/.exec(line);
  if (block.kind === 'flow' && moved !== null && others.has(moved[2])) {
    const to = others.get(moved[2]);
    changes.push({ at: moved[1].length, from: moved[2], to, sort: 'state' });
  }
  return changes;
}

function changes_of_line(block, key, line, is_first, others) {
  const changes = changes_of_words(block, key, line, others);
  const words_only = key === 'fields' || key === 'type' || key === 'unit' || key === 'states';
  if (words_only) return changes;
  const begin = begin_of(block, key, line, is_first);
  for (const found of line.slice(begin).matchAll(token_of)) {
    for (const [sort, to] of changes_of(found[0], others)) {
      changes.push({ at: begin + found.index, from: found[0], to, sort });
    }
  }
  return changes;
}

/// Where the cells of a table row stand: from the sign before to the sign behind.
function cells_of(row) {
  const signs = [...row.matchAll(/(?<!\\)\|/g)].map((sign) => sign.index);
  return signs.slice(1).map((end, at) => {
    const begin = signs[at];
    return { begin, end, text: row.slice(begin + 1, end).trim() };
  });
}

/// True of what an annotation column says: it is for readers.
function is_annotation(block, line, column) {
  const header = block.lines.find((each) => each.startsWith('|'));
  const at = cells_of(line).findIndex(({ begin, end }) => begin < column && column < end);
  return cells_of(header)[at]?.text.startsWith('#') ?? false;
}

/// All mutants of a package: { file, line, block, kind, sort, from, to, text } with `line` counted
/// from 1 and `text` the whole file changed.
export function mutants_of(files) {
  const blocks = files.map((file) => blocks_of(file.text));
  const others = other_words(blocks.flat());
  const mutants = [];
  files.forEach((file, number) => {
    const lines = file.text.split('\n');
    for (const block of blocks[number]) {
      const wanted = computing[block.kind];
      if (wanted === undefined) continue;
      let before = '';
      keys_of(block).forEach((key, at) => {
        const is_first = key !== before;
        before = key;
        if (key !== 'table' && !wanted.includes(key)) return;
        const line = block.lines[at];
        for (const { at: column, from, to, sort } of changes_of_line(
          block,
          key,
          line,
          is_first,
          others,
        )) {
          if (key === 'table' && is_annotation(block, line, column)) continue;
          const changed = line.slice(0, column) + to + line.slice(column + from.length);
          const where = block.from + at;
          const text = [...lines.slice(0, where), changed, ...lines.slice(where + 1)].join('\n');
          const kind = key === 'steps' ? 'step' : block.kind;
          const place = { file: file.name, line: where + 1, block: block.name, kind };
          mutants.push({ ...place, sort, from, to, text });
        }
      });
    }
  });
  return mutants;
}
