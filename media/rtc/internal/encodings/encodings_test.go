package encodings

import (
	"slices"
	"testing"
	"time"
)

func TestHowManyEncodings(t *testing.T) {
	for _, c := range []struct{ w, h, want int }{
		{1920, 1080, 3}, {1280, 720, 3}, {720, 1280, 3}, {960, 540, 3}, {640, 480, 2}, {640, 360, 2}, {360, 640, 2}, {320, 180, 1},
	} {
		if got := Of(c.w, c.h); got != c.want {
			t.Errorf("%dx%d: %d encodings, want %d", c.w, c.h, got, c.want)
		}
	}
	for _, c := range [][5]int{
		{1280, 720, 1, 640, 360}, {1280, 720, 2, 320, 180}, {720, 1280, 2, 180, 320}, {1920, 1080, 2, 480, 270}, {854, 480, 1, 428, 240}, {960, 540, 2, 240, 136},
	} {
		if w, h := Size(c[0], c[1], c[2]); w != c[3] || h != c[4] {
			t.Errorf("%d of %dx%d is %dx%d, want %dx%d", c[2], c[0], c[1], w, h, c[3], c[4])
		}
	}
}

func TestTheRatesOfLayers(t *testing.T) {
	r := RatesOf(1280, 720, 30, 2_450_000, 3)
	if r[0] != (Rate{600_000, 1_500_000, 2_450_000}) || r[1].Usual < 480_000 || r[1].Usual > 510_000 || r[2].Usual < 115_000 || r[2].Usual > 128_000 {
		t.Errorf("%+v", r)
	}
	if sum := r.Sum(3); sum < 3_000_000 || sum > 3_200_000 {
		t.Errorf("%d together", sum)
	}
	if r := RatesOf(1920, 1080, 30, 5_000_000, 3); r[2].Usual != leastMost {
		t.Errorf("of 1080 lines the least has %d", r[2].Usual)
	}
	if r := RatesOf(1280, 720, 30, 150_000, 3); r[0].Most != 150_000 || r[1].Usual != least || r[2].Least != least {
		t.Errorf("with a low ceiling: %+v", r)
	}
}

func TestWhatIsSentByHowMuch(t *testing.T) {
	r := RatesOf(1280, 720, 30, 2_450_000, 3)
	all := Set{true, true, true}
	line, viewers, load := [Max]Why{Line, Line}, [Max]Why{Viewers, Viewers}, [Max]Why{Load, Load}
	for _, c := range []struct {
		set  Set
		why  [Max]Why
		bits int
		want [Max]int
	}{
		{all, [Max]Why{}, 5_000_000, [3]int{r[0].Most, r[1].Usual, r[2].Usual}},
		{all, [Max]Why{}, 1_400_000, [3]int{1_400_000 - r[1].Usual - r[2].Usual, r[1].Usual, r[2].Usual}},
		{Set{false, true, true}, line, 5_000_000, [3]int{0, r[1].Most, r[2].Usual}},
		{Set{false, true, true}, viewers, 5_000_000, [3]int{0, r[1].Usual, r[2].Usual}},
		{Set{false, true, true}, line, 400_000, [3]int{0, 400_000 - r[2].Usual, r[2].Usual}},
		{Set{true, false, true}, [Max]Why{"", Load}, 1_000_000, [3]int{1_000_000 - r[2].Usual, 0, r[2].Usual}},
		{Set{false, false, true}, line, 5_000_000, [3]int{0, 0, r[2].Most}},
		{Set{false, false, true}, viewers, 5_000_000, [3]int{0, 0, r[2].Usual}},
		{Set{false, false, true}, load, 5_000_000, [3]int{0, 0, r[2].Usual}},
		{Set{false, false, true}, line, 100_000, [3]int{0, 0, 100_000}},
		{Set{false, false, true}, line, 10_000, [3]int{0, 0, r[2].Least}},
	} {
		if got := c.set.Share(c.bits, r, c.why); got != c.want {
			t.Errorf("%v of %d, for %v: %v, want %v", c.set, c.bits, c.why, got, c.want)
		}
	}
	for _, c := range []struct {
		top, most int
		want      Set
	}{
		{0, 3, all}, {0, 2, Set{true, false, true}}, {0, 1, Set{true}}, {1, 3, Set{false, true, true}},
		{1, 1, Set{false, true}}, {2, 3, Set{false, false, true}},
	} {
		if got := setOf(c.top, c.most); got != c.want {
			t.Errorf("%d from %d on: %v, want %v", c.most, c.top, got, c.want)
		}
	}
}

var (
	t0                = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	ample, some, full = Path{Ample: true}, Path{}, Path{Full: true}
)

func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }

func setOf(top, most int) Set {
	s, _ := Choose(Ask{N: 3, Top: top, Most: most})
	return s
}

// span is so long of a path.
type span struct {
	length time.Duration
	bits   int
	path   Path
}

