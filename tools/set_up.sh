# Set-up shared by ./run and ./test: packages, build, web pages. Sourced, never run.
#
# Every step is one line of progress with the seconds it has taken; its whole output is kept in
# build/logs/. Nothing is done twice: packages are asked of dpkg, the web steps carry a stamp made
# of what they read, and ninja compiles only what changed.

logs=build/logs
stamps=build/stamps
child=

stop_child() {
  if [ -n "$child" ]; then kill "$child" 2>/dev/null || true; fi
}
trap 'stop_child; exit 130' INT TERM

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
  mkdir -p "$logs"
  "$@" >"$log" 2>&1 </dev/null &
  child=$!
  local said=0
  while kill -0 "$child" 2>/dev/null; do
    sleep 0.2
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

  local install="apt-get install -y --no-install-recommends ${missing[*]}"
  if ! command -v apt-get >/dev/null; then
    echo "This is no Debian; please install what these packages hold, then start again."
    exit 1
  fi
  local rights=()
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "Neither root nor sudo is at hand. As root: apt-get update && $install"
      exit 1
    fi
    echo "They are installed with sudo, which may ask for your password."
    sudo -v
    rights=(sudo)
  else
    echo "They are installed now, as root."
  fi
  needed "package lists" "$logs/apt-update.log" "${rights[@]}" apt-get update
  needed "${#missing[@]} packages" "$logs/apt-install.log" \
    "${rights[@]}" env DEBIAN_FRONTEND=noninteractive $install
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
  with_progress "web packages" "$logs/npm.log" \
    npm --prefix web ci --no-audit --no-fund --no-update-notifier || return 1
  stamp npm "$state"
}

build_web() {
  install_web_packages || return 1
  local state
  state=$(hash_of web/src web/public web/index.html web/*.json web/*.config.ts)
  if [ -e web/dist/index.html ] && is_stamped web "$state"; then return 0; fi
  with_progress "web pages" "$logs/web.log" npm --prefix web run build || return 1
  stamp web "$state"
}
