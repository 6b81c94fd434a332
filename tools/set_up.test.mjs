// The set-up of ./run and ./test, tried where everything can go wrong.
//
// Each case runs tools/set_up.sh in a folder of its own, with the system's commands (apt-get, sudo,
// dpkg-query, npm, df) replaced by short ones that write down how they were called.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { finish, check_equal } from './check_equal.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = '. tools/set_up.sh; ';
const one_package = '# comment\npackage\tneeded for\treason\tcommand\nlibdemo-dev\trun\tto try\n';
const folders = [];

/// A checkout with nothing but the set-up; `commands` maps a name to the text of a shell script.
function checkout(commands) {
  const folder = mkdtempSync(join(tmpdir(), 'fangan-set-up-'));
  folders.push(folder);
  for (const made of ['tools', 'bin', 'web']) mkdirSync(join(folder, made));
  cpSync(join(root, 'tools/set_up.sh'), join(folder, 'tools/set_up.sh'));
  writeFileSync(join(folder, 'tools/dependencies.tsv'), one_package);
  writeFileSync(join(folder, 'web/package-lock.json'), '{}');
  for (const [name, text] of Object.entries(commands)) {
    const path = join(folder, 'bin', name);
    writeFileSync(path, `#!/bin/bash\necho "${name} $*" >>'${folder}/calls'\n${text}\n`);
    chmodSync(path, 0o755);
  }
  return folder;
}

function surroundings(folder) {
  const path = `${join(folder, 'bin')}:${process.env['PATH']}`;
  return { cwd: folder, env: { ...process.env, PATH: path } };
}

/// { status, said } of a script in a checkout, run to its end.
function run(folder, script) {
  const outcome = spawnSync('bash', ['-uo', 'pipefail', '-c', source + script], {
    ...surroundings(folder),
    encoding: 'utf8',
  });
  return { status: outcome.status, said: outcome.stdout + outcome.stderr };
}

/// Starts a script, sends Ctrl-C's signal once `file` is there, and waits for the end.
async function interrupt(folder, script, file) {
  const started = spawn('bash', ['-uo', 'pipefail', '-c', source + script], surroundings(folder));
  const ended = new Promise((done) => started.once('exit', (status) => done(status)));
  for (let waited_ms = 0; waited_ms < 10000; waited_ms += 50) {
    if (existsSync(join(folder, file))) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  started.kill('SIGINT');
  return ended;
}

const calls = (folder) =>
  existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8') : '';
const includes = (text, part) => (text.includes(part) ? part : `“${part}” is missing in: ${text}`);

function is_alive(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1][0] !== 'Z';
  } catch {
    return false;
  }
}

const absent = { 'dpkg-query': 'exit 1', 'apt-get': '' };
const present = { 'dpkg-query': 'printf installed', 'apt-get': '' };
const as_root = { id: 'echo 0' };
const as_clerk = { id: '[ "$1" = -u ] && echo 1000 || echo clerk' };

