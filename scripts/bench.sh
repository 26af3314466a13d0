#!/usr/bin/env bash
# Benchmarks: each stage of the way of a 720p picture, the server's load, and an
# anchor's and a viewer's whole process in real windows. Machines are noisy:
# compare figures of one run with each other.
#
#   scripts/bench.sh [stages] [beauty] [sound] [media] [server] [floods] [process]      (default: all)
set -euo pipefail
cd "$(dirname "$0")/.."
what=${*:-stages beauty sound media server floods process}
mkdir -p out
raw=out/bench.txt
: >"$raw"

wants() { case " $what " in *" $1 "*) ;; *) return 1 ;; esac; }

# bench TITLE PACKAGE PATTERN [FLAGS...] prints name, ms an operation, allocations.
bench() {
  local title=$1 package=$2 pattern=$3
  shift 3
  go test -run '^$' -bench "$pattern" -benchmem "$@" "./$package" 2>>out/bench.err | tee -a "$raw" |
    awk -v title="$title" '/^Benchmark/ {
      name = $1; sub(/^Benchmark/, "", name); sub(/-[0-9]+$/, "", name)
      ms = ""; allocs = ""; bytes = ""; extra = ""
      for (i = 3; i < NF; i += 2) {
        unit = $(i + 1)
        if (unit == "ns/op") ms = sprintf("%.3f", $i / 1e6)
        else if (unit == "allocs/op") allocs = $i
        else if (unit == "B/op") bytes = $i
        else if (unit != "MB/s") extra = extra " " $i " " unit
      }
      printf "| %-9s | %-44s | %9s | %6s | %8s |%s\n", title, name, ms, allocs, bytes, extra
    }'
}

# yardstick times FFmpeg's bilateral filter on the same picture, one thread.
yardstick() {
  local frames=100 log base size
  for size in 1280x720 1920x1080; do
    log=$(ffmpeg -v info -nostdin -benchmark -filter_threads 1 -f lavfi -i "testsrc2=s=$size:r=30" -frames:v $frames \
      -vf "format=yuv420p,bilateral=sigmaS=4:sigmaR=0.1:planes=1" -f null - 2>&1 | sed -n 's/.*bench: utime=\([0-9.]*\)s.*/\1/p' | tail -1)
    base=$(ffmpeg -v info -nostdin -benchmark -filter_threads 1 -f lavfi -i "testsrc2=s=$size:r=30" -frames:v $frames \
      -vf "format=yuv420p" -f null - 2>&1 | sed -n 's/.*bench: utime=\([0-9.]*\)s.*/\1/p' | tail -1)
    awk -v a="${log:-0}" -v b="${base:-0}" -v n=$frames -v s="$size" 'BEGIN { printf "| %-9s | %-44s | %9.3f | %6s | %8s |\n", "yardstick", "FFmpeg bilateral " s, (a - b) * 1000 / n, "", "" }'
  done
}

# opencv times OpenCV's filters on a picture of the same size, one thread, where
# Python has them.
opencv() {
  python3 -c 'import cv2' 2>/dev/null || { echo "(OpenCV for Python is not installed: its bilateral and guided filters are left out)"; return 0; }
  python3 - <<'END'
import time
import cv2, numpy
cv2.setNumThreads(1)
picture = numpy.random.default_rng(1).integers(0, 255, (720, 1280, 3), numpy.uint8)
filters = {"bilateralFilter d=9": lambda: cv2.bilateralFilter(picture, 9, 40, 9)}
if hasattr(cv2, "ximgproc"):
    filters["guidedFilter r=8"] = lambda: cv2.ximgproc.guidedFilter(picture, picture, 8, 100)
for name, run in filters.items():
    run()
    start = time.perf_counter()
    for _ in range(20):
        run()
    print("| %-9s | %-44s | %9.3f | %6s | %8s |" % ("yardstick", "OpenCV " + name + " 1280x720", (time.perf_counter() - start) * 50, "", ""))
END
}

