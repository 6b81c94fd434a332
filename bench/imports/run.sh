#!/bin/bash
# A table of 200,000 rows and 20 columns: checked, imported, exported as a workbook, and imported
# again without a change. Seconds and peak memory of each process, which opens the store as well.
#
#   bench/imports/run.sh [ROWS]     default 200000
#
# Expected on one core: checked in 3 s, imported in 4 s, exported as a workbook of 26 MB in 7 s,
# that workbook imported again in 6 s; below 250 MB each.
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=${1:-200000}
[ -e build/build.ninja ] || cmake --preset release -DFANGAN_TESTS=OFF >/dev/null
cmake --build build --target fangan >/dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
node bench/imports/make_table.mjs "$folder/package" "$rows"
measure() {
  local name=$1
  shift
  /usr/bin/time -f "%e s  %U s of processor  %M kB" -o "$folder/time" \
    build/fangan "$@" --store "$folder/store.db" >"$folder/said" || { cat "$folder/said"; exit 1; }
  printf '%-12s %s\n             %s\n' "$name" "$(cat "$folder/time")" "$(tail -1 "$folder/said")"
}
table=("$folder/package" 大户)
measure check import "${table[@]}" "$folder/package/rows.csv" --dry-run
measure import import "${table[@]}" "$folder/package/rows.csv"
measure export export "${table[@]}" "$folder/rows.xlsx"
measure again import "${table[@]}" "$folder/rows.xlsx"
measure 'csv' export "${table[@]}" "$folder/again.csv"
ls -l "$folder/store.db" "$folder/rows.xlsx" | awk '{printf "%.1f MB ", $5 / 1e6} END {print ""}'
