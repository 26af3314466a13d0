#!/usr/bin/env bash
# A virtual desktop for runs without a screen: Xvfb, a session bus, a window
# manager, and a private PulseAudio whose speaker and microphone are null sinks.
#
#   scripts/desktop.sh start DIR [WIDTHxHEIGHT]   starts it; DIR/env is to be sourced
#   scripts/desktop.sh stop DIR
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
action=${1:?start or stop} dir=${2:?a folder}

start() {
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  local size=${1:-1920x1080} number
  : >"$dir/env"
  Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -noreset +extension GLX +extension RANDR \
    3>"$dir/display" >"$dir/xvfb.log" 2>&1 &
  echo $! >"$dir/xvfb.pid"
  for _ in $(seq 200); do
    [ -s "$dir/display" ] && break
    kill -0 "$(cat "$dir/xvfb.pid")" 2>/dev/null || { cat "$dir/xvfb.log" >&2; exit 1; }
    sleep 0.05
  done
  number=$(cat "$dir/display")
  [ -n "$number" ] || { echo "desktop: Xvfb did not start" >&2; exit 1; }
  dbus-daemon --session --fork --print-address=1 --print-pid=3 3>"$dir/dbus.pid" >"$dir/dbus"
  {
    echo "export DISPLAY=:$number"
    echo "export DBUS_SESSION_BUS_ADDRESS='$(cat "$dir/dbus")'"
    echo "export LIBGL_ALWAYS_SOFTWARE=1"
    echo "unset WAYLAND_DISPLAY"
  } >>"$dir/env"
  # shellcheck disable=SC1091
  . "$dir/env"
  openbox >"$dir/openbox.log" 2>&1 &
  echo $! >"$dir/openbox.pid"
  if "$here/pulse.sh" start "$dir/pulse" >"$dir/pulse.log" 2>&1; then
    "$here/pulse.sh" env "$dir/pulse" >>"$dir/env"
  else
    echo "desktop: no sound server; the apps play into silence (see $dir/pulse.log)" >&2
  fi
}

stop() {
  [ -d "$dir" ] || return 0
  [ -d "$dir/pulse" ] && "$here/pulse.sh" stop "$dir/pulse" || true
  for p in openbox xvfb dbus; do
    [ -s "$dir/$p.pid" ] && kill "$(head -1 "$dir/$p.pid")" 2>/dev/null || true
  done
  for p in openbox xvfb; do
    [ -s "$dir/$p.pid" ] || continue
    for _ in $(seq 40); do kill -0 "$(cat "$dir/$p.pid")" 2>/dev/null || break; sleep 0.05; done
  done
}

shift 2
case $action in
  start) start "$@" ;;
  stop) stop ;;
  *) echo "usage: desktop.sh start|stop DIR" >&2; exit 2 ;;
esac
