# Sourced by start.sh and migration.sh, in the project's folder: brings everything that is needed, and says so.
# shellcheck shell=bash

# with_progress <what> <usual seconds> <command…>: runs the command, shows how long it has taken and how long it
# usually takes, and prints the command's own output only when it fails.
with_progress() {
  local what=$1 usual=$2 output code=0 began=$SECONDS
  shift 2
  output=$(mktemp)
  report_progress "$what" "$usual" &
  local reporter=$!
  "$@" </dev/null >"$output" 2>&1 || code=$?
  kill "$reporter" 2>/dev/null
  wait "$reporter" 2>/dev/null || true
  [ -t 1 ] && printf '\r\033[K'
  if [ "$code" -eq 0 ]; then
    echo "$what: done in $((SECONDS - began)) s."
  else
    echo "$what: failed after $((SECONDS - began)) s. What it said last:" >&2
    tail -n 25 "$output" | sed 's/^/  /' >&2
  fi
  rm -f "$output"
  return "$code"
}

# A line that is rewritten every second on a terminal; elsewhere one line at the start and one every 15 seconds.
report_progress() {
  local what=$1 usual=$2 passed=0 left
  [ -t 1 ] || echo "$what: usually takes about $usual s."
  while :; do
    left=$((usual - passed))
    if [ "$left" -gt 0 ]; then left="about $left s left"; else left="longer than usual: a slow network or disk"; fi
    if [ -t 1 ]; then
      printf '\r\033[K%s: %s s, %s' "$what" "$passed" "$left"
    elif [ "$passed" -gt 0 ] && [ $((passed % 15)) -eq 0 ]; then
      echo "$what: $passed s so far, $left."
    fi
    sleep 1
    passed=$((passed + 1))
  done
}

check_machine() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "Posthouse needs Node.js 20 or newer and npm. Install them from https://nodejs.org, then run this again." >&2
    return 69
  fi
  local version
  version=$(node -p 'process.versions.node.split(".")[0]')
  if [ "$version" -lt 20 ]; then
    echo "Posthouse needs Node.js 20 or newer to install itself; this is $(node -v). Get one from https://nodejs.org." >&2
    return 69
  fi
}

# npm writes its own record of what is installed last of all, so its age tells whether an installation is complete and current.
install_packages() {
  check_machine || return
  local record=node_modules/.package-lock.json
  if [ ! -x node_modules/.bin/node ] || [ ! -f "$record" ] || [ package-lock.json -nt "$record" ]; then
    with_progress 'Installing packages (npm ci)' 40 npm ci --no-audit --no-fund --loglevel=error || return
  fi
  PATH="$PWD/node_modules/.bin:$PATH"
  hash -r
  node scripts/node-version.mjs
}

build_page() {
  local page=web/dist/chat/index.html
  if [ -f "$page" ] && [ -z "$(find web package-lock.json -path web/dist -prune -o -type f -newer "$page" -print)" ]; then return 0; fi
  with_progress 'Building the page' 8 npm run --silent build
}
