// Every rule of tidy can fail: each case plants one violation in an otherwise clean small tree and
// expects the rule to name that place and nothing else.
import { banned_calls, machine_paths, unfinished_work } from './tidy/banned_rules.mjs';
import { dependencies, slow_compiles, slow_sources } from './tidy/build_rules.mjs';
import { markdown_paths, plan_words } from './tidy/document_rules.mjs';
import { headers, layers, light_headers, linked_layers } from './tidy/layout_rules.mjs';
import { names, one_definition } from './tidy/layout_rules.mjs';
import { cpp_functions, file_lengths, function_lengths } from './tidy/length_rules.mjs';
import { line_widths } from './tidy/length_rules.mjs';
import { orphan_codes, translations, untested_codes } from './tidy/message_rules.mjs';
import { display_width, without_strings } from './tidy/tree.mjs';
import { check_equal, finish } from './check_equal.mjs';

const clean = {
  'tools/layers.txt': 'text:\nvalue: text\nservice: value\ncli: service\n',
  'CMakeLists.txt':
    'set(text_links "")\nset(value_links fangan_text zip)\n' +
    'set(service_links fangan_value)\nset(cli_links fangan_service)\n',
  'src/text/source.h': '// Source: a text.\n#pragma once\n/// Errors  DOC-T001 long.\nint a();\n',
  'src/text/source.cc': '#include "text/source.h"\nvoid f() { raise("DOC-T001"); }\n',
  'src/text/source_test.cc': 'TEST(Source, IsLong) { EXPECT_EQ(code(), "DOC-T001"); }\n',
  'src/text/messages/document.yaml': 'DOC-T001:\n  zh: 太长。\n  en: It is too long.\n',
  'src/service/clock.cc': '#include "value/date.h"\nauto now = system_clock::now();\n',
  'src/value/date.h': '// Date: a day.\n#pragma once\n#include "text/source.h"\n',
  'src/cli/main.cc': '#include <iostream>\nint main() { std::exit(0); }\n',
  'plans/sample/plan.md': '```plan\nissuer: 青川市人民政府\n```\n',
  'plans/sample/agencies.md':
    '| name | kind |\n|---|---|\n| 市财政局 | 部门 |\n| 白石县 | 县区 |\n',
  'README.md': 'See `src/text/source.h` and [the layers](tools/layers.txt); start ./run.\n',
  run: '#!/bin/bash\n',
};

const places = (rule, changes, ...rest) =>
  rule(new Map(Object.entries({ ...clean, ...changes })), ...rest)
    .map(({ file, line }) => `${file}:${line}`)
    .join(' ');

/// The rule is silent about the clean tree and names `place` once `changes` are planted.
function plants(rule, changes, place) {
  check_equal(`${rule.name} is silent about a clean tree`, places(rule, {}), '');
  const text = Object.values(changes).join().slice(0, 60);
  check_equal(`${rule.name} finds ${JSON.stringify(text)}`, places(rule, changes), place);
}

const header = '// X: what.\n#pragma once\n';
const lines = (count) => 'int x;\n'.repeat(count);
const long_function = (count) => `int f() {\n${'  g();\n'.repeat(count - 2)}}\n`;
const ratchet = (row) => `file\tfunction\tlines\treason\n${row}\n`;

plants(layers, { 'src/text/up.cc': '\n#include "value/date.h"\n' }, 'src/text/up.cc:2');
plants(layers, { 'src/text/up.cc': '#include "text/lost.h"\n' }, 'src/text/up.cc:1');
plants(layers, { 'src/extra/new.cc': '' }, 'src/extra/new.cc:1');
plants(
  linked_layers,
  { 'CMakeLists.txt': clean['CMakeLists.txt'].replace('fangan_text', 'fangan_cli') },
  'CMakeLists.txt:2',
);
plants(names, { 'src/text/string_utils.cc': '' }, 'src/text/string_utils.cc:1');
plants(names, { 'src/text/common/a.h': header }, 'src/text/common/a.h:1');
plants(names, { 'src/text/a.h': `${header}class PlanManager {};\n` }, 'src/text/a.h:3');
plants(names, { 'web/src/a.ts': 'export type ClickHandler = 1;\n' }, 'web/src/a.ts:1');
plants(headers, { 'src/text/a.h': '#pragma once\n' }, 'src/text/a.h:1');
plants(headers, { 'src/text/a.h': '// A: what.\n' }, 'src/text/a.h:1');
plants(light_headers, { 'src/text/a.h': `${header}#include <boost/asio.hpp>\n` }, 'src/text/a.h:3');

