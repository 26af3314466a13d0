#!/usr/bin/env bash
# Copies Fyne to build/fyne, and the library that reads its fonts to build/typesetting,
# changes there what scripts/fyne/*.patch and scripts/fyne/typesetting/*.patch say
# (docs/adr/0808), and prints the GOFLAGS that build with the copies. Without them
# everything builds too, with Fyne as it is.
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS=
mkdir -p build
exec 9>build/.fyne.lock
flock 9

# copy NAME MODULE FOLDER makes build/NAME of the module and the folder's patches.
copy() {
  local name=$1 module=$2 folder=$PWD/$3 version stamp from p
  version=$(go list -m -f '{{.Version}}' "$module")
  stamp="$version $(cat "$folder"/*.patch | sha256sum | cut -d' ' -f1)"
  [ "$(cat "build/$name/.stamp" 2>/dev/null)" != "$stamp" ] || return 0
  from=$(go mod download -json "$module" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  rm -rf "build/$name"
  cp -r "$from" "build/$name"
  chmod -R u+w "build/$name"
  for p in "$folder"/*.patch; do
    GIT_CEILING_DIRECTORIES=$PWD/build git -C "build/$name" apply "$p" >&2 || { echo "fyne.sh: $p does not fit $module $version" >&2; exit 1; }
  done
  echo "$stamp" >"build/$name/.stamp"
}
copy fyne fyne.io/fyne/v2 scripts/fyne
copy typesetting github.com/go-text/typesetting scripts/fyne/typesetting

# Written only if it changed: go reads it again otherwise.
go mod edit -print -replace fyne.io/fyne/v2=./build/fyne -replace github.com/go-text/typesetting=./build/typesetting >build/go.fyne.new
cmp -s build/go.fyne.new build/go.fyne.mod || cp build/go.fyne.new build/go.fyne.mod
rm build/go.fyne.new
cmp -s go.sum build/go.fyne.sum || cp go.sum build/go.fyne.sum
case $PWD in *' '*) echo "'-modfile=$PWD/build/go.fyne.mod'" ;; *) echo "-modfile=$PWD/build/go.fyne.mod" ;; esac
