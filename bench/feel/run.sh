#!/bin/bash
# fangan against feelin and ZEN on the same work in one run: a table of twelve rules, five rules of
# a campaign, texts, lists, compiling. Every answer is checked; a table of medians, then the bars.
#
#   bench/feel/run.sh [ROUNDS]     default 5; needs node, npm and, once, a registry of npm
#
# Expected: every answer of fangan right; the table alone below half a microsecond, the five rules
# about one; against feelin parsed once 40x to 50x (its binary numbers put some rows in the wrong
# tier), against ZEN 25x and more where it loops within, 150x and more where Node calls it.
#
# Processor time counts, not time of day, so a busy machine disturbs little; still, look at the
# spread. What the peers are given is their best case: days as numbers, rows as plain objects.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-5}
# Not `npm ci`: the lock holds ZEN's build for Linux on x86-64 only.
npm --prefix bench/feel install --no-save --no-audit --no-fund --silent
[ -e build/build.ninja ] || cmake --preset release -DFANGAN_TESTS=OFF >/dev/null
cmake --build build --target bench_feel >/dev/null
work=$(mktemp)
trap 'rm -f "$work"' EXIT
node bench/feel/work.mjs "$work"
node bench/feel/compare.mjs "$work" build/bench_feel "$rounds"