const bans = [
  ['text', 'auto now = std::chrono::system_clock::now();'],
  ['text', 'auto now = std::chrono::steady_clock::now();'],
  ['text', 'time_t now = time(nullptr);'],
  ['text', 'int r = rand();'],
  ['text', 'std::random_device chance;'],
  ['text', '#include <iostream>'],
  ['text', 'std::cout << 1;'],
  ['text', 'setlocale(0, "");'],
  ['value', 'double rate = 0;'],
  ['text', 'double x = std::stod(text);'],
  ['text', 'std::exit(1);'],
  ['text', 'exit(1);'],
  ['text', 'try { f(); } catch (...) {}'],
];
for (const [folder, code] of bans) {
  plants(banned_calls, { [`src/${folder}/bad.cc`]: `\n${code}\n` }, `src/${folder}/bad.cc:2`);
}
plants(
  banned_calls,
  { 'src/text/bad_test.cc': 'void t() { try { f(); } catch (const X&) {} }\n' },
  'src/text/bad_test.cc:1',
);
check_equal(
  'banned words in comments and strings are no calls',
  places(banned_calls, { 'src/value/a.cc': '// exit(1) and double\nf("time(0)"); g(1\'000);\n' }),
  '',
);
plants(unfinished_work, { 'src/text/a.cc': `\n// ${'TO' + 'DO'}: later\n` }, 'src/text/a.cc:2');
plants(unfinished_work, { run: `# ${'FIX' + 'ME'}\n` }, 'run:1');
plants(machine_paths, { 'tools/a.sh': `cd /${'wo' + 'rk'}/main\n` }, 'tools/a.sh:1');

plants(file_lengths, { 'src/text/long.cc': lines(801) }, 'src/text/long.cc:1');
const long_file = { 'src/text/long.cc': lines(810) };
check_equal(
  'a known long file with its reason passes',
  places(file_lengths, {
    ...long_file,
    'tools/ratchet.tsv': ratchet('src/text/long.cc\t\t810\ta table'),
  }),
  '',
);
plants(
  file_lengths,
  { ...long_file, 'tools/ratchet.tsv': ratchet('src/text/long.cc\t\t805\ta table') },
  'src/text/long.cc:1',
);
plants(
  file_lengths,
  { ...long_file, 'tools/ratchet.tsv': ratchet('src/text/long.cc\t\t900\ta table') },
  'tools/ratchet.tsv:1',
);
plants(
  file_lengths,
  { 'tools/ratchet.tsv': ratchet('src/text/source.cc\t\t900\ta table') },
  'tools/ratchet.tsv:1',
);
plants(
  file_lengths,
  { ...long_file, 'tools/ratchet.tsv': ratchet('src/text/long.cc\t\t810\t') },
  'tools/ratchet.tsv:1',
);
plants(function_lengths, { 'src/text/a.cc': `\n${long_function(71)}` }, 'src/text/a.cc:2');
check_equal(
  'a function of 70 lines passes',
  places(function_lengths, { 'src/text/a.cc': long_function(70) }),
  '',
);
plants(
  function_lengths,
  { 'web/src/a.ts': `export function f(): void {\n${'  g();\n'.repeat(70)}}\n` },
  'web/src/a.ts:1',
);
check_equal(
  'functions are found in namespaces, types and after braces in strings',
  cpp_functions(
    'namespace a {\nstruct B {\n  int c() const {\n    return 1;\n  }\n};\n' +
      'const char* text = "{";\nchar32_t c = U\'{\';\n' +
      'int d(int x) {\n  if (x) {\n  }\n  return x;\n}\n}\n',
  )
    .map(({ name, line, lines: count }) => `${name} ${line} ${count}`)
    .join(', '),
  'c 3 3, d 9 5',
);
plants(line_widths, { 'src/text/a.cc': `\n// ${'宽'.repeat(50)}\n` }, 'src/text/a.cc:2');
check_equal('a line of 100 columns passes', places(line_widths, { 'a.cc': 'x'.repeat(100) }), '');
check_equal('Han characters take two columns', display_width('a方“案'), 6);

