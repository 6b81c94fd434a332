// A decision table of twelve rules over eight inputs, first hit: as DMN, as ZEN keeps it, as one
// FEEL expression for who has no tables, and as a function that says what must come out.

export const table_inputs = [
  ['sector', 'string'], ['grade', 'string'], ['coal', 'number'], ['debt', 'number'],
  ['licence', 'boolean'], ['months_stopped', 'number'], ['intensity', 'number'],
  ['removed', 'number'],
];

// A cell: undefined anything, an array one of these texts, true or false, or [sign, number...].
const more = (number) => ({ sign: '>', number });
const at_most = (number) => ({ sign: '<=', number });
const from_to = (low, high) => ({ low, high });
const _ = undefined;
const rules = [
  [_, _, _, _, false, _, _, at_most(0), 'close'],
  [['C30'], ['D'], _, _, _, _, more(2), _, 'close'],
  [['C30', 'C31'], ['C', 'D'], _, _, _, _, more(1.5), _, 'halve'],
  [['D44'], _, more(345), _, true, _, _, _, 'rebuild'],
  [['D44'], _, from_to(331, 345), _, _, _, _, from_to(0, 1), 'rebuild'],
  [_, ['D'], _, more(1), _, from_to(6, 36), _, _, 'close'],
  [_, _, _, more(1.2), _, from_to(12, 36), _, _, 'close'],
  [['C25', 'C32', 'C33'], ['C', 'D'], _, _, _, at_most(5), from_to(1, 3.5), _, 'halve'],
  [['C32'], ['B'], more(300), _, true, _, more(1.2), _, 'watch'],
  [_, ['A'], at_most(331), at_most(1), true, _, _, _, 'exempt'],
  [_, ['A', 'B'], _, at_most(0.8), true, at_most(0), at_most(2), _, 'watch'],
  [_, _, _, _, _, _, _, _, 'inspect'],
];

function cell_text(cell) {
  if (cell === undefined) return '-';
  if (Array.isArray(cell)) return cell.map((text) => `"${text}"`).join(', ');
  if (typeof cell === 'boolean') return String(cell);
  return cell.sign ? `${cell.sign} ${cell.number}` : `[${cell.low}..${cell.high}]`;
}

function cell_holds(cell, value) {
  if (cell === undefined) return true;
  if (Array.isArray(cell)) return cell.includes(value);
  if (typeof cell === 'boolean') return cell === value;
  if (cell.sign === '>') return value > cell.number;
  if (cell.sign === '<=') return value <= cell.number;
  return cell.low <= value && value <= cell.high;
}

export function decide(row) {
  const holds = (rule) => table_inputs.every(([name], i) => cell_holds(rule[i], row[name]));
  return rules.find(holds)[table_inputs.length];
}

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const text_of = (name, text) => `<${name}><text>${escaped(text)}</text></${name}>`;

export function dmn_model() {
  const inputs = table_inputs.map(
    ([name, type]) =>
      `<inputData id="_${name}" name="${name}">` +
      `<variable name="${name}" typeRef="${type}"/></inputData>`,
  );
  const needs = table_inputs.map(
    ([name]) =>
      `<informationRequirement><requiredInput href="#_${name}"/></informationRequirement>`,
  );
  const columns = table_inputs.map(
    ([name]) => `<input>${text_of('inputExpression', name)}</input>`,
  );
  const rows = rules.map((rule) => {
    const cells = table_inputs.map((input, i) => text_of('inputEntry', cell_text(rule[i])));
    const output = text_of('outputEntry', `"${rule[table_inputs.length]}"`);
    return `<rule>${cells.join('')}${output}</rule>`;
  });
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="_m" name="measures"
 namespace="http://example.org/measures">${inputs.join('\n')}
<decision id="_d" name="measure"><variable name="measure" typeRef="string"/>${needs.join('\n')}
<decisionTable hitPolicy="FIRST">${columns.join('\n')}<output/>
${rows.join('\n')}</decisionTable></decision></definitions>\n`;
}

/// `licence in (false)` is no test of a value for everybody, and not everybody ends `x in (1)`
/// before an `and`: so it is written that all read it alike.
function test_text(name, cell) {
  if (cell === undefined) return '';
  return typeof cell === 'boolean' ? `${name} = ${cell}` : `(${name} in (${cell_text(cell)}))`;
}

/// The same as one expression.
export function as_expression() {
  const outcome = (rule) => `"${rule[table_inputs.length]}"`;
  const condition = (rule) =>
    table_inputs
      .map(([name], i) => test_text(name, rule[i]))
      .filter(Boolean)
      .join(' and ');
  const last = outcome(rules[rules.length - 1]);
  return rules
    .slice(0, -1)
    .reduceRight((rest, rule) => `if ${condition(rule)} then ${outcome(rule)} else ${rest}`, last);
}

export function zen_table() {
  const inputs = table_inputs.map(([name], i) => ({ id: `i${i}`, name, field: name }));
  const cell_of = (cell) => (cell === undefined ? '' : cell_text(cell));
  return {
    hitPolicy: 'first',
    inputs,
    outputs: [{ id: 'o', name: 'measure', field: 'measure' }],
    rules: rules.map((rule, number) => ({
      _id: `r${number}`,
      ...Object.fromEntries(inputs.map(({ id }, i) => [id, cell_of(rule[i])])),
      o: `"${rule[table_inputs.length]}"`,
    })),
  };
}
