package music

import (
	"math"
	"testing"
	"time"
)

func TestBothSidesHearTheSameToTheSample(t *testing.T) {
	p := newPlayer(t)
	sound := sweep(2)
	h := start(t, p, Param{ID: 1, Path: "s.wav", Data: wav(sound, 48000), Publish: true})
	pub, play := pull(t, p).both(200)
	if d := difference(play[:len(sound)], sound); d > -120 {
		t.Errorf("the anchor hears something else: %.0f dB", d)
	}
	if d := difference(pub[:len(sound)], sound); d > -120 {
		t.Errorf("the viewers hear something else: %.0f dB", d)
	}
	if code := wait(t, "complete", h.complete); code != OK {
		t.Errorf("complete: code %d", code)
	}
	n := 0
	for len(h.progress) > 0 {
		at := <-h.progress
		n++
		if at[1] != 2*time.Second {
			t.Errorf("duration %v", at[1])
		}
	}
	if n < 1 || n > 6 {
		t.Errorf("%d progress calls in 2 s", n)
	}
	if _, ok := p.Position(1); ok {
		t.Error("a track that is over has a position")
	}
}

func TestUnpublishedMusicStaysHere(t *testing.T) {
	p := newPlayer(t)
	start(t, p, Param{ID: 1, Path: "s.wav", Data: wav(tone(440, 1, 0.5, 48000), 48000)})
	pub, play := pull(t, p).both(50)
	if rms(pub) != 0 || math.Abs(rms(play)-0.5/math.Sqrt2) > 0.01 {
		t.Errorf("viewers hear %v, the anchor %v", rms(pub), rms(play))
	}
}

func TestVolumes(t *testing.T) {
	p := newPlayer(t)
	start(t, p, Param{ID: 1, Path: "s.wav", Data: wav(tone(440, 5, 0.5, 48000), 48000), Publish: true})
	q := pull(t, p)
	full := 0.5 / math.Sqrt2
	for _, test := range []struct {
		name      string
		set       func()
		pub, play float64
	}{
		{"all 1", func() {}, 1, 1},
		{"publish 0.5", func() { p.SetPublishVolume(1, 0.5) }, 0.5, 1},
		{"playout 0.25", func() { p.SetPlayoutVolume(1, 0.25) }, 0.5, 0.25},
		{"all 1.5", func() { p.SetAllVolume(1.5) }, 1.5, 1.5},
		{"more than that", func() { p.SetAllVolume(9) }, 1.5, 1.5},
		{"no number", func() { p.SetPlayoutVolume(1, math.NaN()) }, 1.5, 0},
	} {
		test.set()
		pub, play := q.both(20)
		if c := max(click(pub), click(play)); c > 0.01 {
			t.Errorf("%s: a click of %v", test.name, c)
		}
		pub, play = pub[10*blockLen:], play[10*blockLen:]
		if math.Abs(rms(pub)/full-test.pub) > 0.01 || math.Abs(rms(play)/full-test.play) > 0.01 {
			t.Errorf("%s: viewers hear %.3f, the anchor %.3f", test.name, rms(pub)/full, rms(play)/full)
		}
	}
}

func TestPauseSeekAndStopDoNotClick(t *testing.T) {
	p := newPlayer(t)
	h := start(t, p, Param{ID: 1, Path: "s.wav", Data: wav(tone(440, 10, 0.5, 48000), 48000), Publish: true})
	q := pull(t, p)
	var pub, play []float32
	go30 := func() {
		a, b := q.both(30)
		pub, play = append(pub, a...), append(play, b...)
	}
	go30()
	p.Pause(1)
	go30()
	if r := rms(play[len(play)-blockLen:]); r != 0 {
		t.Errorf("a paused track is heard: %v", r)
	}
	before, _ := p.Position(1)
	go30()
	if after, _ := p.Position(1); after != before {
		t.Errorf("a paused track moves from %v to %v", before, after)
	}
	p.Resume(1)
	go30()
	p.Seek(1, 5*time.Second+1234*time.Microsecond)
	go30()
	if at, _ := p.Position(1); (at - 5300*time.Millisecond).Abs() > 3*time.Millisecond {
		t.Errorf("after a seek to 5.001 s and 300 ms: %v", at)
	}
	p.Stop(1)
	go30()
	if r := rms(play[len(play)-blockLen:]) + rms(pub[len(pub)-blockLen:]); r != 0 {
		t.Errorf("a stopped track is heard: %v", r)
	}
	// The tone itself bends by 0.0017; a fade adds hardly anything.
	if c := max(click(pub), click(play)); c > 0.02 {
		t.Errorf("a click of %v", c)
	}
	if len(h.complete) != 0 {
		t.Error("a stopped track completes")
	}
}

func TestSeekIsExact(t *testing.T) {
	sound := sweep(6)
	for _, short := range []bool{false, true} {
		p := newPlayer(t)
		start(t, p, Param{ID: 1, Path: "s.wav", Data: wav(sound, 48000), ShortFile: short})
		q := pull(t, p)
		q.read(playout, 10)
		for _, ms := range []int{3000, 500, 4321, 0} {
			p.Seek(1, time.Duration(ms)*time.Millisecond)
			got := q.read(playout, 20)
			want := sound[2*48*ms:]
			if d := difference(got[blockLen:], want[blockLen:]); d > -60 {
				t.Errorf("short file %v: after a seek to %d ms the sound is %.0f dB from the file's", short, ms, d)
			}
		}
	}
}

func TestPartOfAFile(t *testing.T) {
	sound := sweep(3)
	p := newPlayer(t)
	h := start(t, p, Param{ID: 1, Path: "s.wav", Data: wav(sound, 48000), Start: 700 * time.Millisecond, End: 1900 * time.Millisecond, LoopCount: 1})
	got := pull(t, p).read(playout, 250)
	part := sound[2*48*700 : 2*48*1900]
	if d := difference(got[960:len(part)], part[960:]); d > -100 {
		t.Errorf("first time: %.0f dB", d)
	}
	if d := difference(got[len(part):2*len(part)-960], part[:len(part)-960]); d > -100 {
		t.Errorf("second time: %.0f dB", d)
	}
	if rms(got[2*len(part):]) != 0 {
		t.Error("it goes on after its end")
	}
	if code := wait(t, "complete", h.complete); code != OK {
		t.Errorf("complete: code %d", code)
	}
}

func TestLoopsAreGapless(t *testing.T) {
	for _, test := range []struct {
		name string
		args []string
	}{{"a.wav", nil}, {"a.mp3", []string{"-b:a", "192k"}}, {"a.m4a", []string{"-b:a", "192k"}}} {
		t.Run(test.name, func(t *testing.T) {
			path := encoded(t, test.name, tone(440, 1, 0.5, 44100), 44100, test.args...)
			p := newPlayer(t)
			h := start(t, p, Param{ID: 1, Path: path, LoopCount: 3})
			got := pull(t, p).read(playout, 401)
			want := tone(440, 4, 0.5, 48000)
			for seam := 1; seam < 4; seam++ {
				at := seam * 96000
				if d := difference(got[at-960:at+960], want[at-960:at+960]); d > -20 {
					t.Errorf("around seam %d the wave is %.0f dB from one unbroken", seam, d)
				}
			}
			if code := wait(t, "complete", h.complete); code != OK {
				t.Errorf("complete: code %d", code)
			}
		})
	}
}
