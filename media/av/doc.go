// Package av is the one door to FFmpeg's libraries and libopus: it encodes and
// decodes video and sound, reads media files and URLs, and converts and scales
// pictures. It compiles against FFmpeg 5.1 to 8.
//
// What holds C memory has a Close, which may be called twice. Unless a method
// says otherwise a value belongs to one goroutine at a time. Bytes from outside,
// however broken, lead to an *Error and never to a crash.
//
// Pictures are I420, BT.601, limited range ([media.Frame]); sources of another
// kind are converted on the way in. Sound is 48 kHz interleaved stereo float32.
//
// The first use of the package replaces FFmpeg's process-wide log callback with
// one that prints nothing and keeps the last error line for [Error.Detail].
package av

// #cgo pkg-config: libavcodec libavformat libswscale libswresample libavutil
// #cgo CFLAGS: -O3 -std=gnu11 -Wall -Wno-deprecated-declarations
// #cgo linux LDFLAGS: -ldl -lm
// #include "common.h"
import "C"

import "sync"

var setup = sync.OnceFunc(func() { C.oa_setup() })
