// The library as others get it: installed, found by CMake, compiled into the example, and told
// truly by its page.
//
//   node tools/embed.test.mjs     needs what `cmake --build build` makes
//
// Installs into build/embed, compiles every installed header alone, and all under clang, builds and
// runs examples/embed against the install tree, then holds the pages against it: each block of code
// stands in the example, each block of output is printed by it, each header is listed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check_equal, finish } from './check_equal.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const made = join(root, 'build/embed');
const installed = join(made, 'install');
const includes = join(installed, 'include');
const example = join(root, 'examples/embed');
const pages = ['docs/embed.md', 'docs/embed.zh-CN.md'];

function run(command, ...words) {
  const outcome = spawnSync(command, words, { encoding: 'utf8', cwd: root });
  const said = `${outcome.stdout ?? ''}${outcome.stderr ?? ''}`;
  return { worked: outcome.status === 0, said, printed: outcome.stdout ?? '' };
}

/// A step that is one test, and shows its output where it failed.
function must_work(name, command, ...words) {
  const outcome = run(command, ...words);
  check_equal(name, outcome.worked ? 'worked' : outcome.said, 'worked');
  return outcome.printed;
}

/// What a compiler says of headers that are all of a source.
function compile_headers(compiler, headers) {
  const flags = ['-std=c++20', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-fsyntax-only'];
  const included = headers.flatMap((header) => ['-include', header]);
  const words = [...flags, `-I${includes}`, '-x', 'c++', ...included, '/dev/null'];
  return new Promise((resolve) => {
    const child = spawn(compiler, words);
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    child.on('error', (error) => resolve(String(error)));
    child.on('close', (status) => resolve(status === 0 ? 'compiles' : said));
  });
}

/// The blocks of a page in one language, without their fences.
const blocks = (page, language) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    (match) => match[1],
  );
const without_indent = (text) => text.replace(/^ +/gm, '').trim();

function installed_headers() {
  const found = readdirSync(includes, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.path, entry.name).slice(includes.length + 1)).sort();
}

async function check_headers(headers) {
  const left = [...headers];
  const work = async () => {
    for (let header = left.shift(); header; header = left.shift()) {
      check_equal(`${header} alone`, await compile_headers('g++', [header]), 'compiles');
    }
  };
  check_equal('all under clang', await compile_headers('clang++-14', headers), 'compiles');
  await Promise.all([work(), work()]);
}

function check_page(path, sources, printed, headers) {
  const page = readFileSync(join(root, path), 'utf8');
  for (const language of ['cpp', 'cmake']) {
    for (const block of blocks(page, language)) {
      const stands = without_indent(sources).includes(without_indent(block));
      const name = `${path}: the block “${block.trim().split('\n')[0]}” in examples/embed`;
      check_equal(name, stands, true);
    }
  }
  for (const block of blocks(page, 'text')) {
    const name = `${path}: “${block.trim().split('\n')[0]}” is printed`;
    check_equal(name, `\n${printed}`.includes(`\n${block}`) ? block : printed, block);
  }
  const listed = [...page.matchAll(/`(fangan\/[\w/]+\.h)`/g)].map((match) => match[1]);
  check_equal(`${path}: headers listed`, [...new Set(listed)].sort().join(), headers.join());
}

rmSync(made, { recursive: true, force: true });
mkdirSync(made, { recursive: true });
must_work('install', 'cmake', '--install', 'build', '--prefix', installed);
const headers = installed_headers();
const prefix = `-DCMAKE_PREFIX_PATH=${installed}`;
const build = join(made, 'example');
must_work('find_package', 'cmake', '-S', example, '-B', build, '-G', 'Ninja', prefix);
must_work('build the example', 'cmake', '--build', build);
const printed = must_work('run the example', join(build, 'embed'));
const sources = readdirSync(example).map((name) => readFileSync(join(example, name), 'utf8'));
for (const page of pages) check_page(page, sources.join('\n'), printed, headers);
await check_headers(headers);
finish();
