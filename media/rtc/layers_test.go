package rtc

import (
	"slices"
	"testing"
	"time"
)

func TestHowManyEncodings(t *testing.T) {
	for _, c := range []struct{ w, h, want int }{
		{1920, 1080, 3}, {1280, 720, 3}, {720, 1280, 3}, {960, 540, 3}, {640, 480, 2}, {640, 360, 2}, {360, 640, 2}, {320, 180, 1},
	} {
		if got := layersOf(c.w, c.h); got != c.want {
			t.Errorf("%dx%d: %d encodings, want %d", c.w, c.h, got, c.want)
		}
	}
	for _, c := range [][5]int{
		{1280, 720, 1, 640, 360}, {1280, 720, 2, 320, 180}, {720, 1280, 2, 180, 320}, {1920, 1080, 2, 480, 270}, {854, 480, 1, 428, 240}, {960, 540, 2, 240, 136},
	} {
		if w, h := layerSize(c[0], c[1], c[2]); w != c[3] || h != c[4] {
			t.Errorf("%d of %dx%d is %dx%d, want %dx%d", c[2], c[0], c[1], w, h, c[3], c[4])
		}
	}
}

func TestTheRatesOfLayers(t *testing.T) {
	r := ratesOf(1280, 720, 30, 2_450_000, 3)
	if r[0] != (layerRates{600_000, 1_500_000, 2_450_000}) || r[1].usual < 480_000 || r[1].usual > 510_000 || r[2].usual < 155_000 || r[2].usual > 170_000 {
		t.Errorf("%+v", r)
	}
	if sum := sumOfRates(r, 3); sum < 3_000_000 || sum > 3_200_000 {
		t.Errorf("%d together", sum)
	}
	if r := ratesOf(1280, 720, 30, 150_000, 3); r[0].most != 150_000 || r[1].usual != minLayerRate || r[2].least != minLayerRate {
		t.Errorf("with a low ceiling: %+v", r)
	}
}

func TestWhatIsSentByHowMuch(t *testing.T) {
	r := ratesOf(1280, 720, 30, 2_450_000, 3)
	all := layerSet{true, true, true}
	for _, c := range []struct {
		set  layerSet
		bits int
		want [maxLayers]int
	}{
		{all, 5_000_000, [3]int{r[0].most, r[1].usual, r[2].usual}},
		{all, 1_400_000, [3]int{1_400_000 - r[1].usual - r[2].usual, r[1].usual, r[2].usual}},
		{layerSet{false, true, true}, 5_000_000, [3]int{0, r[1].most, r[2].usual}},
		{layerSet{false, true, true}, 400_000, [3]int{0, 400_000 - r[2].usual, r[2].usual}},
		{layerSet{true, false, true}, 1_000_000, [3]int{1_000_000 - r[2].usual, 0, r[2].usual}},
		{layerSet{false, false, true}, 100_000, [3]int{0, 0, 100_000}},
		{layerSet{false, false, true}, 10_000, [3]int{0, 0, r[2].least}},
	} {
		if got := c.set.share(c.bits, r); got != c.want {
			t.Errorf("%v of %d: %v, want %v", c.set, c.bits, got, c.want)
		}
	}
	for _, c := range []struct {
		top, most int
		want      layerSet
	}{
		{0, 3, all}, {0, 2, layerSet{true, false, true}}, {0, 1, layerSet{true}}, {1, 3, layerSet{false, true, true}},
		{1, 1, layerSet{false, true}}, {2, 3, layerSet{false, false, true}},
	} {
		if got := setOf(3, c.top, c.most); got != c.want {
			t.Errorf("%d from %d on: %v, want %v", c.most, c.top, got, c.want)
		}
	}
}

