#!/bin/bash
# A table of 200,000 rows and 20 columns written and read, as .xlsx and as .csv: processor time and
# peak memory of each process, the median of three runs.
#
#   bench/papers/run.sh [ROWS]     default 200000
#
# Expected on one core: xlsx read in less than 2 s, written in 5 s, csv read at 250 MB/s (a file of
# 56 MB) and written at 100 MB/s, each with less than 10 MB of memory. The same workbook saved again
# by LibreOffice reads in 4.5 s with 66 MB.
# Peers on a workbook of this size, to read it: SheetJS 19 s, exceljs 20 s, openpyxl 37 s.
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=${1:-200000}
[ -e build/build.ninja ] || cmake --preset release -DFANGAN_TESTS=OFF >/dev/null
cmake --build build --target bench_papers >/dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for kind in xlsx csv; do
  for action in write read; do
    for _ in 1 2 3; do
      build/bench_papers "$action" "$folder/table.$kind" "$rows"
    done | sort -k7 -n | sed -n 2p
  done
  ls -l "$folder/table.$kind" | awk '{printf "      file %.1f MB\n", $5 / 1e6}'
done
