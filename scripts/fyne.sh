#!/usr/bin/env bash
# Copies Fyne to build/fyne, changes there what scripts/fyne/*.patch say (docs/adr/0808),
# and prints the GOFLAGS that build with the copy. Without them everything builds too, with
# Fyne as it is.
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS=
mkdir -p build
exec 9>build/.fyne.lock
flock 9
version=$(go list -m -f '{{.Version}}' fyne.io/fyne/v2)
stamp="$version $(cat scripts/fyne/*.patch | sha256sum | cut -d' ' -f1)"
if [ "$(cat build/fyne/.stamp 2>/dev/null)" != "$stamp" ]; then
  from=$(go mod download -json fyne.io/fyne/v2 | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  rm -rf build/fyne
  cp -r "$from" build/fyne
  chmod -R u+w build/fyne
  for p in "$PWD"/scripts/fyne/*.patch; do
    GIT_CEILING_DIRECTORIES=$PWD/build git -C build/fyne apply "$p" >&2 || { echo "fyne.sh: $p does not fit Fyne $version" >&2; exit 1; }
  done
  echo "$stamp" >build/fyne/.stamp
fi
# Written only if it changed: go reads it again otherwise.
go mod edit -print -replace fyne.io/fyne/v2=./build/fyne >build/go.fyne.new
cmp -s build/go.fyne.new build/go.fyne.mod || cp build/go.fyne.new build/go.fyne.mod
rm build/go.fyne.new
cmp -s go.sum build/go.fyne.sum || cp go.sum build/go.fyne.sum
case $PWD in *' '*) echo "'-modfile=$PWD/build/go.fyne.mod'" ;; *) echo "-modfile=$PWD/build/go.fyne.mod" ;; esac
