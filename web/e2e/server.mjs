// Server: the real program on a free port with a store of its own, which goes when the tests end.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const program = process.env.FANGAN ?? join(root, 'build/fangan');
export const assets = join(root, 'web/dist');
const start_ms_max = 30_000;

export const missing = () =>
  [program, join(assets, 'index.html')].filter((path) => !existsSync(path));

/// Starts `fangan serve` with these packages; `setup` is the one-time link where there is one,
/// `passwords` those of the demonstration accounts by name.
export async function startServer(packages, today) {
  const folder = mkdtempSync(join(tmpdir(), 'fangan-e2e-'));
  const options = ['--store', join(folder, 'store.db'), '--listen', '127.0.0.1:0'];
  const child = spawn(
    program,
    ['serve', ...packages, ...options, '--today', today, '--assets', assets],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const begin = Date.now();
  while (!/http:\/\/[\d.]+:\d+\/\n/.test(said)) {
    if (child.exitCode !== null || Date.now() - begin > start_ms_max) {
      throw new Error(`the server did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  return {
    base: /http:\/\/[\d.]+:\d+/.exec(said)[0],
    passwords: Object.fromEntries(
      [...said.matchAll(/^ {2}([a-z0-9]+) {2}(\S+) {2}/gm)].map((match) => match.slice(1, 3)),
    ),
    setup: /http:\/\/\S+\/setup\?token=\S+/.exec(said)?.[0] ?? null,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
