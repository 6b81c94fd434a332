// check_equal: the smallest test harness that ends with `N passed, N failed`.
let passed = 0;
let failed = 0;

/// Counts one comparison; a difference is printed with what was expected.
export function check_equal(name, actual, expected) {
  if (actual === expected) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`FAILED ${name}\n  expected: ${expected}\n  actual:   ${actual}`);
}

/// Prints the counts and sets the exit status.
export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
