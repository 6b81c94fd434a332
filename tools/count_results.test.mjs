// The counts of ./test must not be able to lie: every case below once hid a failure somewhere.
import { count_results } from './count_results.mjs';
import { finish, check_equal } from './check_equal.mjs';

const gtest = (lines) => ['[==========] Running 3 tests from 1 test suite.', ...lines].join('\n');
const ok = (name) => `[       OK ] Suite.${name} (0 ms)`;
const counts = (kind, log, status) => {
  const result = count_results(kind, log, status);
  return [result.passed, result.failed, result.skipped].join(' ');
};

check_equal('three tests pass', counts('gtest', gtest([ok('a'), ok('b'), ok('c')]), 0), '3 0 0');
check_equal('a failing test', counts('gtest', gtest([ok('a'), ok('b')]), 1), '2 1 0');
check_equal('a crash after the first test', counts('gtest', gtest([ok('a')]), 139), '1 2 0');
check_equal(
  'a skip counts once although it is listed twice',
  counts(
    'gtest',
    gtest([ok('a'), ok('b'), '[  SKIPPED ] Suite.c (0 ms)', '[  SKIPPED ] Suite.c']),
    0,
  ),
  '2 0 1',
);
check_equal('a program that ran no test', counts('gtest', '', 0), '0 1 0');
check_equal(
  'success claimed, error returned',
  counts('gtest', gtest([ok('a'), ok('b'), ok('c')]), 1),
  '3 1 0',
);
check_equal('a summary', counts('summary', 'x\n12 passed, 2 failed\n', 1), '12 2 0');
check_equal('a summary in the middle', counts('summary', '1 passed, 0 failed\nboom\n', 0), '0 1 0');
check_equal('no test at all', counts('summary', '0 passed, 0 failed\n', 0), '0 1 0');
check_equal(
  'success claimed by a summary, error returned',
  counts('summary', '4 passed, 0 failed\n', 1),
  '4 1 0',
);
check_equal(
  'reasons are kept',
  count_results('summary', 'SKIP no shared plans\n4 passed, 0 failed\n', 0).reasons.join(),
  'no shared plans',
);
check_equal(
  'a report of vitest',
  counts(
    'vitest',
    JSON.stringify({
      numTotalTestSuites: 1,
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 0,
      testResults: [],
    }),
    1,
  ),
  '5 1 1',
);
check_equal('vitest without tests', counts('vitest', 'No test files found', 1), '0 1 0');
check_equal('a torn report', counts('vitest', '{"numTotalTestSuites":1,', 0), '0 1 0');
finish();
