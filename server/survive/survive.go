// Package survive keeps the server up when what reads bytes of others panics: that
// connection ends, and no other. It cannot guard goroutines that a library starts itself.
package survive

import (
	"log/slog"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
)

// maxFrames is how many of a panic's callers are logged: a line's values are short.
const maxFrames = 8

// place is where a panic came from, innermost first.
func place() string {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	var out []string
	for panicked := false; len(out) < maxFrames; {
		f, more := frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			panicked, out = true, nil
		case panicked && !strings.HasPrefix(f.Function, "runtime."):
			out = append(out, filepath.Base(f.File)+":"+strconv.Itoa(f.Line))
		}
		if !more {
			break
		}
	}
	return strings.Join(out, " < ")
}

// Panics counts and logs panics. Any goroutine may use it; nil catches nothing.
type Panics struct {
	log   *slog.Logger
	count atomic.Uint64
}

// New makes one. The log paces its lines.
func New(log *slog.Logger) *Panics { return &Panics{log: log} }

// Count is how many panics were caught.
func (p *Panics) Count() uint64 { return p.count.Load() }

// Note takes what recover returned, if that is a panic, where it was caught; true if it is.
func (p *Panics) Note(where string, recovered any) bool {
	if recovered == nil {
		return false
	}
	if p != nil {
		p.count.Add(1)
		p.log.Error("a panic was caught, and what caused it has ended", "in", where, "panic", recovered, "at", place())
	}
	return true
}

// Guard calls f; false if it panicked.
func (p *Panics) Guard(where string, f func()) (whole bool) {
	if p != nil {
		defer func() {
			if p.Note(where, recover()) {
				whole = false
			}
		}()
	}
	f()
	return true
}
