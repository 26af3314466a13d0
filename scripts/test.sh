#!/usr/bin/env bash
# Runs the tests: scripts/test.sh [all|unit|race|e2e]. Packages run one after
# another, because media tests run in real time and would disturb each other.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-all}
failed=

# Fyne's tests and windows ask for a locale and a place for caches.
export LANG=${LANG:-C.UTF-8}

# go_test FLAGS... PACKAGES... runs go test; packages that fail are run once more by
# themselves, because real media on a busy machine is sometimes late. What failed
# the first time stays visible in the output.
go_test() {
  local log again=
  log=$(mktemp)
  if go test "$@" 2>&1 | tee "$log"; then
    rm -f "$log"
    return 0
  fi
  again=$(sed -n 's/^FAIL[[:space:]]\{1,\}\(onair[^[:space:]]*\)[[:space:]]\{1,\}[0-9.]*s$/\1/p' "$log" | sort -u)
  rm -f "$log"
  [ -n "$again" ] || return 1
  echo "-- failed, once more by themselves: $(echo $again)"
  local flags=()
  for f in "$@"; do
    case $f in ./*) ;; *) flags+=("$f") ;; esac
  done
  # shellcheck disable=SC2086
  go test -count=1 "${flags[@]}" $again
}

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
if [ "$what" = all ] || [ "$what" = unit ]; then
  run "unit and integration tests" go_test -p 1 -timeout 12m ./...
fi
if [ "$what" = all ] || [ "$what" = race ]; then
  # Everything that is concurrent, apart from the pixel loops and the toolkit.
  run "the race detector" go_test -race -p 1 -short -timeout 15m \
    ./media ./media/audio/... ./media/clean ./media/music ./media/voice ./beauty/face/... ./media/rtc/... ./room/... ./signaling/... ./server/... ./liveroom/... ./app/...
fi
if [ "$what" = all ] || [ "$what" = e2e ]; then
  section "end to end, in real windows"
  make --no-print-directory build
  run "end to end" go_test -tags e2e -count=1 -p 1 -v -timeout 10m ./test/e2e
fi

echo
if [ -n "$failed" ]; then
  echo "FAILED:$failed"
  exit 1
fi
echo "all passed"
