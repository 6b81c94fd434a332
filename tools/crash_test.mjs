// crash_test: nothing that was acknowledged may be lost.
//
// A server is started on an invented package, a thousand reports are sent at once, and in the midst
// of them the server is killed without warning (SIGKILL). Started again, it must show every report
// it had acknowledged, with its value, and its journal must be whole.
//
// Then tables are imported, and the server is killed while one is checked and while it is applied.
// Started again, it must go on by itself, and every row must be there once.
//
//   node tools/crash_test.mjs         three rounds; with FANGAN_LONG set, twenty
//
// The other half, a disk that loses what was not synced, is a C++ test of the store.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = process.env['FANGAN_PROGRAM'] ?? join(root, 'build/fangan');
const rounds = process.env['FANGAN_LONG'] ? 20 : 3;
const reports = 1000;
const imported_rows = 20000;
const target = '滴灌改造';
const node = '2020-12-31';
const share = '白石县';
const password = 'a-password-of-this-test';

/// One start of the server in `folder`: { process, port, text } once it answers.
async function start(folder) {
  const options = ['cases/crash/package', '--store', join(folder, 'crash.db')];
  options.push('--today', '2020-06-01', '--listen', '127.0.0.1:0', '--assets', join(folder, 'web'));
  const started = spawn(program, ['serve', ...options], { cwd: root });
  started.on('error', () => {});
  let text = '';
  started.stdout.on('data', (part) => (text += part));
  started.stderr.on('data', (part) => (text += part));
  for (let waited_ms = 0; waited_ms < 20000; waited_ms += 50) {
    const address = text.match(/http:\/\/127\.0\.0\.1:(\d+)/);
    if (address) return { process: started, port: Number(address[1]), text: () => text };
    if (started.exitCode !== null) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  started.kill('SIGKILL');
  throw new Error(`the server did not start: ${text}`);
}

const ended = (child) => new Promise((done) => child.once('exit', done));

/// One person's way to the server: cookie and token are kept from the session.
class Person {
  constructor(port) {
    this.port = port;
    this.agent = new Agent({ keepAlive: true, maxSockets: 64 });
    this.cookie = '';
    this.token = '';
  }

  /// { status, body }; rejects when the connection breaks. A text is sent as a file.
  send(method, path, body) {
    const is_file = typeof body === 'string';
    const text = body === undefined ? '' : is_file ? body : JSON.stringify(body);
    const type = is_file ? 'text/csv' : 'application/json';
    const headers = { 'content-type': type, 'content-length': Buffer.byteLength(text) };
    if (is_file) headers['x-file-name'] = 'table.csv';
    if (this.cookie) headers.cookie = this.cookie;
    if (this.token) headers['x-fangan-token'] = this.token;
    const where = { host: '127.0.0.1', port: this.port, agent: this.agent, method, headers };
    return new Promise((resolve, reject) => {
      const sent = request({ ...where, path: encodeURI(path) }, (response) => {
        const cookie = response.headers['set-cookie']?.[0];
        if (cookie) this.cookie = cookie.split(';')[0];
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (part) => (answer += part));
        response.on('error', reject);
        response.on('aborted', () => reject(new Error('cut off')));
        response.on('end', () => {
          try {
            resolve({ status: response.statusCode, body: JSON.parse(answer) });
          } catch (error) {
            reject(error);
          }
        });
      });
      sent.on('error', reject);
      sent.end(text);
    });
  }

  /// As send(), and refuses every other status than 200.
  async ask(method, path, body) {
    const answer = await this.send(method, path, body);
    if (answer.status !== 200) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    if (answer.body.token) this.token = answer.body.token;
    return answer.body;
  }
}

async function sign_in(port, name, secret) {
  const person = new Person(port);
  await person.ask('GET', '/api/session');
  await person.ask('POST', '/api/sign-in', { name, password: secret });
  return person;
}

/// Accounts and shares of an empty store: { plan, office, county }, the two as [name, password].
async function prepare(server) {
  const admin = new Person(server.port);
  await admin.ask('GET', '/api/session');
  const link = server.text().match(/setup\?token=([\w-]+)/);
  if (!link) throw new Error(`no link for the first administrator: ${server.text()}`);
  await admin.ask('POST', '/api/setup', { token: link[1], name: 'chief', password });
  const add = async (name, agency, roles) => {
    const account = { name, display: name, agency, roles };
    return [name, (await admin.ask('POST', '/api/admin/users', account)).password];
  };
  const office = await add('crash-office', '市节水办公室', ['office']);
  const county = await add('crash-county', share, ['county']);
  const person = await sign_in(server.port, ...office);
  const plan = (await person.ask('GET', '/api/plans')).plans[0].id;
  const sheet = { node, reserve: '400', rows: [{ share, value: '600', version: 0 }] };
  await person.ask('PUT', `/api/plans/${plan}/targets/${target}/shares`, { nodes: [sheet] });
  return { plan, office, county };
}

/// Sends every report at once and kills the server when `kill_after` were acknowledged.
async function report_until_killed(server, plan, county, kill_after) {
  const person = await sign_in(server.port, ...county);
  const acknowledged = new Map();
  const refused = [];
  const one = async (number) => {
    const value = (number / 10).toFixed(1);
    const body = { target, node, share, value, note: `round ${number}`, files: [], date: null };
    try {
      const answer = await person.send('POST', `/api/plans/${plan}/reports`, body);
      if (answer.status === 200) acknowledged.set(answer.body.progress.id, body.note);
      else refused.push(JSON.stringify(answer.body));
    } catch {
      return; // not acknowledged: may or may not be there
    }
    if (acknowledged.size === kill_after) server.process.kill('SIGKILL');
  };
  await Promise.all(Array.from({ length: reports }, (_, number) => one(number)));
  return { acknowledged, refused };
}

