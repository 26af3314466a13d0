package ort

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Version is the version of ONNX Runtime that the networks are tried with.
const Version = "1.27.0"

// ErrClosed is returned by every method of Models after Close.
var ErrClosed = errors.New("ort: closed")

// Options say where things are.
type Options struct {
	// Library is the path of ONNX Runtime's shared library; empty: look in
	// $ONAIR_ONNXRUNTIME, beside the program and in its lib folder, in the
	// user's cache folder, and where the system keeps libraries.
	Library string
	// Models holds the networks' files, as package assets/models does.
	Models fs.FS
}

// Unavailable is the error when ONNX Runtime's library is missing or cannot be
// used: whatever needs a face has to stay off, everything else works.
type Unavailable struct {
	// Path is the file that did not load; empty if none was found.
	Path string
	Err  error
}

func (u *Unavailable) Error() string {
	if u.Path == "" {
		return fmt.Sprintf("ONNX Runtime %s is not installed (%v): run \"make deps\" or set ONAIR_ONNXRUNTIME to the path of %s", Version, u.Err, fileName())
	}
	return fmt.Sprintf("ONNX Runtime at %s cannot be used: %v; remove the file and run \"make deps\"", u.Path, u.Err)
}

func (u *Unavailable) Unwrap() error { return u.Err }

// fileName is what the library is called on this system.
func fileName() string {
	switch runtime.GOOS {
	case "windows":
		return "onnxruntime.dll"
	case "darwin":
		return "libonnxruntime.1.dylib"
	}
	return "libonnxruntime.so.1"
}

// find returns the library's path.
func find(wanted string) (string, error) {
	if wanted != "" {
		if _, err := os.Stat(wanted); err != nil {
			return "", &Unavailable{Err: err}
		}
		return wanted, nil
	}
	for _, p := range places() {
		if info, err := os.Stat(p); err == nil && info.Mode().IsRegular() {
			return p, nil
		}
	}
	return "", &Unavailable{Err: errors.New("no " + fileName() + " in the usual places")}
}

// places lists where the library may be, best first.
func places() []string {
	name := fileName()
	var list []string
	if p := os.Getenv("ONAIR_ONNXRUNTIME"); p != "" {
		list = append(list, p)
	}
	if exe, err := os.Executable(); err == nil {
		if real, err := filepath.EvalSymlinks(exe); err == nil {
			exe = real
		}
		dir := filepath.Dir(exe)
		list = append(list, filepath.Join(dir, name), filepath.Join(dir, "..", "lib", "onair", name))
	}
	if dir, err := os.UserCacheDir(); err == nil {
		list = append(list, filepath.Join(dir, "onair", "onnxruntime-"+Version, name))
	}
	for _, dir := range []string{"/usr/local/lib", "/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"} {
		list = append(list, filepath.Join(dir, name))
	}
	return list
}