// span is so long of a path.
type span struct {
	length time.Duration
	bits   int
	path   room
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
		{"ample", []span{{60 * second, 3_000_000, roomAmple}}, []int{0}},
		{"short from the start", []span{{second, 400_000, roomNone}}, []int{1}},
		{"very short", []span{{second, 200_000, roomNone}}, []int{2}},
		{"short for a moment", []span{{second, 3_000_000, roomAmple}, {second, 1_000_000, roomSome}, {5 * second, 3_000_000, roomAmple}}, []int{0}},
		{"short without a queue", []span{{second, 3_000_000, roomAmple}, {3 * second, 1_000_000, roomSome}}, []int{0, 1}},
		{"and back", []span{{second, 400_000, roomNone}, {5 * second, 3_000_000, roomSome}}, []int{1, 0}},
		{"back step by step", []span{{second, 200_000, roomNone}, {3 * second, 500_000, roomSome}, {3 * second, 3_000_000, roomSome}}, []int{2, 1, 0}},
		{"around the limit", []span{{second, 400_000, roomNone}, {second / 2, 1_500_000, roomSome}, {second / 2, 1_200_000, roomSome}, {second / 2, 1_500_000, roomSome}}, []int{1}},
		{"nothing to send by which to learn more", []span{{second, 400_000, roomNone}, {9 * second, 800_000, roomAmple}, {4 * second, 2_000_000, roomAmple}}, []int{1, 0}},
	} {
		r := ratesOf(1280, 720, 30, 2_450_000, 3)
		var l lineRule
		var got []int
		now := t0
		for _, s := range c.spans {
			for end := now.Add(s.length); now.Before(end); now = now.Add(ms(33)) {
				l.next(s.bits, r, 3, 3, s.path, now)
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
	r := ratesOf(1280, 720, 30, 2_450_000, 3)
	var l lineRule
	tries, top := 0, 0
	for i := range 30 * 60 * 10 { // ten minutes
		path, now := roomAmple, t0.Add(ms(i*33))
		if l.top == 0 {
			path = roomNone
		}
		if l.next(800_000, r, 3, 3, path, now); l.top == 0 && top != 0 {
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
	run := func(seconds int, costs func(i int) [maxLayers]time.Duration) (changes []int, most int) {
		var l loadRule
		most = 3
		for i := range seconds * 30 {
			c := costs(i)
			s := setOf(3, 0, most)
			var busy, more time.Duration
			for k := range maxLayers {
				if s[k] {
					busy += c[k]
				} else {
					more = c[k]
				}
			}
			n := l.next(3, busy, more, ms(33), t0.Add(ms(i*33)))
			if n != most {
				changes, most = append(changes, n), n
			}
		}
		return changes, most
	}
	quick := [maxLayers]time.Duration{ms(6), ms(2), ms(1)}
	if c, n := run(600, func(int) [maxLayers]time.Duration { return quick }); n != 3 || len(c) != 0 {
		t.Errorf("on a quick machine: %v, %d", c, n)
	}
	if c, n := run(600, func(int) [maxLayers]time.Duration { return [3]time.Duration{ms(25), ms(8), ms(3)} }); n != 1 || !slices.Equal(c, []int{2, 1}) {
		t.Errorf("on a slow machine: %v, %d", c, n)
	}
	busy := func(i int) [maxLayers]time.Duration {
		if i < 30*30 {
			return [3]time.Duration{ms(14), ms(5), ms(4)}
		}
		return quick
	}
	if c, n := run(120, busy); n != 3 || !slices.Equal(c, []int{2, 3}) {
		t.Errorf("busy for half a minute: %v, %d", c, n)
	}
	if c, _ := run(1, func(int) [maxLayers]time.Duration { return [3]time.Duration{ms(40), ms(20), ms(10)} }); len(c) != 0 {
		t.Errorf("busy for a second: %v", c)
	}
}

func TestWhichLayersAnAnswerTakes(t *testing.T) {
	const head = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
	for _, c := range []struct {
		video string
		want  []string
	}{
		{"m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=rid:h recv\r\na=simulcast:recv h;m;l\r\n", []string{"h", "m", "l"}},
		{"m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=simulcast:send x recv h,q;~m;l\r\n", []string{"h", "l"}},
		{"m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=recvonly\r\n", nil},
		{"m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=simulcast:recv\r\n", nil},
		{"m=video 0 UDP/TLS/RTP/SAVPF 102\r\na=simulcast:recv h;m\r\n", nil},
	} {
		a, err := parseAnswer(head + c.video)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.layers(); !slices.Equal(got, c.want) {
			t.Errorf("%q: %v", c.video, got)
		}
	}
	for _, c := range []struct {
		taken, want string
		why         fewer
	}{{"hml", "hml", fewerNot}, {"hl", "hl", fewerByServer}, {"", "h", fewerByServer}, {"xy", "h", fewerByServer}} {
		v := &videoSend{}
		for _, rid := range rids {
			v.layers = append(v.layers, &layer{rid: rid})
		}
		var taken []string
		for _, r := range c.taken {
			taken = append(taken, string(r))
		}
		v.choose(taken)
		got := ""
		for _, l := range v.layers {
			got += l.rid
		}
		if got != c.want || v.why != c.why {
			t.Errorf("%q taken: %q (%s)", c.taken, got, v.why)
		}
	}
}
