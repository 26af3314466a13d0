package av

// #include "common.h"
import "C"

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"
)

// Errors that callers decide on; compare with errors.Is.
var (
	// ErrClosed is returned by calls after Close.
	ErrClosed = errors.New("av: closed")
	// ErrNoCodec means that this build of FFmpeg has no encoder or decoder for
	// what was asked or found.
	ErrNoCodec = errors.New("av: no such codec in this FFmpeg")
	// ErrNoMedia means that a file or URL has neither pictures nor sound.
	ErrNoMedia = errors.New("av: no pictures and no sound in it")
	// ErrBadData means that the bytes are not what they should be: damaged,
	// cut short, or of another format.
	ErrBadData = errors.New("av: damaged or unknown data")
	// ErrSize means that a picture's size does not fit the call.
	ErrSize = errors.New("av: picture of the wrong size")
)

// Error is a failure inside FFmpeg or libopus.
type Error struct {
	// Op is what was tried, such as "open" or "decode".
	Op string
	// Code is FFmpeg's AVERROR (negative), or libopus's code.
	Code int
	// Err is the library's text for Code.
	Err string
	// Detail is the last line the library logged on the way; may be empty.
	Detail string

	kind error
}

// Error says what was tried and why it failed.
func (e *Error) Error() string {
	if e.Detail != "" {
		return fmt.Sprintf("av: %s: %s (%s)", e.Op, e.Err, e.Detail)
	}
	return fmt.Sprintf("av: %s: %s", e.Op, e.Err)
}

// Is matches the package's Err values, io.EOF, and what the system's error
// number stands for (fs.ErrNotExist, fs.ErrPermission, syscall.ECONNREFUSED...).
func (e *Error) Is(target error) bool {
	if e.kind != nil && target == e.kind {
		return true
	}
	if e.Code < 0 && e.Code > -4096 {
		return errors.Is(syscall.Errno(-e.Code), target)
	}
	return false
}

// ffError makes an *Error of an AVERROR code.
func ffError(op string, code C.int, detail string) error {
	buf := make([]C.char, 128)
	C.av_strerror(code, &buf[0], C.size_t(len(buf)))
	e := &Error{Op: op, Code: int(code), Err: C.GoString(&buf[0]), Detail: detail}
	switch code {
	case C.AVERROR_EOF:
		e.kind = io.EOF
	case C.AVERROR_INVALIDDATA:
		e.kind = ErrBadData
	case C.AVERROR_DECODER_NOT_FOUND, C.AVERROR_ENCODER_NOT_FOUND, C.AVERROR_DEMUXER_NOT_FOUND, C.AVERROR_PROTOCOL_NOT_FOUND:
		e.kind = ErrNoCodec
	case C.AVERROR_STREAM_NOT_FOUND:
		e.kind = ErrNoMedia
	case C.AVERROR_HTTP_NOT_FOUND:
		e.kind = fs.ErrNotExist
	}
	return e
}