/// What is wrong after a round; empty when all is well.
async function round(number) {
  const folder = mkdtempSync(join(tmpdir(), 'fangan-crash-'));
  mkdirSync(join(folder, 'web'));
  writeFileSync(join(folder, 'web/index.html'), '<!doctype html><title>crash test</title>\n');
  const wrong = [];
  let server = await start(folder);
  try {
    const { plan, office, county } = await prepare(server);
    const kill_after = 100 + ((number * 271) % 800);
    const gone = ended(server.process);
    const sent = await report_until_killed(server, plan, county, kill_after);
    server.process.kill('SIGKILL');
    await gone;
    if (sent.refused.length > 0) wrong.push(`${sent.refused.length} refused: ${sent.refused[0]}`);
    if (sent.acknowledged.size < kill_after) wrong.push(`only ${sent.acknowledged.size} taken`);

    server = await start(folder);
    const person = await sign_in(server.port, ...office);
    const page = await person.ask('GET', `/api/plans/${plan}/targets/${target}`);
    const notes = new Map(page.progress.map((row) => [row.id, row.note]));
    const lost = [...sent.acknowledged].filter(([id, note]) => notes.get(id) !== note);
    if (lost.length > 0) wrong.push(`${lost.length} acknowledged reports are lost: ${lost[0]}`);
    if (new Set(notes.values()).size !== notes.size) wrong.push('a report was written twice');
    console.log(
      `round ${number}: killed after ${kill_after}, ${sent.acknowledged.size} acknowledged, ` +
        `${notes.size} in the store, ${lost.length} lost`,
    );
    return wrong;
  } finally {
    if (server.process.exitCode === null) server.process.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/// The job as it is once nothing goes on any more.
async function settled(person, id) {
  for (let waited_ms = 0; waited_ms < 60000; waited_ms += 50) {
    const { job } = await person.ask('GET', `/api/jobs/${id}`);
    if (!['queued', 'checking', 'applying'].includes(job.state)) return job;
    await pause(50);
  }
  throw new Error('the import does not end');
}

/// What is wrong after tables were imported while the server was killed; empty when all is well.
async function import_round(number) {
  const folder = mkdtempSync(join(tmpdir(), 'fangan-crash-'));
  mkdirSync(join(folder, 'web'));
  writeFileSync(join(folder, 'web/index.html'), '<!doctype html><title>crash test</title>\n');
  const wrong = [];
  let server = await start(folder);
  /// Rows in the store that nobody serves.
  const kill_after = async (wait_ms, file) => {
    await pause(wait_ms);
    const gone = ended(server.process);
    server.process.kill('SIGKILL');
    await gone;
    const store = ['--store', join(folder, 'crash.db')];
    const words = ['export', 'cases/crash/package', '机井', join(folder, file), ...store];
    const exported = spawnSync(program, words, { cwd: root, encoding: 'utf8' });
    const rows = Number(exported.stdout.match(/: (\d+) 行/)?.[1] ?? NaN);
    server = await start(folder);
    return rows;
  };
  try {
    const { plan, office } = await prepare(server);
    let person = await sign_in(server.port, ...office);
    const wells = Array.from({ length: imported_rows }, (_, row) => `乡,${row},${share}`);
    const csv = ['乡镇,井号,所在县', ...wells, ''].join('\n');
    const register = `/api/plans/${plan}/registers/机井`;
    const { job } = await person.ask('POST', `${register}/imports`, csv);
    await kill_after((number * 37) % 200, 'checking.csv');
    person = await sign_in(server.port, ...office);
    const checked = await settled(person, job.id);
    if (checked.state !== 'checked') wrong.push(`checked: ${JSON.stringify(checked.error)}`);
    await person.ask('POST', `/api/jobs/${job.id}/apply`, {});
    const ms = (number * 131) % 700;
    const rows = await kill_after(ms, 'applying.csv');
    if (rows !== 0 && rows !== imported_rows) wrong.push(`${rows} rows: half of an import`);
    person = await sign_in(server.port, ...office);
    const done = await settled(person, job.id);
    const after = await person.ask('GET', `${register}?count=1`);
    if (done.state !== 'done') wrong.push(`the job is ${done.state}`);
    if (after.total !== imported_rows) wrong.push(`${after.total} rows after the import`);
    const verified = spawnSync(program, ['verify', '--store', join(folder, 'crash.db')]);
    if (verified.status !== 0) wrong.push(`verify: ${verified.stderr}`);
    console.log(`import ${number}: killed ${ms} ms into it, ${rows} rows then, all of them after`);
    return wrong;
  } finally {
    if (server.process.exitCode === null) server.process.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

let passed = 0;
let failed = 0;
for (const [name, one] of [['round', round], ['import', import_round]]) {
  for (let number = 1; number <= rounds; ++number) {
    const wrong = await one(number).catch((error) => [String(error.message ?? error)]);
    if (wrong.length === 0) passed += 1;
    else failed += 1;
    for (const line of wrong) console.log(`FAILED ${name} ${number}: ${line}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
