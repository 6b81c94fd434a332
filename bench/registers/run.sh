#!/bin/bash
# A register of a million enterprises of 25 columns, a tenth of the values blank: our put with
# history, journal and digests beside a plain prepared insert of the same typed rows into SQLite and
# DuckDB's COPY, then the questions of a page. One run, one machine, one set of rows.
#
#   bench/registers/run.sh [ROWS]     default 1000000; needs node, npm and, once, a registry of npm
#
# Expected, of a million rows on two cores: the put about four times the plain insert, two and a
# half times one with a unique code; the whole import of a CSV two and a half times where it is only
# checked, and where it is written seven in processor time, which three threads share: four to four
# and a half by the clock. A page in 5 ms, a filter in 0.15 s, a sort in 0.25 s, an update in 5 ms,
# verify in 9 s, 400 MB of memory; a decision for all rows in 1 s of processor time, 0.7 s where no
# row lacks anything. A busy machine disturbs processor time less than the clock.
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=${1:-1000000}
npm --prefix bench/registers ci --no-audit --no-fund --silent
[ -e build/build.ninja ] || cmake --preset release -DFANGAN_TESTS=OFF >/dev/null
cmake --build build --target bench_registers bench_pages fangan >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build/bench_registers "$rows" "$work" | tee "$work/said"
build/bench_registers "$rows" --csv "$work/rows.csv"
mkdir "$work/bench"
build/bench_registers --package "$work/bench"

# The whole way from a file: checked alone, as before a person decides, then checked and written.
plain=$(awk '/^SQLite: prepared insert  / { print $(NF - 5) / 1000, $(NF - 3) / 1000 }' \
  "$work/said")
measure() {
  local name=$1
  shift
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" build/fangan import "$work/bench" 企业 \
    "$work/rows.csv" --store "$work/imported.db" "$@" >"$work/outcome" || cat "$work/outcome"
  awk -v name="$name" -v plain="$plain" '{
    split(plain, one, " ")
    printf "%-40s %10.1f s  %10.1f s of processor %6.0f MB\n", name, $1, $2 + $3, $4 / 1024
    printf "%-40s %10.2f    %10.2f\n", "times the plain insert", $1 / one[1], ($2 + $3) / one[2]
  }' "$work/time"
}
measure 'fangan import --dry-run' --dry-run
measure 'fangan import'
build/bench_pages "$work/imported.db" bench
node bench/registers/duckdb.mjs "$work/rows.csv"
