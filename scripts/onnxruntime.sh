#!/usr/bin/env bash
# Puts ONNX Runtime's shared library, which face tracking needs, into the user's
# cache folder, where OnAir looks for it, and prints nothing if it is there.
#
#   scripts/onnxruntime.sh           fetch it if it is missing
#   scripts/onnxruntime.sh path      say where it is, or fail
#
# It comes from npm's package onnxruntime-node, whose install script is not run.
# Failing means: OnAir works, but nothing that has to find a face, a hand or a
# person does.
set -euo pipefail
version=1.27.0
folder=${XDG_CACHE_HOME:-$HOME/.cache}/onair/onnxruntime-$version
library=$folder/libonnxruntime.so.1

if [ "${1:-}" = path ]; then
  [ -f "$library" ] && echo "$library"
  exit
fi
[ ! -f "$library" ] || exit 0

fail() {
  echo "onnxruntime: $1" >&2
  echo "onnxruntime: OnAir works without it, but not face shape, makeup, stickers, gestures and virtual background." >&2
  echo "onnxruntime: to get them later, run 'make deps' again, or set ONAIR_ONNXRUNTIME to a libonnxruntime.so of version $version or newer." >&2
  exit 1
}

case $(uname -s)-$(uname -m) in
  Linux-x86_64) arch=x64 hash=d8aff4aa8abee8fb2abb2f2f2459ffc94461e781e41b9f7c072829dd0d470221 ;;
  Linux-aarch64) arch=arm64 hash=c36bc200e7e6c093b8abb0b34590fbdd8c52fd3fb5e33795b9523ffdde2fce0f ;;
  *) fail "there is no library to fetch for $(uname -s) on $(uname -m)" ;;
esac
command -v npm >/dev/null || fail "npm, which fetches it, is not installed"

mkdir -p "$folder"
work=$(mktemp -d "$folder/fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
echo "onnxruntime: fetching version $version with npm (100 MB, once)"
npm pack --loglevel=error --ignore-scripts --fetch-retries=0 --pack-destination "$work" "onnxruntime-node@$version" >"$work/log" 2>&1 ||
  fail "npm could not fetch it: $(grep -m1 . "$work/log" || true)"
tar -xzf "$work/onnxruntime-node-$version.tgz" -C "$work" "package/bin/napi-v6/linux/$arch/libonnxruntime.so.1" ||
  fail "the package that npm fetched does not hold it"
file=$work/package/bin/napi-v6/linux/$arch/libonnxruntime.so.1
echo "$hash  $file" | sha256sum --check --quiet - >/dev/null 2>&1 || fail "what npm fetched is not the file it was"
chmod 644 "$file"
mv -f "$file" "$library"
echo "onnxruntime: $library"
