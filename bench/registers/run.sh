#!/bin/bash
# A register of a million enterprises of 25 columns, a tenth of the values blank: our put with
# history, journal and digests beside a plain prepared insert of the same typed rows into SQLite and
# DuckDB's COPY, then the questions of a page. One run, one machine, one set of rows.
#
#   bench/registers/run.sh [ROWS]     default 1000000; needs node, npm and, once, a registry of npm
#
# Expected, of a million rows on two cores: the put about four times the plain insert, two and a
# half times one with a unique code; a page in 5 ms, a filter in 0.15 s, a sort in 0.25 s, an update
# in 5 ms, verify in 7 s, 300 MB of memory. Processor time disturbs less than the clock does.
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=${1:-1000000}
npm --prefix bench/registers ci --no-audit --no-fund --silent
[ -e build/build.ninja ] || cmake --preset release -DFANGAN_TESTS=OFF >/dev/null
cmake --build build --target bench_registers >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build/bench_registers "$rows" "$work"
build/bench_registers "$rows" --csv "$work/rows.csv"
node bench/registers/duckdb.mjs "$work/rows.csv"
