package frames

import (
	"slices"
	"testing"
	"time"
)

func at(ms int) time.Time { return time.Unix(1000, 0).Add(time.Duration(ms) * time.Millisecond) }

func TestReorder(t *testing.T) {
	type step struct {
		ms   int
		seq  int64 // negative: begins a keyframe; 0: none comes
		want []int64
	}
	for name, c := range map[string]struct {
		keyed bool
		steps []step
	}{
		"sound in order":             {false, []step{{0, 5, []int64{5}}, {1, 6, []int64{6}}}},
		"sound swapped":              {false, []step{{0, 5, []int64{5}}, {1, 7, nil}, {2, 6, []int64{6, 7}}}},
		"sound lost":                 {false, []step{{0, 5, []int64{5}}, {1, 7, nil}, {100, 8, nil}, {152, 0, []int64{7, 8}}, {153, 6, nil}}},
		"twice":                      {false, []step{{0, 5, []int64{5}}, {1, 5, nil}, {1, 7, nil}, {1, 7, nil}, {2, 6, []int64{6, 7}}}},
		"video begins with a key":    {true, []step{{0, 5, nil}, {1, -6, []int64{6}}, {2, 7, []int64{7}}}},
		"video repaired":             {true, []step{{0, -5, []int64{5}}, {1, 7, nil}, {400, 6, []int64{6, 7}}}},
		"video lost":                 {true, []step{{0, -5, []int64{5}}, {1, 7, nil}, {502, 0, nil}, {510, 8, nil}, {511, -9, []int64{9}}, {512, 10, []int64{10}}}},
		"two losses, one wait after": {true, []step{{0, -5, []int64{5}}, {1, 7, nil}, {2, -9, nil}, {500, 0, nil}, {501, 0, []int64{9}}}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newReorder(Audio)
			if c.keyed {
				r = newReorder(Video)
			}
			for _, s := range c.steps {
				if s.seq != 0 {
					r.Push(Packet{Seq: max(s.seq, -s.seq), KeyStart: s.seq < 0, At: at(s.ms)})
				}
				var got []int64
				for p, ok := r.Next(at(s.ms)); ok; p, ok = r.Next(at(s.ms)) {
					got = append(got, p.Seq)
				}
				if !slices.Equal(got, s.want) {
					t.Fatalf("at %d ms: %v, want %v", s.ms, got, s.want)
				}
			}
		})
	}
}

func TestAFreshStartWaitsForNothingBefore(t *testing.T) {
	r := newReorder(Video)
	for i, p := range []Packet{{Seq: 5, KeyStart: true}, {Seq: 90}, {Seq: 91, KeyStart: true}} {
		p.Fresh, p.At = i == 1, at(i)
		r.Push(p)
		got, ok := r.Next(at(i))
		if want := p.KeyStart; ok != want || ok && got.Seq != p.Seq {
			t.Errorf("packet %d: %v %v", p.Seq, got.Seq, ok)
		}
	}
}