// TestTheLineChoosesLayers: the largest goes at once on a full path, and comes back when
// there has been enough for a second.
func TestTheLineChoosesLayers(t *testing.T) {
	second := time.Second
	for _, c := range []struct {
		name  string
		spans []span
		want  []int // the largest that is sent, at each change
	}{
		{"ample", []span{{60 * second, 3_000_000, ample}}, []int{0}},
		{"short from the start", []span{{second, 400_000, full}}, []int{1}},
		{"very short", []span{{second, 200_000, full}}, []int{2}},
		{"short for a moment", []span{{second, 3_000_000, ample}, {second, 1_000_000, some}, {5 * second, 3_000_000, ample}}, []int{0}},
		{"short without a queue", []span{{second, 3_000_000, ample}, {3 * second, 1_000_000, some}}, []int{0, 1}},
		{"and back", []span{{second, 400_000, full}, {5 * second, 3_000_000, some}}, []int{1, 0}},
		{"back step by step", []span{{second, 200_000, full}, {3 * second, 500_000, some}, {3 * second, 3_000_000, some}}, []int{2, 1, 0}},
		{"around the limit", []span{{second, 400_000, full}, {second / 2, 1_500_000, some}, {second / 2, 1_200_000, some}, {second / 2, 1_500_000, some}}, []int{1}},
		{"nothing to send by which to learn more", []span{{second, 400_000, full}, {9 * second, 800_000, ample}, {4 * second, 2_000_000, ample}}, []int{1, 0}},
	} {
		r := RatesOf(1280, 720, 30, 2_450_000, 3)
		var l LineRule
		var got []int
		now := t0
		for _, s := range c.spans {
			for end := now.Add(s.length); now.Before(end); now = now.Add(ms(33)) {
				l.Next(s.bits, r, Ask{N: 3, Most: 3}, s.path, now)
				if n := len(got); n == 0 || got[n-1] != l.top {
					got = append(got, l.top)
				}
			}
		}
		if c.want[0] != got[0] && len(got) > 1 && got[0] == 0 { // it begins with all
			got = got[1:]
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestTriesBecomeRarer: a line that never carries the largest is not tried all the time.
func TestTriesBecomeRarer(t *testing.T) {
	r := RatesOf(1280, 720, 30, 2_450_000, 3)
	var l LineRule
	tries, top := 0, 0
	for i := range 30 * 60 * 10 { // ten minutes
		path, now := ample, t0.Add(ms(i*33))
		if l.top == 0 {
			path = full
		}
		if l.Next(800_000, r, Ask{N: 3, Most: 3}, path, now); l.top == 0 && top != 0 {
			tries++
		}
		top = l.top
	}
	if tries < 5 || tries > 9 {
		t.Errorf("%d tries in ten minutes", tries)
	}
}

// TestTheProcessorChoosesLayers: what the extra encodings cost is given back when coding
// takes too long, the middle one first.
func TestTheProcessorChoosesLayers(t *testing.T) {
	run := func(seconds int, costs func(i int) [Max]time.Duration) (changes []int, most int) {
		var l LoadRule
		most = 3
		for i := range seconds * 30 {
			c := costs(i)
			s := setOf(0, most)
			var busy, more time.Duration
			for k := range Max {
				if s[k] {
					busy += c[k]
				} else {
					more = c[k]
				}
			}
			n := l.Next(3, Work{s.Len(), busy, more, ms(33)}, t0.Add(ms(i*33)))
			if n != most {
				changes, most = append(changes, n), n
			}
		}
		return changes, most
	}
	quick := [Max]time.Duration{ms(6), ms(2), ms(1)}
	if c, n := run(600, func(int) [Max]time.Duration { return quick }); n != 3 || len(c) != 0 {
		t.Errorf("on a quick machine: %v, %d", c, n)
	}
	if c, n := run(600, func(int) [Max]time.Duration { return [3]time.Duration{ms(25), ms(8), ms(3)} }); n != 1 || !slices.Equal(c, []int{2, 1}) {
		t.Errorf("on a slow machine: %v, %d", c, n)
	}
	busy := func(i int) [Max]time.Duration {
		if i < 30*30 {
			return [3]time.Duration{ms(14), ms(5), ms(4)}
		}
		return quick
	}
	if c, n := run(120, busy); n != 3 || !slices.Equal(c, []int{2, 3}) {
		t.Errorf("busy for half a minute: %v, %d", c, n)
	}
	if c, _ := run(1, func(int) [Max]time.Duration { return [3]time.Duration{ms(40), ms(20), ms(10)} }); len(c) != 0 {
		t.Errorf("busy for a second: %v", c)
	}
}

// TestWhoTakesDecides: what nobody takes rests, but for the smallest; a short processor
// keeps what most take.
func TestWhoTakesDecides(t *testing.T) {
	for name, c := range map[string]struct {
		ask Ask
		set Set
		why [Max]Why
	}{
		"nobody tells":                     {Ask{N: 3, Most: 3}, Set{true, true, true}, [Max]Why{}},
		"nobody tells, two can be had":     {Ask{N: 3, Most: 2}, Set{true, false, true}, [Max]Why{1: Load}},
		"nobody tells, one":                {Ask{N: 3, Most: 1}, Set{true}, [Max]Why{1: Load, 2: Load}},
		"no viewer":                        {Ask{N: 3, Most: 3, Takers: []int{0, 0, 0}}, Set{2: true}, [Max]Why{Viewers, Viewers}},
		"no viewer, of two":                {Ask{N: 2, Most: 2, Takers: []int{0, 0}}, Set{1: true}, [Max]Why{Viewers}},
		"all are taken":                    {Ask{N: 3, Most: 3, Takers: []int{1, 9, 3}}, Set{true, true, true}, [Max]Why{}},
		"the largest":                      {Ask{N: 3, Most: 3, Takers: []int{1, 0, 0}}, Set{true, false, true}, [Max]Why{1: Viewers}},
		"the middle":                       {Ask{N: 3, Most: 3, Takers: []int{0, 1, 0}}, Set{false, true, true}, [Max]Why{Viewers}},
		"the middle, one can be had":       {Ask{N: 3, Most: 1, Takers: []int{0, 1, 0}}, Set{1: true}, [Max]Why{Viewers, "", Load}},
		"two, most take the middle":        {Ask{N: 3, Most: 2, Takers: []int{1, 5, 0}}, Set{true, true}, [Max]Why{2: Load}},
		"and one has a poor line":          {Ask{N: 3, Most: 2, Takers: []int{1, 5, 1}}, Set{false, true, true}, [Max]Why{Load}},
		"one can be had":                   {Ask{N: 3, Most: 1, Takers: []int{1, 5, 1}}, Set{1: true}, [Max]Why{Load, "", Load}},
		"one, and all are alike":           {Ask{N: 3, Most: 1, Takers: []int{1, 1, 1}}, Set{true}, [Max]Why{1: Load, 2: Load}},
		"the line carries not the largest": {Ask{N: 3, Top: 1, Most: 3, Takers: []int{1, 0, 0}}, Set{false, true, true}, [Max]Why{Line}},
		"nor the middle":                   {Ask{N: 3, Top: 2, Most: 3, Takers: []int{1, 1, 0}}, Set{2: true}, [Max]Why{Line, Line}},
		"nor two":                          {Ask{N: 3, Top: 1, Most: 1, Takers: []int{3, 0, 1}}, Set{1: true}, [Max]Why{Line, "", Load}},
	} {
		if set, why := Choose(c.ask); set != c.set || why != c.why {
			t.Errorf("%s: %v because of %q, want %v, %q", name, set, why, c.set, c.why)
		}
	}
}

// TestDemand: who has just gone counts for five seconds more, and what was said long ago
// does not.
func TestDemand(t *testing.T) {
	var d Demand
	look := func(at int, want ...int) {
		t.Helper()
		if got := d.Takers(3, t0.Add(ms(at))); !slices.Equal(got, want) || (got == nil) != (want == nil) {
			t.Errorf("after %d ms %v, want %v", at, got, want)
		}
	}
	look(0)
	d.Told([Max]int{}, t0)
	look(1, 1, 1, 1) // nothing is taken away at the beginning
	d.Told([Max]int{0, 2, 0}, t0.Add(ms(4000)))
	look(4999, 1, 2, 1)
	look(5000, 0, 2, 0)
	d.Told([Max]int{1, 0, 0}, t0.Add(ms(6000)))
	look(6000, 1, 1, 0)
	look(10_999, 1, 1, 0)
	d.Told([Max]int{1, 0, 0}, t0.Add(ms(11_000)))
	look(11_000, 1, 0, 0)
	look(20_999, 1, 0, 0)
	look(21_001)
}

// TestTheLineMindsWhatIsTaken: a largest encoding that nobody takes is not what a line is
// too short for.
func TestTheLineMindsWhatIsTaken(t *testing.T) {
	r := RatesOf(1280, 720, 30, 2_450_000, 3)
	var l LineRule
	a := Ask{N: 3, Most: 3, Takers: []int{0, 1, 0}}
	at := func(s int) time.Time { return t0.Add(time.Duration(s) * time.Second) }
	for i := range 30 {
		if top := l.Next(500_000, r, a, full, at(i)); top != 0 {
			t.Fatalf("from %d on after %d s", top, i)
		}
	}
	a.Takers[0] = 1
	if top := l.Next(500_000, r, a, full, at(31)); top != 1 {
		t.Errorf("taken, it is still sent from %d on", top)
	}
}

// TestTheProcessorMindsWhatIsSent: with one resting, one less is one of those that are sent.
func TestTheProcessorMindsWhatIsSent(t *testing.T) {
	var l LoadRule
	n := 3
	for i := 0; n == 3 && i < 30*10; i++ {
		n = l.Next(3, Work{Sent: 2, Busy: ms(30), More: ms(2), Interval: ms(33)}, t0.Add(ms(i*33)))
	}
	if n != 1 {
		t.Errorf("%d may be sent, want 1", n)
	}
}