plants(
  orphan_codes,
  { 'src/text/a.cc': '\nvoid f() { raise("DOC-T002"); }\n' },
  'src/text/a.cc:2',
);
plants(
  orphan_codes,
  { 'src/text/messages/more.yaml': '\nDOC-T003:\n  zh: 空。\n  en: Empty.\n' },
  'src/text/messages/more.yaml:2',
);
plants(orphan_codes, { 'src/text/a.h': `${header}/// Errors  DOC-T009\n` }, 'src/text/a.h:3');
plants(
  translations,
  { 'src/text/messages/more.yaml': 'A-T003: { zh: 空, en:  }\n' },
  'src/text/messages/more.yaml:1',
);
plants(
  translations,
  { 'src/text/messages/more.yaml': 'A-T003:\n  zh: Empty.\n  en: Empty.\n' },
  'src/text/messages/more.yaml:1',
);
plants(
  translations,
  { 'src/text/messages/more.yaml': 'A-T003:\n  zh: 没有{near}。\n  en: No. Is it {near}?\n' },
  'src/text/messages/more.yaml:1',
);
plants(untested_codes, { 'src/text/source_test.cc': '' }, 'src/text/messages/document.yaml:1');
check_equal(
  'an example of a builtin raises its code',
  places(untested_codes, {
    'src/text/source_test.cc': '',
    'src/feel/builtins.yaml': "abs:\n  examples:\n    - 'abs(null) => null DOC-T001'\n",
  }),
  '',
);

plants(markdown_paths, { 'docs/a.md': '\nSee `src/text/lost.h`.\n' }, 'docs/a.md:2');
plants(markdown_paths, { 'docs/a.md': 'See [it](lost.md).\n' }, 'docs/a.md:1');
plants(markdown_paths, { 'docs/a.md': 'See `text/lost.h`.\n' }, 'docs/a.md:1');
plants(markdown_paths, { 'docs/a.md': 'Start ./lost now.\n' }, 'docs/a.md:1');
check_equal(
  'a path made by the build is known',
  places(markdown_paths, {
    'docs/a.md': 'Start `src/made`.\n',
    'tools/paths_elsewhere.tsv': 'path\tfrom\nsrc/made\tmade by ./run\n',
  }),
  '',
);
plants(plan_words, { 'lexicons/a.tsv': 'word\n青川\n' }, 'lexicons/a.tsv:2');
plants(plan_words, { 'src/text/a.cc': '// 白石县\n' }, 'src/text/a.cc:1');
plants(plan_words, { 'web/src/a.ts': '// 白石\n' }, 'web/src/a.ts:1');
plants(
  plan_words,
  { 'plans/a/1.md': 'text\n```register 高耗水企业\n```\n', 'src/text/a.cc': '// 高耗水企业\n' },
  'src/text/a.cc:1',
);

const measured = (seconds, more = '') => `${seconds}\t/r/src/text/source.cc\n${more}`;
check_equal('a quick source passes', places(slow_compiles, {}, measured('9.50'), '/r'), '');
check_equal(
  'a slow source is told of',
  places(slow_compiles, {}, measured('10.10'), '/r'),
  'src/text/source.cc:1',
);
check_equal(
  'a hit of the cache does not hide a slow source',
  places(slow_compiles, {}, measured('10.10', measured('0.02')), '/r'),
  'src/text/source.cc:1',
);
check_equal(
  'a source made quick passes again',
  places(slow_compiles, {}, measured('10.10', measured('3.00')), '/r'),
  '',
);
const reasons = (text) => ({
  'tools/slow_sources.tsv': `source\treason\nsrc/text/source.cc\t${text}\n`,
});
check_equal(
  'a slow source with a reason passes',
  places(slow_compiles, reasons('the only one with Boost'), measured('30.00'), '/r'),
  '',
);
plants(slow_sources, reasons(''), 'tools/slow_sources.tsv:1');
plants(
  one_definition,
  {
    'src/text/a.h': 'namespace fangan {\nstruct Cell {\n};\n}\n',
    'src/value/b.h': 'namespace fangan {\nclass Cell : public Other {\n};\n}\n',
  },
  'src/value/b.h:2',
);
plants(
  dependencies,
  { 'tools/dependencies.tsv': 'package\tneeded for\treason\ng++\trun\t\n' },
  'tools/dependencies.tsv:1',
);
plants(dependencies, { run: '\napt-get install -y libx-dev\n' }, 'run:2');
check_equal(
  'strings and comments are blanked, lines and lengths stay',
  without_strings('a /*x\n*/ "b{" // {\nf'),
  'a    \n   "  "     \nf',
);
finish();
