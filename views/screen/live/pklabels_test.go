package live

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/shell"
)

// TestNothingCoversTheRoomsNamesInAPK: names, points, clock and the button between the
// sides lie beside each other in every window.
func TestNothingCoversTheRoomsNamesInAPK(t *testing.T) {
	for _, size := range []fyne.Size{{Width: shell.MinWidth, Height: shell.MinHeight}, {Width: 960, Height: 600}, {Width: 1100, Height: 700}, {Width: 1280, Height: 800}, {Width: 1920, Height: 1080}} {
		for n := 2; n <= 6; n++ {
			t.Run(fmt.Sprintf("%vx%v/%d", size.Width, size.Height, n), func(t *testing.T) { nothingCovered(t, size, n) })
		}
	}
}

func nothingCovered(t *testing.T, size fyne.Size, n int) {
	h := inPKSized(t, size.Width, size.Height, n, model.PKBattle)
	h.Set(func(s *model.State) {
		for i := range s.Live.PK.Sides {
			side := &s.Live.PK.Sides[i]
			side.User.Name, side.Title, side.Score = "Wilhelmina Wittgenstein", "Room of many words", 1_234_567
		}
	})
	type part struct {
		what     string
		at       fyne.Position
		has      fyne.Size
		readable float32 // how wide it has to be for anything to be read
	}
	var parts []part
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject
	s := h.Screen().(*onAir)
	parts = append(parts, part{"the button", place(s.stage.PK.Add), s.stage.PK.Add.Size(), 30})
	viewtest.Walk(s.stage, func(o fyne.CanvasObject) {
		l, ok := o.(*kit.Line)
		if !ok || !strings.HasPrefix(l.Text(), "Wilhelmina") && l.Text() != "1:00" && !strings.Contains(l.Text(), "1234567") && !strings.HasPrefix(l.Text(), "1. ·") {
			return
		}
		readable := l.Whole()
		if strings.HasPrefix(l.Text(), "Wilhelmina W") {
			readable = min(readable, 50)
		}
		parts = append(parts, part{l.Text(), place(l), l.Size(), readable})
	})
	if want := map[bool]int{false: 4, true: 2*n + 2}[n > 2]; len(parts) < want {
		t.Fatalf("%d parts are there: %v", len(parts), parts)
	}
	for i, a := range parts {
		if a.has.Width < a.readable {
			t.Errorf("%q has %v and cannot be read", a.what, a.has)
		}
		for _, b := range parts[:i] {
			if a.at.X < b.at.X+b.has.Width && b.at.X < a.at.X+a.has.Width && a.at.Y < b.at.Y+b.has.Height && b.at.Y < a.at.Y+a.has.Height {
				t.Errorf("%q at %v with %v and %q at %v with %v lie upon each other", a.what, a.at, a.has, b.what, b.at, b.has)
			}
		}
	}
}
