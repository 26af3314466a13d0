package intake

import (
	"reflect"
	"testing"
	"time"
)

func at(ms int) time.Time { return time.Unix(1000, 0).Add(time.Duration(ms) * time.Millisecond) }

func TestPLILimiter(t *testing.T) {
	type step struct {
		ms   int
		what string // ask, tick or key
		send bool
	}
	for name, steps := range map[string][]step{
		"the first at once":          {{0, "ask", true}},
		"nothing asked, none sent":   {{0, "tick", false}, {500, "tick", false}},
		"many become one later":      {{0, "ask", true}, {10, "ask", false}, {20, "ask", false}, {290, "tick", false}, {300, "tick", true}, {700, "tick", false}},
		"after the interval at once": {{0, "ask", true}, {300, "ask", true}},
		"a keyframe grants the wish": {{0, "ask", true}, {50, "ask", false}, {60, "key", false}, {300, "tick", false}},
		"asked again after that":     {{0, "ask", true}, {60, "key", false}, {100, "ask", false}, {310, "tick", true}},
	} {
		t.Run(name, func(t *testing.T) {
			var l KeyLimiter
			for _, s := range steps {
				got := false
				switch s.what {
				case "ask":
					got = l.Request(at(s.ms))
				case "tick":
					got = l.Tick(at(s.ms))
				case "key":
					l.Keyframe()
				}
				if got != s.send {
					t.Fatalf("%s at %d ms: send %v", s.what, s.ms, got)
				}
			}
		})
	}
}

func TestGapTracker(t *testing.T) {
	type step struct {
		ms   int
		seq  int64 // 0: none arrives
		want []int64
	}
	for name, steps := range map[string][]step{
		"in order":                {{0, 1, nil}, {1, 2, nil}, {2, 3, nil}},
		"swapped":                 {{0, 1, nil}, {1, 3, nil}, {2, 2, nil}, {20, 4, nil}},
		"three later":             {{0, 1, nil}, {1, 3, nil}, {1, 4, nil}, {1, 5, []int64{2}}},
		"late by the clock":       {{0, 1, nil}, {1, 4, nil}, {6, 0, []int64{2, 3}}},
		"asked again":             {{0, 1, nil}, {0, 5, []int64{2}}, {5, 0, []int64{3, 4}}, {25, 0, []int64{2}}, {30, 0, []int64{3, 4}}, {60, 0, nil}, {75, 0, []int64{2}}},
		"repaired, asked no more": {{0, 1, nil}, {0, 5, []int64{2}}, {1, 2, nil}, {2, 3, nil}, {3, 4, nil}, {100, 0, nil}},
		"given up":                {{0, 1, nil}, {0, 3, nil}, {10, 0, []int64{2}}, {1200, 0, nil}, {1300, 0, nil}},
		"a break":                 {{0, 1, nil}, {0, 1000, nil}, {50, 0, nil}},
	} {
		t.Run(name, func(t *testing.T) {
			var g Gaps
			for _, s := range steps {
				if s.seq != 0 {
					g.Received(s.seq, at(s.ms))
				}
				got, _ := g.Due(at(s.ms), nil)
				if !reflect.DeepEqual(got, s.want) {
					t.Fatalf("at %d ms: asks for %v, want %v", s.ms, got, s.want)
				}
			}
		})
	}
}

func TestGapTrackerReportsLoss(t *testing.T) {
	var g Gaps
	g.Received(1, at(0))
	g.Received(3, at(0))
	if _, lost := g.Due(at(10), nil); lost {
		t.Error("lost at once")
	}
	if _, lost := g.Due(at(2000), nil); !lost {
		t.Error("not lost after two seconds")
	}
	if g.Received(5000, at(2001)) {
		t.Error("a jump of thousands is repairable")
	}
}

func TestUnwrapper(t *testing.T) {
	type step struct {
		seq   uint16
		want  int64 // after the first; -1000: dropped
		broke bool
	}
	for name, steps := range map[string][]step{
		"around the end": {{65534, 0, false}, {65535, 1, false}, {0, 2, false}, {1, 3, false}, {65533, -1, false}, {2, 4, false}},
		"loss":           {{10, 0, false}, {900, 890, false}, {500, 490, false}, {901, 891, false}},
		"one stray":      {{10, 0, false}, {30000, -1000, false}, {11, 1, false}, {30001, -1000, false}, {12, 2, false}},
		"a jump ahead":   {{10, 0, false}, {30000, -1000, false}, {30001, 2, true}, {30002, 3, false}, {30000, -1000, false}},
		"a jump back":    {{40000, 0, false}, {100, -1000, false}, {101, 2, true}, {102, 3, false}, {40001, -1000, false}, {103, 4, false}},
	} {
		t.Run(name, func(t *testing.T) {
			var u Unwrapper
			var first int64
			for i, s := range steps {
				n, ok, broke := u.Next(s.seq)
				if i == 0 {
					first = n
				}
				if ok != (s.want != -1000) || broke != s.broke || ok && n-first != s.want {
					t.Fatalf("step %d, %d: %d after the first, %v, %v", i, s.seq, n-first, ok, broke)
				}
				if ok && u.Original(n) != s.seq {
					t.Fatalf("step %d: %d came from %d", i, n, u.Original(n))
				}
			}
		})
	}
}

func TestBudget(t *testing.T) {
	b := NewBudget(800_000) // 150 kB a second, 300 kB saved up
	sent := 0
	for ms := range 4000 {
		if b.Take(1000, at(ms)) {
			sent += 1000
		}
	}
	if sent < 880_000 || sent > 920_000 {
		t.Errorf("%d bytes in four seconds", sent)
	}
}

// Who asks each second may have stood still: what came meanwhile is no higher rate.
func TestBitsOfALongSecond(t *testing.T) {
	r := &Reception{Clock: 90000}
	for i, step := range []struct{ ms, packets int }{{0, 0}, {1000, 10}, {2500, 15}, {3000, 5}, {4100, 11}} {
		for n := range step.packets {
			r.Received(int64(100*i+n), uint16(100*i+n), 0, 125, at(step.ms))
		}
		if got, want := r.TakeBits(at(step.ms)), int64(min(step.packets, 10)*1000); got != want {
			t.Errorf("at %d ms: %d, not %d", step.ms, got, want)
		}
	}
}
