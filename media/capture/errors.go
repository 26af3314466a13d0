package capture

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// Code says why a source ended or could not be opened. The zero Code is invalid.
type Code int

// Why a source ended or could not be opened.
const (
	// NoDevice: there is no such device, screen or spec.
	NoDevice Code = iota + 1
	// Denied: the system does not let this user open it.
	Denied
	// Busy: another program uses it.
	Busy
	// Unplugged: it went away, or stopped delivering, while running.
	Unplugged
	// BadFormat: it offers nothing that can be used.
	BadFormat
	// BadFile: the file or URL cannot be opened or played.
	BadFile
)

var codeNames = map[Code]string{
	NoDevice: "no device", Denied: "denied", Busy: "busy",
	Unplugged: "unplugged", BadFormat: "bad format", BadFile: "bad file",
}

// String returns the code's name in English.
func (c Code) String() string {
	if s, ok := codeNames[c]; ok {
		return s
	}
	return "unknown"
}

// Error is what Open and Run return. Its text says what happened and what the
// user can do about it.
type Error struct {
	Code Code
	// Device is the label, path or spec concerned.
	Device string
	// Err is the cause, or nil.
	Err error
}

// Error tells a person what happened and what to do.
func (e *Error) Error() string {
	var s string
	switch e.Code {
	case NoDevice:
		s = fmt.Sprintf("%q was not found: connect it, or choose another source", e.Device)
	case Denied:
		s = fmt.Sprintf("no permission to use %q: allow access to it in the system's settings (on Linux: groups video and audio)", e.Device)
	case Busy:
		s = fmt.Sprintf("%q is in use: close the other program that uses it and try again", e.Device)
	case Unplugged:
		s = fmt.Sprintf("%q stopped: connect it again, or choose another source", e.Device)
	case BadFormat:
		s = fmt.Sprintf("%q gives no picture or sound that can be used: choose another source or size", e.Device)
	case BadFile:
		s = fmt.Sprintf("%q cannot be played: check that it exists and is a media file", e.Device)
	default:
		s = fmt.Sprintf("%q failed", e.Device)
	}
	if e.Err != nil {
		s += " (" + e.Err.Error() + ")"
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// deviceError maps what a driver said to a code; fallback is used when the
// cause says nothing. The camera driver flattens system errors to text, so
// the text is looked at as well.
func deviceError(device string, err error, fallback Code) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	code := fallback
	is := func(targets ...syscall.Errno) bool {
		for _, t := range targets {
			if errors.Is(err, t) || err != nil && strings.HasSuffix(err.Error(), t.Error()) {
				return true
			}
		}
		return false
	}
	switch {
	case err == nil:
	case is(syscall.EACCES, syscall.EPERM):
		code = Denied
	case is(syscall.EBUSY):
		code = Busy
	case is(syscall.ENODEV, syscall.ENXIO):
		if code != NoDevice {
			code = Unplugged
		}
	case is(syscall.ENOENT):
		code = NoDevice
	default:
		if c, ok := soundErrorCode(err); ok {
			code = c
		}
	}
	return &Error{Code: code, Device: device, Err: err}
}

// fileError maps a failure to open or read a file.
func fileError(path string, err error) *Error {
	code := BadFile
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, os.ErrPermission) {
		code = Denied
	}
	return &Error{Code: code, Device: path, Err: err}
}
