// Rules about size: what does not fit a screen is not read.
//
// tools/ratchet.tsv holds the known exceptions, each with its length and a reason. It may only
// shrink: a longer function fails, and a shorter one asks to write the smaller number.
import {
  display_width,
  finding,
  is_cpp,
  is_script,
  line_at,
  table_rows,
  without_strings,
} from './tree.mjs';

export const file_lines_max = 800;
export const function_lines_max = 70;
export const columns_max = 100;

/// [{ name, line, lines }] of the functions defined in a C++ text.
export function cpp_functions(text) {
  const code = without_strings(text).replace(/^[ \t]*#.*$/gm, (line) => ' '.repeat(line.length));
  const functions = [];
  const open = []; // null for namespaces, types and blocks; a function otherwise
  let begin = 0; // where the words before the next brace begin
  for (let at = 0; at < code.length; ++at) {
    const character = code[at];
    if (character === '{') {
      const head = code.slice(begin, at);
      const is_inside = open.some((each) => each !== null);
      const named = head.match(/([~\w:]+|operator\W+)\s*\(/);
      const is_type = /^\s*(template\s*<[^{]*>\s*)?(namespace|class|struct|union|enum|extern)\b/;
      const is_function = !is_inside && named && !is_type.test(head) && !/=\s*$/.test(head);
      const first = begin + (head.match(/^\s*/)?.[0].length ?? 0);
      open.push(is_function ? { name: named[1].trim(), line: line_at(code, first) } : null);
      begin = at + 1;
    } else if (character === '}') {
      const closed = open.pop();
      if (closed) {
        functions.push({ ...closed, lines: line_at(code, at) - closed.line + 1 });
      }
      begin = at + 1;
    } else if (character === ';') {
      begin = at + 1;
    }
  }
  return functions;
}

/// [{ name, line, lines }] of the functions that begin at the left edge of a script.
export function script_functions(text) {
  const functions = [];
  const lines = text.split('\n');
  const head =
    /^(?:export )?(?:default )?(?:async )?(?:function\*? (\w+)|const (\w+)\b.*(?:=>|\() ?[{(]$)/;
  for (let begin = 0; begin < lines.length; ++begin) {
    const match = lines[begin].match(head);
    if (!match) continue;
    const end = lines.findIndex((line, index) => index > begin && /^[}\])]/.test(line));
    const last = end < 0 ? begin : end;
    functions.push({ name: match[1] ?? match[2], line: begin + 1, lines: last - begin + 1 });
  }
  return functions;
}

function hold_against_ratchet(tree, kind, long_ones, limit) {
  const findings = [];
  const known = new Map();
  for (const [file, name, lines, reason] of table_rows(tree.get('tools/ratchet.tsv'))) {
    if ((name === '' ? 'file' : 'function') !== kind) continue;
    known.set(`${file}\t${name}`, Number(lines));
    if (reason) continue;
    findings.push(finding('tools/ratchet.tsv', 1, `${file} ${name} has no reason`));
  }
  for (const { file, name, line, lines } of long_ones) {
    const allowed = known.get(`${file}\t${name}`);
    known.delete(`${file}\t${name}`);
    if (allowed === undefined || lines > allowed) {
      const says = `${name || 'the file'} has ${lines} lines, at most ${allowed ?? limit}`;
      findings.push(finding(file, line, says));
    } else if (lines < allowed) {
      const says = `${file} ${name} shrank to ${lines} lines: write that number`;
      findings.push(finding('tools/ratchet.tsv', 1, says));
    }
  }
  for (const left of known.keys()) {
    const says = `${left.replace('\t', ' ')} is short now: delete its line`;
    findings.push(finding('tools/ratchet.tsv', 1, says));
  }
  return findings;
}

const has_length = (path) =>
  (is_cpp(path) || is_script(path) || /\.(css|sh)$/.test(path)) && !path.startsWith('plans/');

export function file_lengths(tree) {
  const long_ones = [];
  for (const [path, text] of tree) {
    if (!has_length(path)) continue;
    const lines = text.split('\n').length - 1;
    if (lines > file_lines_max) long_ones.push({ file: path, name: '', line: 1, lines });
  }
  return hold_against_ratchet(tree, 'file', long_ones, file_lines_max);
}

export function function_lengths(tree) {
  const long_ones = [];
  for (const [path, text] of tree) {
    if (!is_cpp(path) && !is_script(path)) continue;
    const functions = is_cpp(path) ? cpp_functions(text) : script_functions(text);
    for (const { name, line, lines } of functions) {
      if (lines > function_lines_max) long_ones.push({ file: path, name, line, lines });
    }
  }
  return hold_against_ratchet(tree, 'function', long_ones, function_lines_max);
}

/// Lines fit 100 columns of a terminal, where a Han character takes two.
export function line_widths(tree) {
  const findings = [];
  for (const [path, text] of tree) {
    const is_page = /^(docs\/.*|[A-Z-]+|README\.zh-CN)\.md$/.test(path);
    if (!has_length(path) && !is_page && !/^(run|test|CMakeLists\.txt)$/.test(path)) continue;
    text.split('\n').forEach((line, index) => {
      // A table, an address and a character class cannot be broken.
      if (/^\s*(\||\/\[\\u)/.test(line) || /https?:\/\/\S+$/.test(line)) return;
      if (is_page && /^\{|^ ?"|^[A-Z_]+ +=/.test(line)) return;
      const width = display_width(line);
      if (width <= columns_max) return;
      findings.push(finding(path, index + 1, `${width} columns, at most ${columns_max}`));
    });
  }
  return findings;
}