echo "Machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(uname -sr), $(go version | cut -d' ' -f3)"
if wants stages; then
  echo
  echo "| stage     | what                                         | ms an op. | allocs | bytes    |"
  echo "| --------- | -------------------------------------------- | --------- | ------ | -------- |"
  bench capture media/capture 'Convert|Pattern720p'
  bench capture media/av 'ReadFile_720p|FromImage_720p'
  bench encode media/av 'EncodeH264_720p|EncodeVP8_720p' -benchtime 150x
  bench packetize media/rtc 'PacketizeAndSend'
  bench jitter media/rtc/internal/jitter 'PushPop'
  bench hls server/hls 'ASecondOfAStream' -benchtime 20x
  bench decode media/av 'DecodeH264_720p|DecodeVP8_720p' -benchtime 300x
  bench convert media/av 'RGBA$|RGBA/'
  bench draw views/tile 'Tile720p'
fi
if wants beauty; then
  echo
  echo "Filters at 720p and 1080p, one core, a face of about 300 pixels, and what finds it; FFmpeg's bilateral filter (luma only) as a yardstick:"
  bench beauty beauty '^BenchmarkChain$' -benchtime 200x
  bench beauty beauty '^BenchmarkFace$' -benchtime 100x
  bench beauty beauty 'Makeup|Stickers' -benchtime 200x
  bench beauty beauty '^BenchmarkBackground$' -benchtime 100x
  bench face beauty/face/ort 'Models' -benchtime 100x
  bench face beauty/face 'Tracker|Crop' -benchtime 200x
  bench gesture beauty/gesture 'Classify'
  yardstick
  opencv
fi
if wants sound; then
  echo
  echo "Sound: blocks of 10 ms unless it says otherwise:"
  bench sound media/av 'Opus20ms'
  bench sound media/audio 'Mix16|Mic$|^BenchmarkMonitor$'
  bench sound media/clean 'Capture' -benchtime 2000x
  bench sound media/music 'ReadAudio'
  bench sound media/voice 'Process'
  bench sound media/rtc/internal/sound 'PushRead'
  echo
  echo "Hearing oneself, from microphone to loudspeaker through PulseAudio, and what the sound server takes by itself:"
  bench ear media/audio 'EarMonitor' -benchtime 1x
  bench ear media/audio 'Faults' -benchtime 1x
  bench ear media/clean 'EchoThroughASoundServer' -benchtime 1x
fi
if wants media; then
  echo
  echo "Joining a room and capture to screen, over loopback through the relay:"
  bench media media/rtc 'Join|Delay' -benchtime 20x
  bench media media/rtc 'Loss' -benchtime 300x
  bench media liveroom 'LipSync' -benchtime 1x
  echo
  echo "Camera to viewer, every way side by side (RTMP from FFmpeg with x264 and no look-ahead; 640x360 at 30):"
  bench delays test/doors 'Delays' -benchtime 1x
fi
if wants server; then
  echo
  echo "The relay's load (viewers at 1.5 Mbit/s) and the gateway:"
  bench relay server/sfu/internal/load 'Viewers' -benchtime 1x -timeout 10m
  bench relay server/sfu/internal/load 'Join' -benchtime 20x
  bench gateway server 'EnterAndLeave|TellingARoom'
  bench doors cmd/onaird 'WHEP|Ingest' -benchtime 1x
  echo
  echo "Starting on a folder with a million wallets, users and rooms that have ended (until ready):"
  bench start server '^BenchmarkStart$' -benchtime 3x -timeout 20m
  echo
  echo "From the start of onaird as a process to its answer, on a small folder:"
  bench start cmd/onaird '^BenchmarkReady$' -benchtime 20x
fi
if wants floods; then
  echo
  echo "Chat of a well-behaved pair, 20 lines a second, beside ten of another address who flood (p95 is to be under 50 ms):"
  bench floods cmd/onaird '^BenchmarkFloods$' -benchtime 100x
  echo
  echo "200 people giving a gift a second over breaking connections, the server killed five times; nothing lost or doubled:"
  bench gifts cmd/onaird '^BenchmarkGiftsOverKills$' -benchtime 1x
fi
if wants process; then
  echo
  echo "Whole processes at 720p30, in windows on a virtual display (software OpenGL):"
  make --no-print-directory -s build
  ONAIR_BENCH=1 go test -tags e2e -count=1 -run 'TestStart$|TestStaticScreens|TestWholeProcess|TestFourTiles' -v -timeout 15m ./test/e2e 2>&1 | tee -a "$raw" | sed -n 's/^ *[a-z_]*_test.go:[0-9]*: //p'
fi
