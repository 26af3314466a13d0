#!/usr/bin/env bash
# Plays OnAir on a virtual display: an anchor goes live from a clip, two viewers
# watch, one of them comes on stage, and the anchor holds a PK with another room.
# Leaves pictures and a recording in out/. Needs build/onair.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/out
rm -rf "$out/demo" && mkdir -p "$out/demo"
work=$(mktemp -d "${TMPDIR:-/tmp}/onair-demo.XXXXXX")
pids=()

stop() {
  for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done
  for p in "${pids[@]}"; do wait "$p" 2>/dev/null || true; done
  scripts/desktop.sh stop "$work/desktop"
  rm -rf "$work"
}
trap stop EXIT

echo "demo: a face clip with sound stands in for camera and microphone"
clip=$work/face.mkv
ffmpeg -v error -y -stream_loop 9 -i media/av/testdata/face720p.mp4 \
  -f lavfi -i "aevalsrc=0.15*sin(2*PI*(220+110*floor(mod(2*t\,5)))*t)*exp(-3*mod(2*t\,1)):s=48000:d=20" \
  -map 0:v -map 1:a -c:v copy -c:a flac -ac 2 -t 20 "$clip"

# built before the demo gets a home of its own, which has no modules
go build -o "$work/uifind" ./internal/uifind
ONAIR_ONNXRUNTIME=$(scripts/onnxruntime.sh path || true) # the demo has a home of its own
export ONAIR_ONNXRUNTIME
scripts/desktop.sh start "$work/desktop" 1940x1400
# shellcheck disable=SC1091
. "$work/desktop/env"
export HOME=$work/home XDG_CONFIG_HOME=$work/home/config XDG_CACHE_HOME=$work/home/cache XDG_RUNTIME_DIR=$work/home/run
mkdir -p "$HOME" "$XDG_CACHE_HOME" && mkdir -m 700 "$XDG_RUNTIME_DIR"
port=$((20000 + RANDOM % 20000))
declare -A windows

# window NAME X Y ARGS... starts the app and puts its window there.
window() {
  local name=$1 x=$2 y=$3 before id=
  shift 3
  before=$(xdotool search --onlyvisible --name '^(LIVE - )?OnAir$' 2>/dev/null || true)
  build/onair --new --ui-map "$work/$name.json" --listen 127.0.0.1:$port --media 127.0.0.1:$((port + 1)) --data "$work/data" --config "$work/config" \
    --stats "$out/demo/$name.jsonl" --nickname "$name" --user "$(echo "$name" | tr '[:upper:]' '[:lower:]')" "$@" >"$out/demo/$name.log" 2>&1 &
  pids+=($!)
  for _ in $(seq 400); do
    for w in $(xdotool search --onlyvisible --name '^(LIVE - )?OnAir$' 2>/dev/null || true); do
      case " $(echo $before) " in *" $w "*) ;; *) id=$w ;; esac
    done
    [ -n "$id" ] && break
    sleep 0.1
  done
  [ -n "$id" ] || { echo "demo: no window for $name; see $out/demo/$name.log" >&2; exit 1; }
  for _ in 1 2 3; do # it puts itself where it was last, a moment after it is shown
    xdotool windowsize --sync "$id" 960 660 windowmove "$id" "$x" "$y"
    sleep 0.3
  done
  windows[$name]=$id
}

# click NAME icon=...|text=... clicks a control in NAME's window.
click() {
  local at
  at=$("$work/uifind" "$work/$1.json" "$2") || { echo "demo: $1 has no $2; see $out/demo/$1.log" >&2; exit 1; }
  # shellcheck disable=SC2086
  xdotool windowactivate --sync "${windows[$1]}" mousemove --window "${windows[$1]}" $at sleep 0.1 click 1
}

# live NAME waits until NAME's statistics show pictures.
live() {
  for _ in $(seq 400); do
    tail -1 "$out/demo/$1.jsonl" 2>/dev/null | grep -q '"fps":[1-9]' && return
    sleep 0.1
  done
  echo "demo: $1 has no picture; see $out/demo/$1.log" >&2
  exit 1
}

# drawn NAME waits until NAME's window is on the screen: pictures have been shown, its
# controls are placed, and what the display holds is not black.
drawn() {
  local light
  for _ in $(seq 400); do
    if tail -1 "$out/demo/$1.jsonl" 2>/dev/null | grep -q '"shownDelayMs":{[^}]*:\[[0-9.]*[1-9]' && [ -s "$work/$1.json" ]; then
      light=$(import -window "${windows[$1]}" -colorspace Gray -format '%[fx:int(1000*standard_deviation)]' info: 2>/dev/null || echo 0)
      [ "${light:-0}" -gt 20 ] && return
    fi
    sleep 0.1
  done
  echo "demo: $1's window stays black; see $out/demo/$1.log" >&2
  exit 1
}

echo "demo: Anna goes live"
window Anna 0 0 --camera "file:$clip" --mic "file:$clip" live --title "Morning show"
live Anna
drawn Anna
import -window root "$out/demo/1-live.png"
if [ -n "$ONAIR_ONNXRUNTIME" ]; then
  echo "demo: Anna puts beauty and a crown on"
  click Anna icon=beauty
  click Anna text=Sweet
  click Anna text=Stickers
  click Anna text=Crown
  sleep 2
  import -window root "$out/demo/1b-crown.png"
  click Anna icon=close
fi
echo "demo: Bob and Carol watch"
window Bob 970 0 --camera test:color=20A060 --mic tone:330 watch 0
window Carol 0 690 --camera none --mic none watch 0
live Bob
live Carol
drawn Bob
drawn Carol
ffmpeg -v error -y -f x11grab -framerate 10 -video_size 1940x1400 -i "$DISPLAY" -f pulse -i speaker.monitor -t 45 \
  -c:v libx264 -preset ultrafast -crf 28 -pix_fmt yuv420p -c:a aac "$out/demo/demo.mp4" </dev/null &
recording=$!
sleep 2
import -window root "$out/demo/2-watching.png"

echo "demo: Carol writes and gives a gift, Bob comes on stage"
click Carol tip="Say something"
xdotool type --delay 30 "Good morning from Carol"
xdotool key Return
click Carol icon=gift
click Carol text="Give for"
click Bob text=Join
click Bob text="With camera"
click Anna text=Requests
click Anna text=Accept
click Bob icon=stage-up
sleep 3
import -window root "$out/demo/3-on-stage.png"
click Bob text="Step down"
click Bob text="Leave the stage"

echo "demo: a PK with Dora, who is live in another room"
window Dora 970 690 --camera test: --mic tone:262 live --title "Dora's hour"
live Dora
drawn Dora
click Anna icon=pk
click Anna text=Ask
click Dora text=Accept
sleep 3
import -window root "$out/demo/4-pk.png"
click Carol text="Give for"
sleep 2
import -window root "$out/demo/5-points.png"
kill -INT "$recording" 2>/dev/null || true
wait "$recording" || true
echo "demo: done. Pictures, a recording (demo.mp4) and the numbers are in out/demo:"
ls "$out/demo"
