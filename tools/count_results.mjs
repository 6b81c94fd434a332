// count_results: says honestly what one step of ./test came to.
//
//   node tools/count_results.mjs KIND LOG EXIT_STATUS
//
// KIND  gtest    a GoogleTest program's own output
//       vitest   the JSON report of vitest
//       summary  any program whose last word is `N passed, N failed`
// Prints `PASSED FAILED SKIPPED`, then one line for every reason given for a skip. A step that
// crashed, ran no test, or exits with an error while it claims success has failed.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const counters = { gtest: count_gtest, vitest: count_vitest, summary: count_summary };

function count_gtest(log) {
  const announced = log.match(/^\[=+\] Running (\d+) tests?/m);
  const ran = announced ? Number(announced[1]) : 0;
  const passed = (log.match(/^\[ {7}OK \]/gm) ?? []).length;
  const skipped = new Set(log.match(/^\[ {2}SKIPPED \] [\w/.]+ \(\d+ ms\)/gm) ?? []).size;
  // What was announced and never heard of again has crashed.
  return { passed, failed: ran - passed - skipped, skipped };
}

function count_vitest(log) {
  const begin = log.indexOf('{"numTotalTestSuites"');
  if (begin < 0) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(log.slice(begin, log.lastIndexOf('}') + 1));
  const without_tests = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + without_tests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function count_summary(log) {
  const lines = log.trimEnd().split('\n');
  const last = lines[lines.length - 1].match(/^(\d+) passed, (\d+) failed$/);
  if (!last) return { passed: 0, failed: 0, skipped: 0 };
  const skipped = lines.filter((line) => /^SKIP /.test(line)).length;
  return { passed: Number(last[1]), failed: Number(last[2]), skipped };
}

/// { passed, failed, skipped, reasons } of one step.
export function count_results(kind, log, exit_status) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = counters[kind](log);
  } catch {
    counts.failed = 1;
  }
  const has_run = counts.passed + counts.failed + counts.skipped > 0;
  if (!has_run || (exit_status !== 0 && counts.failed === 0)) counts.failed += 1;
  const reasons = [...new Set(log.match(/^SKIP .*$/gm) ?? [])].map((line) => line.slice(5));
  if (counts.skipped > 0 && reasons.length === 0) reasons.push('no reason given');
  return { ...counts, reasons };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [kind, path, status] = process.argv.slice(2);
  let log = '';
  try {
    log = readFileSync(path, 'utf8');
  } catch {
    log = '';
  }
  const counts = count_results(kind, log, Number(status));
  console.log([counts.passed, counts.failed, counts.skipped].join(' '));
  for (const reason of counts.reasons) console.log(reason);
}
