# Set-up shared by ./run and ./test: packages, build, web pages. Sourced, never run.
#
# Every step is one line of progress with the seconds it has taken; its whole output is kept in
# build/logs/. Nothing is done twice: packages are asked of dpkg, the web steps carry a stamp made
# of what they read, and ninja compiles only what changed. Stopping (Ctrl-C) ends a step with all it
# started; only packages being put in place are waited for: half of them would be a damaged system.

logs=build/logs
stamps=build/stamps
child=    # the process group of the step that runs
rights=() # what stands before a command that needs root
patient=  # set while a step must not be cut short
stopping= # set when somebody asked to stop meanwhile

stop() {
  stopping=yes
  if [ -n "$patient" ]; then
    printf '\nStopping as soon as the packages are in place.\n'
    return
  fi
  trap '' INT TERM HUP
  if [ -n "$child" ]; then
    kill -TERM -- "-$child" 2>/dev/null || "${rights[@]}" kill -TERM "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  fi
  printf '\nStopped. What is done stays done; the same command goes on from here.\n'
  exit 130
}
trap stop INT TERM HUP

# A checkout we cannot write to is often one that was built as root before.
if ! { mkdir -p "$logs" "$stamps" && : >"$logs/set_up.log"; } 2>/dev/null; then
  owner=$(stat -c %U "$logs" 2>/dev/null || stat -c %U build 2>/dev/null || stat -c %U .)
  echo "Cannot write to $PWD/$logs as $(id -un) (it belongs to $owner)."
  echo "Make room on the disk, or make the folder yours: sudo chown -R $(id -un) '$PWD'"
  exit 1
fi

# Says so when a step failed for want of space.
tell_full_disk() {
  local place free_mb
  for place in "$logs" "${TMPDIR:-/tmp}" "$HOME"; do
    free_mb=$(df -Pm "$place" 2>/dev/null | awk 'NR == 2 { print $4 }')
    if [ -n "$free_mb" ] && [ "$free_mb" -lt 20 ]; then
      echo "         The disk is full: $free_mb MB are left where $(realpath "$place") lies."
      return
    fi
  done
}

# The last line a log holds, without terminal codes, cut to fit one line of the screen.
last_line() {
  tail -c 2000 "$1" 2>/dev/null | tr '\r' '\n' | sed 's/\x1b\[[0-9;]*[A-Za-z]//g' |
    awk 'NF { line = $0 } END { print substr(line, 1, 60) }'
}

# with_progress LABEL LOG COMMAND...: runs a command into a log and says how it goes meanwhile.
# On a terminal one line is rewritten; elsewhere a line is written every twenty seconds.
with_progress() {
  local label=$1 log=$2 start=$SECONDS status=0
  shift 2
  set -m # a process group of its own: it can be ended whole, and Ctrl-C does not reach it
  "$@" >"$log" 2>&1 </dev/null &
  child=$!
  set +m
  local said=0
  while kill -0 "$child" 2>/dev/null; do
    sleep 0.2 || true
    local spent=$((SECONDS - start))
    if [ -t 1 ]; then
      printf '\r\033[K%5d s  %s: %s' "$spent" "$label" "$(last_line "$log")"
    elif [ $((spent / 20)) -gt "$said" ]; then
      said=$((spent / 20))
      printf '%5d s  %s: %s\n' "$spent" "$label" "$(last_line "$log")"
    fi
  done
  wait "$child" || status=$?
  child=
  [ -t 1 ] && printf '\r\033[K'
  if [ "$status" = 0 ]; then
    printf '%5d s  %s: done\n' $((SECONDS - start)) "$label"
  else
    printf '%5d s  %s: FAILED (all of it is in %s)\n' $((SECONDS - start)) "$label" "$log"
    tell_full_disk
  fi
  return "$status"
}

