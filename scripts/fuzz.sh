#!/usr/bin/env bash
# Runs every fuzz target for a while: scripts/fuzz.sh [TIME] [TARGET...], 10s each
# and all of them by default. Inputs that find new code are kept as they are: Go
# would shorten each for up to a minute, in which long ones, such as an offer, let
# nothing else run.
set -euo pipefail
cd "$(dirname "$0")/.."
time=${1:-10s}
[ $# -eq 0 ] || shift
wanted=" $* "
failed=

while read -r file; do
  for target in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' "$file"); do
    case $wanted in "  " | *" $target "*) ;; *) continue ;; esac
    echo "== $(dirname "$file") $target"
    go test "./$(dirname "$file")" -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 1x ||
      failed="$failed $(dirname "$file"):$target"
  done
done < <(git grep -lE '^func Fuzz' -- '*_test.go')

if [ -n "$failed" ]; then
  echo "FAILED:$failed"
  exit 1
fi
