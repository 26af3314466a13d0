package survive

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

func TestAPanicIsCaughtCountedAndLogged(t *testing.T) {
	var out bytes.Buffer
	p := New(slog.New(slog.NewTextHandler(&out, nil)))
	if !p.Guard("here", func() {}) || p.Count() != 0 || out.Len() > 0 {
		t.Error("a call that is well")
	}
	if p.Guard("here", func() { var none []int; _ = none[3] }) || p.Count() != 1 {
		t.Errorf("%d counted", p.Count())
	}
	if text := out.String(); !strings.Contains(text, "in=here") || !strings.Contains(text, "index out of range") || !strings.Contains(text, "survive_test.go") {
		t.Error(text)
	}
	defer func() {
		if recover() == nil {
			t.Error("nil catches")
		}
	}()
	(*Panics)(nil).Guard("here", func() { panic("seen") })
}
