#!/usr/bin/env bash
# Makes assets/models/*.onnx: fetches MediaPipe's models with npm, checks their
# hashes and converts them. Nobody who builds OnAir needs this.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/assets/models

command -v npm >/dev/null || { echo "models: npm is needed to fetch MediaPipe's packages" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/tflite2onnx" ./tools/tflite2onnx

# fetch PACKAGE VERSION SHA256: unpacks into $work/PACKAGE
fetch() {
  local name=$1 tgz
  tgz=$(npm pack --silent --pack-destination "$work" "@mediapipe/$name@$2" | tail -1)
  echo "$3  $work/$tgz" | sha256sum --check --quiet - || { echo "models: @mediapipe/$name is not the file it was" >&2; exit 1; }
  mkdir "$work/$name"
  tar -xzf "$work/$tgz" -C "$work/$name" --strip-components 1
}

# convert FILE NAME [LOADER:MEMBER]
convert() {
  "$work/tflite2onnx" ${3:+-packed "$work/$3"} "$work/$1" "$out/$2.onnx"
  echo "models: $2.onnx, $(stat -c %s "$out/$2.onnx") bytes"
}

fetch face_detection 0.4.1657300184 a118cde74923dc4435257fbfbb613464a0f58d115dff6314d4ff96c8aebf6419
fetch face_mesh 0.4.1657299874 c08a7e0742a326285da666cf81d77c8b6f3a181a2ee948cadaf166008e0d3bc7
fetch hands 0.4.1675469240 bdd5be939c60cbd72a49f4b6141407683cf2a67263598e1a44757d70b3dfcb8a
fetch selfie_segmentation 0.1.1675465747 7767b33eaa68990ee06c28bbb89f39a13a47ebb07ff0f1fd4947d9e817bb9bf9

convert face_detection/face_detection_short_range.tflite face-detection
convert face_detection/face_detection_full_range.tflite face-detection-far
convert face_mesh/face_mesh_solution_packed_assets.data face-landmarks \
  face_mesh/face_mesh_solution_packed_assets_loader.js:face_landmark_with_attention.tflite
convert hands/hands_solution_packed_assets.data palm-detection \
  hands/hands_solution_packed_assets_loader.js:palm_detection_lite.tflite
convert hands/hand_landmark_lite.tflite hand-landmarks
convert selfie_segmentation/selfie_segmentation_landscape.tflite person

cd "$out"
before=$(cat SHA256SUMS 2>/dev/null || true)
sha256sum ./*.onnx | sed 's#\./##' >SHA256SUMS
if [ "$before" = "$(cat SHA256SUMS)" ]; then
  echo "models: the same as before"
else
  echo "models: assets/models/SHA256SUMS has changed"
fi
