#!/usr/bin/env bash
# Installs what is missing, builds the page, starts Posthouse and waits until it is ready. Works from any folder.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
cd "$(pwd -P)" || exit 1
. scripts/install.sh
. scripts/process.sh

PATIENCE=120

usage() {
  cat <<'TEXT'
./start.sh                 start in the background and wait until it is ready; ./stop.sh stops it
./start.sh --foreground    stay in the foreground, log to the terminal; Ctrl-C stops it

Configuration: the environment and .env (see .env.example). With no bot token the simulator opens.
TEXT
}

foreground=false
for argument in "$@"; do
  case $argument in
    --foreground | -f) foreground=true ;;
    --help | -h) usage && exit 0 ;;
    *) echo "start.sh does not know \"$argument\"." >&2 && usage >&2 && exit 64 ;;
  esac
done

data=$(data_folder)
mkdir -p "$data" || exit 73
pid_file=$data/posthouse.pid
log=$data/posthouse.log

if pid=$(running_process "$pid_file"); then
  echo "Posthouse is running already (process $pid)."
  grep -a '^posthouse ready' "$log" 2>/dev/null || echo "It is not ready yet: $log"
  echo "Stop it: ./stop.sh"
  exit 0
fi

install_packages || exit
build_page || exit

if $foreground; then
  exec node "$PWD/src/main.ts" start
fi

echo "Starting (usually 2 to 4 s; the first time about 10, while the embedded database is created) …"
[ -f "$log" ] && mv -f "$log" "$log.1"
: >"$log"
# A process group of its own, so that closing the terminal does not end it. (nohup would not help: Node resets the signals.)
set -m
node "$PWD/src/main.ts" start >"$log" 2>&1 </dev/null &
pid=$!
set +m
echo "$pid" >"$pid_file"
trap 'kill -TERM "$pid"; rm -f "$pid_file"; exit 130' INT TERM

began=$SECONDS
until grep -aq '^posthouse ready' "$log"; do
  if ! kill -0 "$pid" 2>/dev/null; then
    wait "$pid"
    code=$?
    rm -f "$pid_file"
    echo "Posthouse ended while it was starting (exit code $code). The end of $log:" >&2
    tail -n 15 "$log" | sed 's/^/  /' >&2
    exit "$((code == 0 ? 1 : code))"
  fi
  if [ $((SECONDS - began)) -ge "$PATIENCE" ]; then
    echo "Not ready after $PATIENCE s; it is still trying (process $pid). Look into $log, or stop it: ./stop.sh" >&2
    exit 1
  fi
  sleep 0.2
done

grep -a -A 1 '^posthouse ready' "$log" | grep -av '^{' | tail -n 2
echo "Log: $log   Stop: ./stop.sh"
