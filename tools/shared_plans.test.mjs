// The official texts that are not ours to publish: each must become a package without an error,
// and the package must hold the text word for word.
//
//   node tools/shared_plans.test.mjs     FANGAN_SHARED names the folder that has them
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { finish, check_equal } from './check_equal.mjs';

const program = fileURLToPath(new URL('../build/fangan', import.meta.url));
const shared = process.env['FANGAN_SHARED'];

function run(...words) {
  const outcome = spawnSync(program, words, { encoding: 'utf8' });
  return { status: outcome.status, said: `${outcome.stdout}${outcome.stderr}` };
}

/// What came of one text: "verbatim, errors 0", or the step that failed and its words.
function draft_and_check(text, folder) {
  const drafted = run('draft', text, '-o', folder);
  if (drafted.status !== 0) return `draft: ${drafted.said}`;
  const checked = run('check', folder, '--against', text);
  const whole = checked.status === 0 && /verbatim: 100 %/.test(checked.said);
  return whole && /errors 0\b/.test(checked.said) ? 'verbatim, errors 0' : checked.said;
}

for (const name of ['plans-to-learn-from', 'plan']) {
  const folder = shared ? join(shared, name) : '';
  if (!existsSync(folder)) {
    console.log(`SKIP FANGAN_SHARED has no folder ${name}`);
    continue;
  }
  const texts = readdirSync(folder).filter((file) => file.endsWith('.txt'));
  check_equal(`texts in ${name}`, texts.length > 0, true);
  for (const file of texts) {
    const made = mkdtempSync(join(tmpdir(), 'fangan-text-'));
    const outcome = draft_and_check(join(folder, file), join(made, 'package'));
    check_equal(basename(file), outcome, 'verbatim, errors 0');
    rmSync(made, { recursive: true });
  }
}
finish();
