package music

import (
	"fmt"
	"math"
	"testing"
	"time"

	"onair/internal/await"
	"onair/media"
)

// pitchOf measures the period of the left channel by autocorrelation, around
// an expected pitch.
func pitchOf(x []float32, near float64) float64 {
	low, high := int(media.SampleRate/near*0.8), int(media.SampleRate/near*1.25)+1
	n := len(x)/2 - high - 1
	corr := func(lag int) float64 {
		var xy, xx, yy float64
		for i := range n {
			a, b := float64(x[2*i]), float64(x[2*(i+lag)])
			xy, xx, yy = xy+a*b, xx+a*a, yy+b*b
		}
		return xy / math.Sqrt(xx*yy+1e-12)
	}
	best, at := -1.0, low
	for lag := low; lag <= high; lag++ {
		if v := corr(lag); v > best {
			best, at = v, lag
		}
	}
	a, b, c := corr(at-1), corr(at), corr(at+1)
	return media.SampleRate / (float64(at) + (a-c)/(2*(a-2*b+c)))
}

func TestPitchAndSpeed(t *testing.T) {
	const hz, seconds = 330, 4
	sound := tone(hz, seconds, 0.4, 48000)
	for _, test := range []struct{ speed, pitch float64 }{
		{1, 0.25}, {1, -0.5}, {1, 1}, {1, -1}, {0.5, 0}, {0.8, 0}, {1.3, 0}, {2, 0}, {1.25, 0.5}, {0.75, -0.25},
	} {
		for _, late := range []bool{false, true} { // as much as may be is rendered when it is asked for, and nothing heard
			pitchAndSpeed(t, sound, test.speed, test.pitch, late)
		}
	}
}

func pitchAndSpeed(t *testing.T, sound []float32, speed, pitch float64, late bool) {
	const hz, seconds = 330, 4
	what := fmt.Sprintf("speed %v, pitch %v, late %v", speed, pitch, late)
	p := newPlayer(t)
	defer p.Close()
	h, o := listen()
	p.Start(t.Context(), Param{ID: 1, Path: "s.wav", Data: wav(sound, 48000)}, o)
	if late {
		await.True(t, "all is rendered that may be", func() bool { return !p.find(1).ring.room((*fileSource)(nil).ahead()) })
	}
	p.SetSpeed(1, speed)
	p.SetPitch(1, pitch)
	if code := wait(t, "start", h.start); code != OK {
		t.Fatalf("%s: code %d", what, code)
	}
	q := pull(t, p)
	var got []float32
	for len(h.complete) == 0 && len(got) < 20*96000 {
		got = append(got, q.read(playout, 1)...)
		if pos, ok := p.Position(1); ok && len(got)%(50*blockLen) == 0 {
			want := float64(len(got)/2) / 48000 * speed
			if want < seconds && math.Abs(pos.Seconds()-want) > 0.03 {
				t.Errorf("%s: position %v, want %.2f s", what, pos, want)
			}
		}
	}
	want := hz * math.Exp2(pitch)
	if off := 1200 * math.Log2(pitchOf(got[96000:96000+48000], want)/want); math.Abs(off) > 10 {
		t.Errorf("%s: %.1f cents off", what, off)
	}
	end := len(got)
	for end > 0 && got[end-1] == 0 {
		end--
	}
	if length := float64(end/2) / 48000 * speed; math.Abs(length/seconds-1) > 0.005 {
		t.Errorf("%s: it takes %.3f s of the file's time, want %v", what, length, seconds)
	}
}

