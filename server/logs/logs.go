// Package logs keeps a log small and readable whatever strangers send: each text
// in a line is bounded, and so is how often one kind of line is written.
package logs

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Bounds of one line, in bytes. What is left out is counted in its place.
const (
	MaxText  = 256      // of a message, a name or a value
	MaxStack = 16 << 10 // of a value of type Stack
	maxAttrs = 32       // of a line or a group
	maxDepth = 4        // of groups in groups
)

// Stack is a text of the program's own, such as a stack trace, that may be long.
type Stack string

// Text cuts a text of a stranger's to MaxText bytes of valid UTF-8.
func Text(s string) string { return Cut(s, MaxText) }

// Cut shortens a text to at most n bytes, with a note of how long it was if n has
// room for one, and replaces what is no UTF-8.
func Cut(s string, n int) string {
	if len(s) <= n {
		return strings.ToValidUTF8(s, "\ufffd")
	}
	note := "...(" + strconv.Itoa(len(s)) + " bytes)"
	if len(note) >= n/2 {
		note = ""
	}
	keep := n - len(note)
	for keep > 0 && !utf8.RuneStart(s[keep]) {
		keep--
	}
	return strings.ToValidUTF8(s[:keep], "") + note
}

// handler is a slog.Handler that bounds what it passes on.
type handler struct {
	next  slog.Handler
	paces *paces
}

// Enabled implements slog.Handler.
func (h *handler) Enabled(ctx context.Context, l slog.Level) bool { return h.next.Enabled(ctx, l) }

// Handle implements slog.Handler.
func (h *handler) Handle(ctx context.Context, r slog.Record) error {
	msg := Text(r.Message)
	ok, missed := h.paces.take(msg, r.Time)
	if !ok {
		return nil
	}
	out := slog.NewRecord(r.Time, r.Level, msg, r.PC)
	n := 0
	r.Attrs(func(a slog.Attr) bool {
		out.AddAttrs(bound(a, 0))
		n++
		return n < maxAttrs
	})
	if missed > 0 {
		out.AddAttrs(slog.Uint64("leftOut", missed))
	}
	return h.next.Handle(ctx, out)
}

// WithAttrs implements slog.Handler.
func (h *handler) WithAttrs(as []slog.Attr) slog.Handler {
	return &handler{h.next.WithAttrs(boundAll(as, 0)), h.paces}
}

// WithGroup implements slog.Handler.
func (h *handler) WithGroup(name string) slog.Handler {
	return &handler{h.next.WithGroup(Text(name)), h.paces}
}

func boundAll(as []slog.Attr, depth int) []slog.Attr {
	out := make([]slog.Attr, min(len(as), maxAttrs))
	for i := range out {
		out[i] = bound(as[i], depth)
	}
	return out
}

func bound(a slog.Attr, depth int) slog.Attr {
	a.Key = Text(a.Key)
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(Text(v.String()))
	case slog.KindGroup:
		if depth >= maxDepth {
			a.Value = slog.StringValue("...")
			break
		}
		a.Value = slog.GroupValue(boundAll(v.Group(), depth+1)...)
	case slog.KindAny:
		a.Value = slog.StringValue(anyText(v.Any()))
	default:
		a.Value = v
	}
	return a
}

// anyText writes what is no plain value; a String or Error that panics is its
// own affair, as it is with slog.
func anyText(v any) string {
	switch v := v.(type) {
	case nil:
		return "<nil>"
	case Stack:
		return Cut(string(v), MaxStack)
	case []byte:
		return Text(string(v[:min(len(v), MaxText+1)]))
	}
	b := &limitedText{}
	_, _ = fmt.Fprintf(b, "%+v", v)
	return Text(b.String())
}

// limitedText keeps the beginning of what is written to it.
type limitedText struct{ strings.Builder }

// Write implements io.Writer.
func (b *limitedText) Write(p []byte) (int, error) {
	if room := MaxText + 1 - b.Len(); room > 0 {
		b.Builder.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// Logger bounds what goes to l: each text to MaxText bytes, each message to burst
// lines at once and one every pause after that. Run tells what was left out.
func Logger(l *slog.Logger, burst int, pause time.Duration) (*slog.Logger, *Pacer) {
	if h, ok := l.Handler().(*handler); ok {
		return l, &Pacer{h.next, h.paces} // bounded already
	}
	p := &paces{burst: burst, pause: pause}
	return slog.New(&handler{l.Handler(), p}), &Pacer{l.Handler(), p}
}
