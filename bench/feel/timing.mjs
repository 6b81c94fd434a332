// Timing of the peers in Node, as bench_feel.cc does it: processor time of the whole process, which
// others on the machine disturb least, and of nine runs the median.

/// Nanoseconds of processor time of one of `count` calls that `run` makes, and may make later.
export async function nanoseconds_of(count, run) {
  const once_for = async (repeats) => {
    const begin = process.cpuUsage();
    for (let repeat = 0; repeat < repeats; ++repeat) await run();
    const spent = process.cpuUsage(begin);
    return (spent.user + spent.system) * 1000;
  };
  for (let i = 0; i < 3; ++i) await run();
  const repeats = Math.max(1, Math.floor(30e6 / Math.max(1, await once_for(1))));
  const runs = [];
  for (let i = 0; i < 9; ++i) {
    const spent = await once_for(repeats);
    runs.push(spent / repeats / count);
  }
  return median(runs);
}

export const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/// Whether a value of JavaScript is the one expected; of numbers twelve digits count, so that who
/// computes in binary is blamed for wrong outcomes only.
export function is_expected(value, expected) {
  if (expected !== null && typeof expected === 'object') {
    if ('digits' in expected) {
      const wanted = Number(expected.digits);
      return Math.abs(Number(value) - wanted) <= Math.abs(wanted) * 1e-12;
    }
    const entries = value instanceof Map ? Object.fromEntries(value) : value;
    return Object.keys(expected).every((key) => is_expected(entries?.[key], expected[key]));
  }
  return value === expected;
}
