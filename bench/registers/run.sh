#!/bin/bash
# A register of a million enterprises of 25 columns, a tenth of the values blank: our put with
# history, journal and digests beside a plain prepared insert of the same typed rows into SQLite and
# DuckDB's COPY, then the questions of a page. One run, one machine, one set of rows.
#
#   bench/registers/run.sh [ROWS]     default 1000000; needs node, npm and, once, a registry of npm
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
