// Rules about words that may not stand in a source, each with what to write instead.
import {
  finding,
  folder_of,
  is_cpp,
  is_cpp_test,
  is_script,
  line_at,
  without_strings,
} from './tree.mjs';

const outside = (...folders) => (path) => !folders.includes(folder_of(path));
const inside = (...folders) => (path) => folders.includes(folder_of(path));

// pattern, where it is banned, what to do instead. Comments and strings are not looked at.
const banned_in_cpp = [
  {
    pattern: /\b(system_clock|high_resolution_clock)\b|\b\w*_clock::now\b/g,
    where: outside('service'),
    instead: 'no clock outside service/: take a Moment or a Date as a parameter',
  },
  {
    pattern:
      /(?<![\w.>])(time|gettimeofday|clock_gettime|localtime(_r)?)\s*\(\s*(nullptr|NULL|0|&|C)/g,
    where: outside('service'),
    instead: 'no clock outside service/: take a Moment or a Date as a parameter',
  },
  {
    pattern: /\brandom_device\b|(?<![\w.>])s?rand\s*\(|\brandombytes_\w+|\bgetrandom\s*\(/g,
    where: outside('service'),
    instead: 'no chance outside service/: take what is needed as a parameter',
  },
  {
    pattern: /\b(mt19937(_64)?|default_random_engine)\b/g,
    where: (path) => outside('service')(path) && !is_cpp_test(path),
    instead: 'no chance outside service/ and tests',
  },
  {
    pattern: /#include <iostream>|\bstd::(cout|cerr|clog)\b|(?<!\w)f?printf\s*\(/g,
    where: outside('cli'),
    instead: 'only cli/ talks to a terminal: return text or Diagnostics',
  },
  {
    pattern: /\bsetlocale\b|\bstd::locale\b|\.imbue\s*\(/g,
    where: () => true,
    instead: 'no locale: text is UTF-8 and compared by bytes',
  },
  {
    pattern: /\b(double|float)\b/g,
    where: inside('value', 'campaign'),
    instead: 'no binary floating point near a figure: use Decimal',
  },
  {
    pattern: /\b(stod|stof|strtod|strtof|atof)\s*\(/g,
    where: () => true,
    instead: 'use Decimal::parse',
  },
  {
    pattern: /(?<![\w.>])(?:std::)?_?(?:quick_)?exit\s*\(/gi,
    where: (path) => path !== 'src/cli/main.cc',
    instead: 'only cli/main.cc ends the process: return a Result',
  },
  {
    pattern: /\bcatch\s*\(\s*\.\.\.\s*\)/g,
    where: outside('http', 'cli'),
    instead: 'catch by type, in the folder that calls the library',
  },
  {
    pattern: /\bcatch\s*\(/g,
    where: is_cpp_test,
    instead: 'a test does not swallow its own failure: use EXPECT_THROW or let it fail',
  },
];

/// Calls that make figures unrepeatable, inexact or silent.
export function banned_calls(tree) {
  const findings = [];
  for (const [path, text] of tree) {
    if (!folder_of(path) || !is_cpp(path)) continue;
    const code = without_strings(text);
    for (const { pattern, where, instead } of banned_in_cpp) {
      if (!where(path)) continue;
      for (const match of code.matchAll(pattern)) {
        findings.push(finding(path, line_at(code, match.index), `${match[0].trim()}: ${instead}`));
      }
    }
  }
  return findings;
}

const is_source = (path) => is_cpp(path) || is_script(path) || /\.(sh|css|html|yaml)$/.test(path);

// Written in parts, so that the rule does not find itself.
const unfinished = new RegExp(`\\b(${['FIX' + 'ME', 'TO' + 'DO', 'X' + 'XX'].join('|')})\\b`, 'g');

/// Nothing unfinished is merged.
export function unfinished_work(tree) {
  const findings = [];
  for (const [path, text] of tree) {
    if (!is_source(path) && !/^(run|test|CMakeLists\.txt)$/.test(path)) continue;
    for (const match of text.matchAll(unfinished)) {
      findings.push(finding(path, line_at(text, match.index), `${match[0]}: finish it, or say it`));
    }
  }
  return findings;
}

const absolute_places = new RegExp(
  `(?<![\\w.\\-/])/(${['wo' + 'rk', 'ho' + 'me', 'ro' + 'ot'].join('|')})/`,
  'g',
);

/// No path of one machine.
export function machine_paths(tree) {
  const findings = [];
  for (const [path, text] of tree) {
    if (/^(plans|cases)\//.test(path) || path.endsWith('package-lock.json')) continue;
    for (const match of text.matchAll(absolute_places)) {
      findings.push(finding(path, line_at(text, match.index), `${match[0]} is on one machine`));
    }
  }
  return findings;
}
