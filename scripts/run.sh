#!/usr/bin/env bash
# Starts the app. Where there is no display it plays the demo on a virtual one.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]; then
  exec build/onair "$@"
fi
echo "There is no display here: playing the demo on a virtual one."
exec scripts/demo.sh
