// The mutation tool: which changes it makes, and what it says of a small package whose cases ask
// one thing and not the other.
//
//   node tools/mutation.test.mjs
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check_equal, finish } from './check_equal.mjs';
import { mutants_of } from './mutation/mutants.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function changes(text) {
  return mutants_of([{ name: 'a.md', text }])
    .map(({ line, sort, from, to }) => `${line} ${sort} ${from} -> ${to}`)
    .join('\n');
}

check_equal(
  'numbers and units of a parameter',
  changes('```parameter 上限\nclause: "5台"\ntype: number 万元\nvalues: {2018-01-02: 9}\n```'),
  '3 unit 万元 -> 亿元\n4 number 2018-01-02 -> 2019-01-02\n4 number 9 -> 8',
);
check_equal(
  'comparators, quantities and states of a decision',
  changes(
    '```register 机组\nfields:\n  类型: one of [抽凝, 背压]\n```\n' +
      '```decision 关停\nvalue: 煤耗 >= @"331 克/千瓦时" and 类型 = "抽凝"\n```',
  ),
  '6 comparator >= -> >\n6 number @"331 克/千瓦时" -> @"332 克/千瓦时"\n' +
    '6 unit @"331 克/千瓦时" -> @"331 千克/千瓦时"\n6 comparator = -> !=\n6 state "抽凝" -> "背压"',
);
check_equal(
  'the number of a rule is none of a table',
  changes('```decision 分档\n| F | 数 | → 档 |\n|---|---|---|\n| 1 | > 2 | 3 |\n```'),
  '4 comparator > -> >=\n4 number 2 -> 3\n4 number 3 -> 4',
);
check_equal(
  'an annotation of a table says nothing to a case',
  changes(
    '```decision 分档\n| F | 数 | → 档 | # 依据 |\n|---|---|---|---|\n' +
      '| 1 | 2 | 3 | 第4条 \\| 5 |\n```',
  ),
  '4 number 2 -> 3\n4 number 3 -> 4',
);
check_equal(
  'states of a flow',
  changes(
    '```flow 关停\nstates:\n  在册:\n  已关停: accepted\n' +
      'steps:\n  关停:\n    to: 已关停\n```',
  ),
  '4 state accepted -> reported\n7 state 已关停 -> 在册',
);

const work = mkdtempSync(join(tmpdir(), 'fangan-mutation-test-'));
try {
  const folder = join(work, 'package');
  cpSync(join(root, 'cases/registers/package'), folder, { recursive: true });
  mkdirSync(join(folder, 'cases'));
  writeFileSync(
    join(folder, 'cases/limit.md'),
    `---
package: package
today: 2018-12-31
---
# 高于上限就关停
## given 企业
| 代码 | 名称 |
|------|------|
| 甲厂 | 甲厂 |
## given 机组
| 企业 | 机号 | 类型 | 供电煤耗 | 超低排放 | 手续齐全 | 需要整治 |
|------|------|------|----------|----------|----------|----------|
| 甲厂 | 1    | 抽凝 | 331.1    | 是       | 是       | 否       |
## expect
| expression             | result |
|------------------------|--------|
| 机组[机号 = "1"][1].应当关停 | true   |
`,
  );
  const tool = (block) =>
    spawnSync('node', [join(root, 'tools/mutation.mjs'), folder, '--block', block], {
      encoding: 'utf8',
    });
  const limit = tool('^煤耗上限$');
  check_equal('it ends well', `${limit.status} ${limit.stderr}`, '0 ');
  check_equal('a limit one higher is noticed', limit.stdout.includes('number 331 -> 332'), false);
  check_equal(
    'a limit of a later day is not',
    /shared\.md:\d+: parameter 煤耗上限: number 310 -> 311/.test(limit.stdout),
    true,
  );
  check_equal(
    'a decision that no case names',
    /, 0 missed, [1-9]\d* without a case/.test(tool('^标杆差距$').stdout),
    true,
  );
  const limit_case = join(folder, 'cases/limit.md');
  writeFileSync(limit_case, readFileSync(limit_case, 'utf8').replace('| true ', '| false'));
  check_equal(
    'cases that fail unchanged would notice everything',
    tool('^煤耗上限$').stderr,
    'The cases fail as they stand; run build/fangan test on them first.\n',
  );
} finally {
  rmSync(work, { recursive: true });
}
finish();
