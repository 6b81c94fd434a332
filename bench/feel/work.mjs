// The work that all engines are given, as one file of JSON: expressions, rows, and what must come
// out of each row.
//
//   node bench/feel/work.mjs FILE
import { writeFileSync } from 'node:fs';
import { enterprise } from './enterprises.mjs';
import {
  expected_of,
  five_rules,
  five_rules_without_dates,
  rule_inputs,
  zen_rules,
} from './rules.mjs';
import { as_expression, decide, dmn_model, table_inputs, zen_table } from './table.mjs';

const row_count = 1000;
const all = Array.from({ length: row_count }, (unused, index) => enterprise(index));
const digits = (number) => ({ digits: String(number) });

function orders_of(index) {
  return Array.from({ length: 20 }, (unused, i) => ({
    price: ((index * 37 + i * 101) % 2000) / 4,
    count: 1 + ((index + i) % 9),
  }));
}

/// Sums of quarters and whole numbers: exact in binary too, so that no one is wrong for want of
/// decimals.
function list_work() {
  const rows = all.map((row, index) => ({ orders: orders_of(index) }));
  const inputs = [['orders', 'list<context<price: number, count: number>>']];
  const kept = (row) => row.orders.filter((order) => order.price > 100);
  const names = (row) => row.orders.map((order) => order.price);
  return [
    {
      name: 'list: filter, for, sum', inputs, rows,
      feel: 'sum(for o in orders[price > 100] return o.price * o.count)',
      zen: { result: 'sum(map(filter(orders, #.price > 100), #.price * #.count))' },
      expected: rows.map((row) => digits(kept(row).reduce((sum, o) => sum + o.price * o.count, 0))),
    },
    {
      name: 'list: sort, first', inputs, rows,
      feel: 'sort(orders, function(a, b) a.price < b.price)[1].price',
      expected: rows.map((row) => digits(Math.min(...names(row)))),
    },
  ];
}

function text_work() {
  const rows = all.map(({ name, sector }) => ({ name, sector }));
  return {
    name: 'text: contains, substring', rows,
    inputs: [['name', 'string'], ['sector', 'string']],
    feel:
      'if contains(name, "有限") and string length(name) > 6 ' +
      'then upper case(substring(name, 1, 2) + lower case(sector)) else substring(name, 3)',
    expected: rows.map(({ name, sector }) =>
      name.includes('有限') && [...name].length > 6 ? name.slice(0, 2) + sector : name.slice(2),
    ),
  };
}

const zen_row = (row) => {
  const { exact, name, sector, grade, design_life_end, ...rest } = row;
  return rest;
};
const columns = (row, names) => Object.fromEntries(names.map(([name]) => [name, row[name]]));

const work = [
  {
    name: 'table: 12 rules, 8 inputs', inputs: table_inputs, dmn: dmn_model(), decision: 'measure',
    feel: as_expression(), zen_table: zen_table(), zen_result: 'measure',
    rows: all.map((row) => columns(row, table_inputs)), expected: all.map(decide),
  },
  {
    name: 'five rules', inputs: rule_inputs, feel: five_rules,
    feel_of_peers: five_rules_without_dates, zen: zen_rules, measure_compile: true,
    rows: all.map((row) => columns(row, rule_inputs)), rows_of_peers: all.map(zen_row),
    expected: all.map(expected_of),
  },
  text_work(),
  ...list_work(),
];
writeFileSync(process.argv[2], JSON.stringify(work));
