// Package models holds the networks that find faces, hands and people, as ONNX
// files. They are MediaPipe's, converted by tools/tflite2onnx ("make models");
// README.md has their origin and licence.
package models

import (
	"embed"
	"io/fs"
)

//go:embed *.onnx
var files embed.FS

// FS holds the files, as ort.Options takes them.
func FS() fs.FS { return files }