# needed LABEL LOG COMMAND...: a step without which nothing else makes sense.
needed() {
  if with_progress "$@"; then return 0; fi
  tail -n 40 "$2"
  exit 1
}

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Installs what tools/dependencies.tsv asks for the given purposes (run, test) and is missing.
install_missing() {
  local package purpose reason instead missing=()
  while IFS=$'\t' read -r package purpose reason instead; do
    case $package in '#'* | package | '') continue ;; esac
    case " $* " in *" $purpose "*) ;; *) continue ;; esac
    if is_installed "$package"; then continue; fi
    if [ -n "$instead" ] && command -v "$instead" >/dev/null; then continue; fi
    if [ ${#missing[@]} = 0 ]; then echo "Missing Debian packages:"; fi
    printf '  %-22s %s\n' "$package" "$reason"
    missing+=("$package")
  done <tools/dependencies.tsv
  if [ ${#missing[@]} = 0 ]; then return 0; fi

  if ! command -v apt-get >/dev/null; then
    echo "This is no Debian; please install what these packages hold, then start again."
    exit 1
  fi
  take_rights "${missing[*]}"
  needed "package lists" "$logs/apt-update.log" "${rights[@]}" apt-get update
  refuse_removals "${missing[@]}"
  local install=("${rights[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y
    --no-install-recommends -o "DPkg::Lock::Timeout=300" "${missing[@]}")
  needed "${#missing[@]} packages, fetched" "$logs/apt-fetch.log" "${install[@]}" --download-only
  patient=yes
  needed "${#missing[@]} packages, installed" "$logs/apt-install.log" "${install[@]}"
  patient=
  if [ -n "$stopping" ]; then stop; fi
}

# Says who installs the packages, and refuses where nobody may.
take_rights() {
  local by_hand="apt-get update && apt-get install -y --no-install-recommends $1"
  if [ "$(id -u)" = 0 ]; then
    echo "They are installed now, as root."
    return
  fi
  if ! command -v sudo >/dev/null; then
    printf 'Neither root nor sudo is at hand. As root:\n  %s\n' "$by_hand"
    exit 1
  fi
  echo "They are installed with sudo, which may ask for your password."
  if ! sudo -v; then
    printf 'sudo did not let %s install them. As root:\n  %s\n' "$(id -un)" "$by_hand"
    exit 1
  fi
  rights=(sudo)
}

# Packages of the machine that stand in the way are its owner's to remove.
refuse_removals() {
  local removed
  removed=$(apt-get install --simulate --no-install-recommends "$@" 2>/dev/null |
    awk '$1 == "Remv" { printf " %s", $2 }')
  if [ -z "$removed" ]; then return 0; fi
  echo "To install them, these packages would have to be removed:$removed"
  echo "If you agree, remove them yourself (apt-get remove$removed) and start again."
  exit 1
}

# build_with PRESET FOLDER TARGETS...: configures once, then compiles what changed.
build_with() {
  local preset=$1 folder=$2
  shift 2
  if ! grep -qs "^configured $preset " "$folder/preset.txt"; then
    needed "configure $preset" "$logs/configure-$preset.log" cmake --preset "$preset"
    echo "configured $preset in $folder" >>"$folder/preset.txt"
  fi
  with_progress "compile $preset" "$logs/compile-$preset.log" \
    cmake --build "$folder" --target "$@"
}

# The program without its tests; a folder already set up for tests stays so.
build_program() {
  if [ -e build/build.ninja ]; then
    with_progress "compile" "$logs/compile.log" cmake --build build --target fangan
  else
    needed "configure" "$logs/configure.log" cmake --preset release -DFANGAN_TESTS=OFF
    with_progress "compile" "$logs/compile.log" cmake --build build --target fangan
  fi
}

# hash_of FILES-OR-FOLDERS...: one hash over names and contents.
hash_of() {
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

is_stamped() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }

stamp() {
  mkdir -p "$stamps"
  echo "$2" >"$stamps/$1"
}

install_web_packages() {
  local state
  state="$(hash_of web/package-lock.json) $(node --version)"
  if [ -d web/node_modules ] && is_stamped npm "$state"; then return 0; fi
  rm -f "$stamps/npm" "$stamps/web" # half an installation must not pass for the last whole one
  with_progress "web packages" "$logs/npm.log" \
    npm --prefix web ci --no-audit --no-fund --no-update-notifier || return 1
  stamp npm "$state"
}

build_web() {
  install_web_packages || return 1
  local state
  state=$(hash_of web/src web/public web/index.html web/*.json web/*.config.ts)
  if [ -e web/dist/index.html ] && is_stamped web "$state"; then return 0; fi
  rm -f "$stamps/web"
  with_progress "web pages" "$logs/web.log" npm --prefix web run build || return 1
  stamp web "$state"
}

# build_map PLAN: the outlines of the plan's regions, which are not committed. A plan is whole
# without them, so that a machine without network builds all the same.
build_map() {
  local plan=$1 state name
  name=map-$(basename "$plan")
  state=$(hash_of tools/regions.mjs "$plan"/*.md)
  if [ -e "$plan/data/regions.geojson" ] && is_stamped "$name" "$state"; then return 0; fi
  rm -f "$stamps/$name"
  if with_progress "map of $(basename "$plan")" "$logs/$name.log" \
    node tools/regions.mjs "$plan" build/regions/LICENSE; then
    stamp "$name" "$state"
  else
    echo "         Without the map the board shows its regions as tiles."
  fi
}
