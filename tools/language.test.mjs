// The guide to the plan language: its examples are one plan, the same in both languages, and that
// plan has no error and passes its cases.
//
//   node tools/language.test.mjs
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { finish, check_equal } from './check_equal.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'build/fangan');

/// The files of the plan that a page writes, from its fences "````markdown FILE".
function files_of(page) {
  const files = new Map();
  const text = readFileSync(join(root, page), 'utf8');
  check_equal(`${page}: every example names its file`, /^````markdown$/m.test(text), false);
  for (const [, name, body] of text.matchAll(/^````markdown (\S+)\n([\s\S]*?)^````$/gm)) {
    files.set(name, (files.has(name) ? `${files.get(name)}\n` : '') + body);
  }
  return files;
}

function run(...words) {
  const outcome = spawnSync(program, words, { encoding: 'utf8' });
  return { status: outcome.status, said: `${outcome.stdout}${outcome.stderr}` };
}

const written = files_of('docs/language.md');
const same = files_of('docs/language.zh-CN.md');
check_equal('files of the plan', [...written.keys()].join(' '), [...same.keys()].join(' '));
for (const [name, text] of written) check_equal(`${name} in both languages`, same.get(name), text);

const folder = mkdtempSync(join(tmpdir(), 'fangan-language-'));
const plan = join(folder, '节水');
for (const [name, text] of written) {
  mkdirSync(dirname(join(plan, name)), { recursive: true });
  writeFileSync(join(plan, name), text);
}
const checked = run('check', plan);
check_equal('errors and warnings of the plan', checked.status === 0 &&
  /errors 0 · 警告 warnings 0/.test(checked.said) ? 'none' : checked.said, 'none');
check_equal('every sentence has its block',
  /未认领 unassigned 0 /.test(checked.said) ? 'yes' : checked.said, 'yes');
const cases = run('test', join(plan, 'cases'));
check_equal('cases of the plan', cases.status === 0 ? 'pass' : cases.said, 'pass');
rmSync(folder, { recursive: true });
finish();
