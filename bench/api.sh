#!/bin/bash
# Answers of the living document under load: 64 clients on loopback, by wrk, asking as browsers do
# (compressed), against a demonstration store; then the memory of the server at rest. Prints what
# wrk prints, and one line of memory.
#
#   bench/api.sh [SECONDS [PLAN]]   default 10 and the first plan of plans/; needs build/fangan,
#                                   web/dist, wrk, curl
#
# Expected: every answer is 200 (wrk prints no "Non-2xx" line); p99 below 100 ms on two free cores.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10}
plan=${2:-$(find plans -mindepth 2 -maxdepth 2 -name plan.md -printf '%h\n' | sort | head -1)}
[ -e "$plan/plan.md" ] || { echo "no plan in “$plan”: bench/api.sh SECONDS PLAN" >&2; exit 2; }
today=$(sed -n 's/^issued: *//p' "$plan/plan.md")
folder=$(mktemp -d)
trap 'kill $server 2>/dev/null; rm -rf "$folder"' EXIT
build/fangan serve "$plan" --store "$folder/bench.db" --listen 127.0.0.1:0 \
  --today "$today" --assets web/dist >"$folder/log" 2>&1 &
server=$!
for _ in $(seq 50); do
  grep -q county2 "$folder/log" && break
  sleep 0.2
done
address=$(grep -o 'http://127.0.0.1:[0-9]*' "$folder/log" | head -1)
password=$(awk '$1 == "office" {print $2}' "$folder/log")
curl -s -o "$folder/session" -c "$folder/jar" -H 'Content-Type: application/json' \
  -d "{\"name\":\"office\",\"password\":\"$password\"}" "$address/api/sign-in"
token=$(awk '$6 == "fangan_session" {print $7}' "$folder/jar")
awk '/VmRSS/ {printf "memory at rest: %.1f MB\n", $2 / 1024}' "/proc/$server/status"
wrk -t 2 -c 64 -d "${seconds}s" --latency -H "Cookie: fangan_session=$token" \
  -H "Accept-Encoding: gzip" \
  "$address/api/plans/$(basename "$plan")"
awk '/VmRSS/ {printf "memory under load: %.1f MB\n", $2 / 1024}' "/proc/$server/status"
