#!/bin/bash
# Five rules over a million enterprises, a tenth of each column blank, then outcomes counted and
# amounts summed by county and sector: column/ beside loops written by hand for these rules, and
# DuckDB with DECIMAL columns. One run, one machine, one set of rows; sums equal to the cent.
#
#   bench/columns/run.sh [ROWS] [RULES]     default 1000000 and bench/columns/rules.feel
#
# RULES: another file like rules.feel; then nothing is written by hand and DuckDB is left out.
# Needs node, npm and, once, a registry of npm.
#
# Expected on two cores: at most three times the time of the loops, a tenth of DuckDB's.
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=${1:-1000000}
[ -e build/build.ninja ] || cmake --preset release -DFANGAN_TESTS=OFF >/dev/null
cmake --build build --target bench_columns >/dev/null
if [ $# -gt 1 ]; then
  exec build/bench_columns "$rows" --rules "$2"
fi
npm --prefix bench/columns ci --no-audit --no-fund --silent
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build/bench_columns "$rows" --csv "$work/rows.csv" --sums "$work/columns.txt"
node bench/columns/duckdb.mjs "$work/rows.csv" "$work/duckdb.txt"
if cmp -s <(LC_ALL=C sort "$work/columns.txt") <(LC_ALL=C sort "$work/duckdb.txt"); then
  echo "DuckDB: sums are the same to the cent"
else
  echo "DuckDB: sums DIFFER"
  diff <(LC_ALL=C sort "$work/columns.txt") <(LC_ALL=C sort "$work/duckdb.txt") | head
  exit 1
fi
