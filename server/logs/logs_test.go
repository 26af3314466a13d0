package logs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

type talker struct{ n int }

func (t talker) LogValue() slog.Value { return slog.StringValue(strings.Repeat("v", t.n)) }

// TestNoValueMakesALineLong tries every way by which a text can get into a line.
func TestNoValueMakesALineLong(t *testing.T) {
	long := strings.Repeat("界", 30000)
	for name, log := range map[string]func(*slog.Logger){
		"a string":           func(l *slog.Logger) { l.Info("m", "k", long) },
		"an error":           func(l *slog.Logger) { l.Info("m", "err", errors.New(long)) },
		"a wrapped error":    func(l *slog.Logger) { l.Info("m", "err", fmt.Errorf("%w: %w", errors.New(long), errors.New(long))) },
		"bytes":              func(l *slog.Logger) { l.Info("m", "k", []byte(long)) },
		"a struct":           func(l *slog.Logger) { l.Info("m", "k", struct{ A string }{long}) },
		"a pointer":          func(l *slog.Logger) { l.Info("m", "k", &struct{ A []string }{[]string{long}}) },
		"a map":              func(l *slog.Logger) { l.Info("m", "k", map[string]string{long: long}) },
		"a LogValuer":        func(l *slog.Logger) { l.Info("m", "k", talker{90000}) },
		"the message":        func(l *slog.Logger) { l.Info(long) },
		"a key":              func(l *slog.Logger) { l.Info("m", long, 1) },
		"a group":            func(l *slog.Logger) { l.Info("m", slog.Group("g", "k", long, slog.Group(long, "k", long))) },
		"a logger's value":   func(l *slog.Logger) { l.With("k", long).Info("m") },
		"a logger's group":   func(l *slog.Logger) { l.WithGroup(long).Info("m", "k", 1) },
		"no UTF-8":           func(l *slog.Logger) { l.Info("m", "k", strings.Repeat("\xff", 90000)) },
		"a library's writer": func(l *slog.Logger) { fmt.Fprintln(Writer(l, slog.LevelInfo, "m"), long) },
		"many":               func(l *slog.Logger) { l.Info("m", slices(5000)...) },
	} {
		for kind, mk := range map[string]func(*bytes.Buffer) slog.Handler{
			"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
			"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
		} {
			var b bytes.Buffer
			l, _ := Logger(slog.New(mk(&b)), 10, time.Second)
			log(l)
			if n := b.Len(); n == 0 || n > 4000 {
				t.Errorf("%s as %s: a line of %d bytes", name, kind, n)
			}
			if strings.Count(b.String(), "\n") != 1 {
				t.Errorf("%s as %s: not one line", name, kind)
			}
		}
	}
}

func slices(n int) (out []any) {
	for i := range n {
		out = append(out, fmt.Sprint("k", i), i)
	}
	return out
}

func TestAStackIsLongerThanOthers(t *testing.T) {
	var b bytes.Buffer
	l, _ := Logger(slog.New(slog.NewTextHandler(&b, nil)), 10, time.Second)
	l.Error("m", "stack", Stack(strings.Repeat("s", 5000)))
	if b.Len() < 5000 {
		t.Errorf("cut to %d", b.Len())
	}
}

// record gives a handler a line at a time of the test's choice.
func record(l *slog.Logger, at time.Time, msg string) {
	_ = l.Handler().Handle(context.Background(), slog.NewRecord(at, slog.LevelInfo, msg, 0))
}

func TestEachKindOfLineHasItsPaceAndIsCounted(t *testing.T) {
	var b bytes.Buffer
	l, p := Logger(slog.New(slog.NewTextHandler(&b, nil)), 3, time.Second)
	now := time.Unix(1e9, 0)
	for range 100 {
		record(l, now, "refused")
	}
	record(l, now, "login")
	if n := strings.Count(b.String(), "msg=refused"); n != 3 || !strings.Contains(b.String(), "msg=login") {
		t.Errorf("%d lines of one kind; %s", n, b.String())
	}
	record(l, now.Add(2*time.Second), "refused")
	if !strings.Contains(b.String(), "leftOut=97") {
		t.Errorf("the next line does not count: %s", b.String())
	}
	for range 10 {
		record(l, now.Add(2*time.Second), "refused")
	}
	p.Tell()
	if !strings.Contains(b.String(), "line=refused count=9") {
		t.Errorf("no summary: %s", b.String())
	}
	was := b.Len()
	p.Tell()
	if b.Len() != was {
		t.Error("told twice")
	}
}

func TestManyKindsOfMessagesShareOnePace(t *testing.T) {
	var b bytes.Buffer
	l, _ := Logger(slog.New(slog.NewTextHandler(&b, nil)), 1, time.Hour)
	for i := range 20000 {
		record(l, time.Unix(1e9, 0), fmt.Sprint("kind ", i))
	}
	if n := strings.Count(b.String(), "\n"); n > maxKinds+1 {
		t.Errorf("%d lines", n)
	}
}

func FuzzCut(f *testing.F) {
	f.Add("hello", 3)
	f.Add(strings.Repeat("é", 200), 256)
	f.Add("\xff\xfe", 1)
	f.Fuzz(func(t *testing.T, s string, n int) {
		n = 1 + (n&0x7fffffff)%1000
		if got := Cut(s, n); !utf8.ValidString(got) || len(got) > 3*n {
			t.Errorf("Cut(%q, %d) = %q", s, n, got)
		}
	})
}
