#!/bin/bash
# How long a draft takes, as a whole process: the seed of 17,000 characters, seven runs, the median.
#
# Expected: below 0.3 s for each 20,000 characters; the JSON holds five plans.
set -euo pipefail
cd "$(dirname "$0")/.."
text=cases/draft/jiaozuo-2017/jiaozuo-2017.txt
plans=$(build/fangan draft "$text" --json | grep -c '"type": "plan"')
[ "$plans" = 5 ] || { echo "wrong answer: $plans plans"; exit 1; }
for _ in 1 2 3 4 5 6 7; do
  start=$(date +%s%N)
  build/fangan draft "$text" --json >/dev/null
  echo $((($(date +%s%N) - start) / 1000))
done | sort -n | awk 'NR == 4 {printf "median %.1f ms\n", $1 / 1000}'
