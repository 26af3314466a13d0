#!/usr/bin/env bash
# Runs the tests: scripts/test.sh [all|unit|race|e2e]. Packages whose tests run in
# real time, with media, sockets or whole servers, run one after another, because
# they would disturb each other; the others two at a time.
# Nothing is run again: a test that fails on a busy machine is to be mended.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-all}
failed=

# Fyne's tests and windows ask for a locale and a place for caches.
export LANG=${LANG:-C.UTF-8}

# Everything with the same Fyne, or much would be compiled twice.
GOFLAGS="${GOFLAGS:-} $(scripts/fyne.sh)"
export GOFLAGS

section() { echo; echo "== $1"; }
run() { # TITLE COMMAND...
  section "$1"
  shift
  "$@" || failed="$failed
  $*"
}

if [ "$what" = all ]; then
  run "format, vet, the server without C" scripts/lint.sh quick
fi
# What is tried in real time.
alone=(./media/audio/... ./media/capture ./media/clean ./media/music ./media/rtc/... ./server ./server/sfu/... ./server/hls ./server/rtmp ./server/srt ./media/hls
  ./server/store ./server/cluster ./server/fleet ./server/node ./liveroom ./liveroom/internal/stream ./liveroom/internal/device ./app ./cmd/onaird ./internal/pulsetest ./test/...)
tests() { # TITLE FLAG... -- PACKAGE...
  local title=$1 flags=()
  shift
  while [ "$1" != -- ]; do flags+=("$1"); shift; done
  shift
  run "$title" go test -p 2 "${flags[@]}" $(go list "$@" | grep -vxFf <(go list "${alone[@]}"))
  local timed
  timed=$(go list "$@" | grep -xFf <(go list "${alone[@]}")) || true
  [ -z "$timed" ] || run "$title, one by one" go test -p 1 "${flags[@]}" $timed
}

# Everything that is concurrent, apart from the toolkit, runs under the race detector,
# and not a second time without it. Where most of a package is calculation it is the
# other way round: all of it runs without, and under the detector only the tests
# named AtOnce. media/music is in both: -short leaves the long drifts out.
concurrent=(./media ./media/audio/... ./media/capture ./media/hls ./media/music ./beauty/face/... ./media/rtc/...
  ./room/... ./signaling/... ./server/... ./internal/peerend ./liveroom/... ./app/... ./views/tile)
calculating=(./beauty ./media/clean ./media/voice)
if [ "$what" = all ] || [ "$what" = unit ]; then
  packages=$(go list ./...)
  if [ "$what" = all ]; then
    packages=$(grep -vxFf <(go list "${concurrent[@]}" | grep -v /media/music) <<<"$packages")
  fi
  tests "unit and integration tests" -timeout 20m -- $packages
fi
if [ "$what" = all ] || [ "$what" = race ]; then
  go build -race "${concurrent[@]}" # both cores, where -p 1 below builds one by one
  tests "the race detector" -race -short -timeout 20m -- "${concurrent[@]}"
  run "the race detector, where most is calculation" go test -race -p 1 -run 'AtOnce$' "${calculating[@]}"
fi
if [ "$what" = all ] || [ "$what" = e2e ]; then
  section "end to end, in real windows"
  make --no-print-directory build
  run "end to end" go test -tags e2e -count=1 -p 1 -v -timeout 10m ./test/e2e
fi

echo
if [ -n "$failed" ]; then
  echo "FAILED:$failed"
  exit 1
fi
echo "all passed"
