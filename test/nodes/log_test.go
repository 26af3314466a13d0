package nodes

import (
	"log/slog"
	"strings"
)

// lines are a log in the test's.
type lines struct{ w *world }

// Write implements io.Writer.
func (l lines) Write(b []byte) (int, error) {
	l.w.Logf("client %s", strings.TrimSpace(string(b)))
	return len(b), nil
}

func (w *world) logOf(name string) *slog.Logger {
	return slog.New(slog.NewTextHandler(lines{w}, nil)).With("who", name)
}
