# Sourced by start.sh and stop.sh, in the project's folder: where the running posthouse is written down.
# shellcheck shell=bash

# The same order as the program's own: the environment, then .env, then ./data.
data_folder() {
  local written=''
  if [ -f .env ]; then
    written=$(sed -n -E 's/^[[:space:]]*(export[[:space:]]+)?POSTHOUSE_DATA[[:space:]]*=[[:space:]]*//p' .env | tail -n 1 |
      tr -d '\r' | sed -E "s/[[:space:]]+#.*$//; s/[[:space:]]+$//; s/^\"(.*)\"$/\1/; s/^'(.*)'$/\1/")
  fi
  written=${POSTHOUSE_DATA:-$written}
  printf '%s' "${written:-./data}"
}

# Prints the process id in the file when that process is a posthouse of this folder; fails when there is none.
# A number alone proves nothing: after a crash or a reboot it may belong to anybody.
running_process() {
  local file=$1 pid
  [ -f "$file" ] || return 1
  pid=$(tr -cd '0-9' <"$file")
  [ -n "$pid" ] && command_of "$pid" | grep -qF "$PWD/src/main.ts start" || return 1
  printf '%s' "$pid"
}

command_of() {
  if [ -r "/proc/$1/cmdline" ]; then tr '\0' ' ' <"/proc/$1/cmdline"; else ps -o args= -p "$1" 2>/dev/null; fi
}
