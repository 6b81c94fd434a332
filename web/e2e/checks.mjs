// Checks: named steps that count, and go on after a failure.
export const counts = { passed: 0, failed: 0 };

export async function check(name, deed) {
  try {
    await deed();
    counts.passed += 1;
    console.log(`  ok      ${name}`);
  } catch (failure) {
    counts.failed += 1;
    const lines = String(failure?.stack ?? failure).split('\n');
    console.log(`FAILED    ${name}\n          ${lines.slice(0, 12).join('\n          ')}`);
  }
}

export function equal(actual, expected, what) {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: ${left}, expected ${right}`);
}

export function matches(actual, pattern, what) {
  if (!pattern.test(actual)) throw new Error(`${what}: ${JSON.stringify(actual)} lacks ${pattern}`);
}