{
  const folder = checkout({ ...present, ...as_root });
  check_equal('what is there is not installed', run(folder, 'install_missing run').status, 0);
  check_equal('apt-get is left alone', calls(folder).includes('apt-get'), false);
}
{
  const folder = checkout({ ...absent, ...as_root });
  const { status, said } = run(folder, 'install_missing run');
  check_equal('root installs', status, 0);
  check_equal('the reason is told', /libdemo-dev +to try/.test(said), true);
  const last = calls(folder).trim().split('\n').at(-1);
  check_equal('the package is asked for', includes(last, 'libdemo-dev'), 'libdemo-dev');
  check_equal('a busy apt is waited for', includes(last, 'Lock::Timeout'), 'Lock::Timeout');
}
{
  const folder = checkout({ ...absent, ...as_clerk, sudo: 'exit 1' });
  const { status, said } = run(folder, 'install_missing run');
  check_equal('without rights: an error', status, 1);
  check_equal('without rights: who is refused', includes(said, 'let clerk'), 'let clerk');
  check_equal('without rights: the way out', includes(said, 'apt-get install'), 'apt-get install');
  check_equal('without rights: nothing tried', calls(folder).includes('apt-get'), false);
}
{
  const folder = checkout({ ...absent, ...as_clerk, sudo: '[ "$1" = -v ] || "$@"' });
  check_equal('with sudo: it works', run(folder, 'install_missing run').status, 0);
  const installs = /^sudo env .*apt-get install/m.test(calls(folder));
  check_equal('with sudo: it installs', installs, true);
}
{
  const simulated = 'case $* in *--simulate*) echo "Remv libother-dev [1.0]" ;; esac';
  const folder = checkout({ ...absent, ...as_root, 'apt-get': simulated });
  const { status, said } = run(folder, 'install_missing run');
  check_equal('nothing of the owner is removed', status, 1);
  check_equal('what stands in the way', includes(said, 'libother-dev'), 'libother-dev');
  check_equal('no real installation', /install -y/.test(calls(folder)), false);
}
{
  const failing = 'case $* in *--simulate*) ;; *install*) echo "E: no"; exit 100 ;; esac';
  const folder = checkout({ ...absent, ...as_root, 'apt-get': failing });
  const { status, said } = run(folder, 'install_missing run; echo went on');
  check_equal('a failing apt-get ends the set-up', status, 1);
  check_equal('what apt-get said', includes(said, 'E: no'), 'E: no');
  check_equal('nothing goes on', said.includes('went on'), false);
}
{
  const slow = `case $* in *--simulate* | *--download-only*) ;;
    *install*) touch begun; sleep 1; touch ended ;; esac`;
  const folder = checkout({ ...absent, ...as_root, 'apt-get': slow });
  const status = await interrupt(folder, 'install_missing run; touch went-on', 'begun');
  check_equal('stopped amid packages: the status', status, 130);
  check_equal('stopped amid packages: they are whole', existsSync(join(folder, 'ended')), true);
  check_equal('stopped amid packages: then no more', existsSync(join(folder, 'went-on')), false);
}
{
  const folder = checkout({});
  const step = "with_progress step build/logs/step.log bash -c 'sleep 300 & echo $! >pid; wait'";
  const status = await interrupt(folder, `${step}; touch went-on`, 'pid');
  check_equal('stopped: the status', status, 130);
  const pid = readFileSync(join(folder, 'pid'), 'utf8').trim();
  await new Promise((done) => setTimeout(done, 100));
  check_equal('stopped: nothing is left running', is_alive(pid), false);
  check_equal('stopped: nothing goes on', existsSync(join(folder, 'went-on')), false);
}
{
  const folder = checkout({ df: 'printf "head\\n/dev/vda 100 100 0 100%% /\\n"' });
  const { said } = run(folder, 'with_progress step build/logs/step.log false');
  check_equal('a full disk is named', includes(said, 'disk is full'), 'disk is full');
}
{
  const folder = checkout({});
  const { status, said } = run(folder, 'with_progress step build/logs/step.log bash -c "exit 7"');
  check_equal('a step hands on its status', status, 7);
  check_equal('a disk with room is not blamed', said.includes('disk is full'), false);
}
{
  const folder = checkout({ stat: '[ -e "${!#}" ] && echo "owner-of-${!#}"' });
  writeFileSync(join(folder, 'build'), 'in the way');
  const { status, said } = run(folder, 'echo went on');
  check_equal('a folder nobody can write to', status, 1);
  check_equal('it is named', includes(said, 'Cannot write'), 'Cannot write');
  check_equal('whose it is', includes(said, 'owner-of-build'), 'owner-of-build');
  check_equal('nothing goes on there', said.includes('went on'), false);
}
{
  const npm = 'mkdir -p web/node_modules; [ ! -e broken ]';
  const folder = checkout({ npm });
  check_equal('web packages come', run(folder, 'install_web_packages').status, 0);
  run(folder, 'install_web_packages');
  check_equal('and come once', calls(folder).match(/npm/g).length, 1);
  writeFileSync(join(folder, 'web/package-lock.json'), '{"other": 1}');
  writeFileSync(join(folder, 'broken'), '');
  check_equal('a failing npm is told', run(folder, 'install_web_packages').status, 1);
  writeFileSync(join(folder, 'web/package-lock.json'), '{}');
  rmSync(join(folder, 'broken'));
  run(folder, 'install_web_packages');
  check_equal('half of them do not count', calls(folder).match(/npm/g).length, 3);
}
{
  const folder = checkout({});
  cpSync(join(root, 'run'), join(folder, 'run'));
  const steps = ['install_missing', 'build_program', 'build_web', 'build_map'];
  const said = steps.map((name) => `${name}() { echo "${name} $*"; }\n`).join('');
  writeFileSync(join(folder, 'tools/set_up.sh'), said);
  for (const name of ['one', 'two']) {
    mkdirSync(join(folder, 'plans', name), { recursive: true });
    writeFileSync(join(folder, 'plans', name, 'plan.md'), 'issued: 2018-01-01\n');
  }
  const built = spawnSync('bash', ['run', '--build'], { cwd: folder, encoding: 'utf8' });
  check_equal('./run goes on to its end', `${built.status}${built.stderr}`, '0');
  const maps = built.stdout.match(/build_map .*/g) ?? [];
  const wanted = 'build_map plans/one\nbuild_map plans/two';
  check_equal('every plan has its map drawn', maps.join('\n'), wanted);
}
for (const folder of folders) rmSync(folder, { recursive: true, force: true });
finish();
