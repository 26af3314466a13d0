package sticker

import (
	"testing"
	"time"

	"onair/beauty/motion"
)

// TestTheLineOfGuests: who is worn when, by name, and how much of it is seen.
func TestTheLineOfGuests(t *testing.T) {
	type ask struct {
		at   float64 // seconds
		name string
		stay float64
	}
	type view struct {
		at   float64
		name string
		seen float32
	}
	for _, tc := range []struct {
		name string
		asks []ask
		want []view
	}{
		{"one comes and goes softly", []ask{{0, "crown", 4}}, []view{{0, "crown", 0.02}, {0.2, "crown", 0.5}, {1, "crown", 1}, {3.75, "crown", 0.5}, {4, "", 0}, {9, "", 0}}},
		{"one after the other", []ask{{0, "a", 2}, {0.1, "b", 3}, {0.2, "c", 1}}, []view{{0.5, "a", 1}, {2.1, "b", 0.02}, {3.5, "b", 1}, {5.2, "c", 0.02}, {6.3, "", 0}}},
		{"again makes it stay", []ask{{0, "a", 2}, {1, "a", 2}, {1.1, "a", 2}}, []view{{0.9, "a", 1}, {2, "a", 1}, {5, "a", 1}, {6.1, "", 0}}},
		{"not for ever", []ask{{0, "a", 60}, {1, "a", 60}}, []view{{0, "a", 0.02}, {19, "a", 1}, {20.1, "", 0}}},
		{"others between do not melt", []ask{{0, "a", 1}, {0.1, "b", 1}, {0.2, "a", 1}}, []view{{0.45, "a", 1}, {1.1, "b", 0.02}, {2.2, "a", 0.02}, {3.4, "", 0}}},
		{"what waited too long stays away", []ask{{0, "a", 5}}, []view{{31, "", 0}}},
		{"without a name each counts", []ask{{0, "", 1}, {0, "", 1}}, []view{{0, "", 0.02}, {1.1, "", 0.02}, {2.2, "", 0}}},
	} {
		var l line
		i := 0
		for _, v := range tc.want {
			for ; i < len(tc.asks) && tc.asks[i].at <= v.at; i++ {
				a := tc.asks[i]
				l, _ = l.at(begin.Add(time.Duration(a.at * float64(time.Second))))
				l, _ = l.add(guest{&motion.Template{}, a.name, time.Duration(a.stay * float64(time.Second)), begin.Add(time.Duration(a.at * float64(time.Second)))})
				if v.at < 31 {
					l, _ = l.at(begin.Add(time.Duration(a.at * float64(time.Second))))
				}
			}
			var seen float32
			l, seen = l.at(begin.Add(time.Duration(v.at * float64(time.Second))))
			if d := seen - v.seen; l.now.name != v.name || d > 0.03 || d < -0.03 {
				t.Errorf("%s: after %.2f s %q, of which %.2f is seen; want %q and %.2f", tc.name, v.at, l.now.name, seen, v.name, v.seen)
			}
		}
	}
}

func TestTheLineOfGuestsIsBounded(t *testing.T) {
	var g Guests
	for i := range MaxGuests + 1 {
		if !g.Add(&motion.Template{}, string(rune('a'+i)), time.Second, begin) {
			t.Fatalf("number %d is refused", i)
		}
	}
	if g.Add(&motion.Template{}, "z", time.Second, begin) {
		t.Error("the line has no end")
	}
	if _, seen := g.Next(begin); seen == 0 {
		t.Error("nobody is worn")
	}
	g.Next(begin.Add(500 * time.Millisecond))
	g.Clear()
	if tm, _ := g.Next(begin.Add(600 * time.Millisecond)); tm == nil {
		t.Error("it is torn off")
	}
	if tm, _ := g.Next(begin.Add(1200 * time.Millisecond)); tm != nil {
		t.Error("somebody is left")
	}
}
