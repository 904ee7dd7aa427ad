#!/usr/bin/env bash
# The database's shape: init | revision "text" | upgrade | downgrade | history | help. Installs what is missing first.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
cd "$(pwd -P)" || exit 1
. scripts/install.sh

install_packages >&2 || exit
exec node "$PWD/src/main.ts" migrate "${@:-help}"
