#!/usr/bin/env bash
# Stops what start.sh started: no new work is taken, what runs is finished, nothing is lost.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
cd "$(pwd -P)" || exit 1
. scripts/process.sh

PATIENCE=45

pid_file=$(data_folder)/posthouse.pid
if ! pid=$(running_process "$pid_file"); then
  rm -f "$pid_file"
  echo "Nothing to stop: no posthouse started by start.sh is running here."
  exit 0
fi

echo "Stopping process $pid; work in progress may finish (at most $PATIENCE s) …"
kill -TERM "$pid" || exit
began=$SECONDS
while kill -0 "$pid" 2>/dev/null; do
  if [ $((SECONDS - began)) -ge "$PATIENCE" ]; then
    echo "Still running after $PATIENCE s. \"kill -9 $pid\" ends it; what was accepted is in the database and goes on at the next start." >&2
    exit 1
  fi
  sleep 0.1
done
rm -f "$pid_file"
echo "Stopped after $((SECONDS - began)) s."