func TestChangingWhilePlayingDoesNotClick(t *testing.T) {
	p := newPlayer(t)
	start(t, p, Param{ID: 1, Path: "s.wav", Data: wav(tone(330, 20, 0.4, 48000), 48000)})
	q := pull(t, p)
	var got []float32
	for i, change := range []func(){
		func() {}, func() { p.SetSpeed(1, 1.2) }, func() { p.SetPitch(1, 0.3) }, func() { p.SetPitch(1, 0) },
		func() { p.SetSpeed(1, 1) }, func() { p.SetPitch(1, -0.5) }, func() { p.SetPitch(1, 0) },
	} {
		change()
		got = append(got, q.read(playout, 60)...)
		if c := click(got[max(0, len(got)-61*blockLen):]); c > 0.03 {
			t.Errorf("change %d: a click of %v", i, c)
		}
	}
	tail := got[len(got)-20*blockLen:]
	if off := 1200 * math.Log2(pitchOf(tail, 330)/330); math.Abs(off) > 1 {
		t.Errorf("back at its own pitch it is %.1f cents off", off)
	}
	if pos, _ := p.Position(1); pos < 4400*time.Millisecond || pos > 4600*time.Millisecond {
		t.Errorf("position %v", pos)
	}
}

func TestScratching(t *testing.T) {
	sound := sweep(4)
	p := newPlayer(t)
	param := Param{ID: 1, Path: "s.wav", Data: wav(sound, 48000)}
	loaded := make(chan int, 200)
	p.Preload(t.Context(), param, LoadObserver{OnProgress: func(_, n int) { loaded <- n }, OnError: func(_, code int) { loaded <- code }})
	for n := 0; n != 100; {
		if n = wait(t, "preload", loaded); n < 0 {
			t.Fatalf("code %d", n)
		}
	}
	start(t, p, param)
	q := pull(t, p)
	q.read(playout, 100)
	if !p.SetScratchSpeed(1, -2) {
		t.Fatal("a preloaded track cannot be scratched")
	}
	q.read(playout, 30) // what was rendered before goes by first
	a, _ := p.Position(1)
	q.read(playout, 20)
	b, _ := p.Position(1)
	if moved := b - a; (moved + 400*time.Millisecond).Abs() > 5*time.Millisecond {
		t.Errorf("200 ms at -2: the position moved by %v", moved)
	}
	got := q.read(playout, 100)
	if rms(got[50*blockLen:]) != 0 {
		t.Error("it goes on before the beginning")
	}
	p.SetScratchSpeed(1, 1)
	q.read(playout, 20)
	pos, _ := p.Position(1)
	got = q.read(playout, 10)
	at := 2 * int(math.Round(pos.Seconds()*48000))
	if d := difference(got, sound[at:]); d > -20 {
		t.Errorf("at normal speed again it is %.0f dB from the file", d)
	}
	start(t, p, Param{ID: 2, Path: "s.wav", Data: wav(sound, 48000)})
	if p.SetScratchSpeed(2, 2) || p.SetScratchSpeed(77, 2) {
		t.Error("a track that is not preloaded can be scratched")
	}
}

func TestTracksOfAFile(t *testing.T) {
	path := twoTracks(t)
	p := newPlayer(t)
	start(t, p, Param{ID: 1, Path: path})
	if n := p.TrackCount(1); n != 2 {
		t.Fatalf("%d tracks", n)
	}
	q := pull(t, p)
	for _, want := range []struct {
		track int
		hz    float64
	}{{0, 440}, {1, 880}, {0, 440}} {
		if !p.SetTrack(1, want.track) {
			t.Fatalf("no track %d", want.track)
		}
		got := q.read(playout, 30)[10*blockLen:]
		if hz := pitchOf(got, want.hz); math.Abs(hz-want.hz) > 3 {
			t.Errorf("track %d is at %.1f Hz", want.track, hz)
		}
	}
	if p.SetTrack(1, 2) || p.SetTrack(1, -1) || p.SetTrack(9, 0) || p.TrackCount(9) != 0 {
		t.Error("there are tracks that are not there")
	}
	if pos, _ := p.Position(1); (pos - 900*time.Millisecond).Abs() > 60*time.Millisecond {
		t.Errorf("position %v after 900 ms", pos)
	}
}
