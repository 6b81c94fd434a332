#!/bin/bash
# A change of one row of a register of 100,000, with all targets of the package open: from the
# change to the new lights, and what all figures cost when nothing of them is known. The register is
# the one that most targets count, five of them, by the enterprise and by the day.
#
#   bench/figures/run.sh [ROWS]     default 100000; needs plans/jiaozuo-2017
#
# Expected of 100,000 rows, in processor time: all lights 10 ms after the committed change, the
# document with all figures 25 ms after that, which is 50 ms together at most; all figures cold in
# 1.1 s. The clock says more where others use the machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=${1:-100000}
[ -e build/build.ninja ] || cmake --preset release -DFANGAN_TESTS=OFF >/dev/null
cmake --build build --target bench_figures >/dev/null
exec build/bench_figures plans/jiaozuo-2017 机器人应用 "$rows" 岗位 台数 3 7
