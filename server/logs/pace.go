package logs

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"
)

// maxKinds is how many messages are paced apart; more share one pace.
const maxKinds = 512

// paces holds each message to its rate.
type paces struct {
	burst int
	pause time.Duration

	mu sync.Mutex
	by map[string]*pace
}

type pace struct {
	used   float64
	at     time.Time
	missed uint64 // lines left out since the last one
}

// take reports whether a line may be written now, and how many like it were left
// out before it.
func (p *paces) take(msg string, now time.Time) (ok bool, missed uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	k := p.by[msg]
	if k == nil && len(p.by) >= maxKinds {
		msg = ""
		k = p.by[msg]
	}
	if k == nil {
		if p.by == nil {
			p.by = make(map[string]*pace)
		}
		k = &pace{at: now}
		p.by[msg] = k
	}
	if d := now.Sub(k.at); d > 0 {
		k.used = max(0, k.used-float64(d)/float64(p.pause))
		k.at = now
	}
	if k.used+1 > float64(p.burst) {
		k.missed++
		return false, 0
	}
	k.used++
	missed, k.missed = k.missed, 0
	return true, missed
}

// leftOut returns and forgets what was not written, by message.
func (p *paces) leftOut() map[string]uint64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := make(map[string]uint64)
	for msg, k := range p.by {
		if k.missed > 0 {
			out[msg] = k.missed
			k.missed = 0
		}
	}
	return out
}

// Pacer tells what a Logger left out.
type Pacer struct {
	next  slog.Handler
	paces *paces
}

// Run writes, every so often, how many lines of each kind were left out, until
// ctx ends; then once more.
func (p *Pacer) Run(ctx context.Context, every time.Duration) {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			p.Tell()
			return
		case <-t.C:
			p.Tell()
		}
	}
}

// Tell writes now how many lines of each kind were left out since the last time.
func (p *Pacer) Tell() {
	l := slog.New(p.next)
	for msg, n := range p.paces.leftOut() {
		l.Warn("more of the same left out of the log", "line", msg, "count", n)
	}
}

// Writer is for libraries that log by writing lines: each becomes the value of a
// line with the message msg.
func Writer(l *slog.Logger, level slog.Level, msg string) io.Writer {
	return &lineWriter{l, level, msg}
}

type lineWriter struct {
	log   *slog.Logger
	level slog.Level
	msg   string
}

// Write implements io.Writer.
func (w *lineWriter) Write(b []byte) (int, error) {
	w.log.Log(context.Background(), w.level, w.msg, "text", strings.TrimSpace(string(b[:min(len(b), 2*MaxText)])))
	return len(b), nil
}
