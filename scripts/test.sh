#!/usr/bin/env bash
# Runs the tests: scripts/test.sh [all|unit|race|e2e]. Packages run one after
# another, because media tests run in real time and would disturb each other.
# Nothing is run again: a test that fails on a busy machine is to be mended.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-all}
failed=

# Fyne's tests and windows ask for a locale and a place for caches.
export LANG=${LANG:-C.UTF-8}

section() { echo; echo "== $1"; }
run() { # TITLE COMMAND...
  section "$1"
  shift
  "$@" || failed="$failed
  $*"
}

if [ "$what" = all ]; then
  run "format, vet, the server without C" scripts/lint.sh
fi
# Everything that is concurrent, apart from the toolkit: run under the race detector,
# and not a second time without it, but for media/music, where -short leaves a long
# drift out.
concurrent=(./media ./media/audio/... ./media/capture ./media/clean ./media/music ./media/voice
  ./beauty ./beauty/face/... ./media/rtc/... ./room/... ./signaling/... ./server/... ./liveroom/...
  ./app/... ./views/tile)
if [ "$what" = all ] || [ "$what" = unit ]; then
  packages=$(go list ./...)
  if [ "$what" = all ]; then
    packages=$(grep -vxFf <(go list "${concurrent[@]}" | grep -v /media/music) <<<"$packages")
  fi
  run "unit and integration tests" go test -p 1 -timeout 20m $packages
fi
if [ "$what" = all ] || [ "$what" = race ]; then
  go build -race "${concurrent[@]}" # -p 1 below builds one by one, too
  run "the race detector" go test -race -p 1 -short -timeout 20m "${concurrent[@]}"
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
