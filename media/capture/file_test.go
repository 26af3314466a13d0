package capture

import (
	"math"
	"testing"
	"time"

	"onair/media"
)

func openFileFake(t testing.TB, spec string, c *fakeClock) *fileSource {
	t.Helper()
	s, err := OpenVideo(spec, VideoOptions{})
	if err != nil {
		t.Fatal(err)
	}
	f := s.(*fileSource)
	f.newClock = c.useFor
	return f
}

func TestFileLoopsAtItsOwnPace(t *testing.T) {
	c := newFakeClock()
	r := record(t, openFileFake(t, "file:testdata/beeps.mkv", c), 250, 1000)
	if r.err != nil {
		t.Fatal(r.err)
	}
	evenly(t, "picture", r.frames, 40*time.Millisecond, time.Millisecond)
	evenly(t, "block", r.blocks, blockTime, 0)
	if d := c.Now().Sub(epoch); d < 9900*time.Millisecond || d > 10100*time.Millisecond {
		t.Errorf("10 s of the file took %v", d)
	}
	flash, beep := starts(r.flash), starts(r.beep)
	if len(flash) < 9 || len(beep) < 9 {
		t.Fatalf("%d flashes and %d beeps in 10 s of one a second", len(flash), len(beep))
	}
	for i := range min(len(flash), len(beep)) {
		if d := flash[i].Sub(beep[i]).Abs(); d > 5*time.Millisecond {
			t.Errorf("flash %d and its beep are %v apart", i, d)
		}
	}
}

func TestSoundGoesOnAcrossTheSeam(t *testing.T) {
	// The file holds 500 whole waves of 500 Hz, so a perfect loop is one sine.
	c := newFakeClock()
	r := record(t, openFileFake(t, "file:testdata/sound-only.flac", c), 0, 520)
	evenly(t, "block", r.blocks, blockTime, 0)
	peak := 0.0
	for _, v := range r.sound {
		peak = math.Max(peak, math.Abs(float64(v)))
	}
	steepest := peak * 2 * math.Pi * 500 / media.SampleRate
	for i := 2; i < len(r.sound); i += 2 {
		if step := math.Abs(float64(r.sound[i] - r.sound[i-2])); step > 1.5*steepest {
			t.Errorf("the wave jumps by %.3f at %.4f s (a sine's steepest step is %.3f)", step, float64(i/2)/media.SampleRate, steepest)
		}
	}
}

func TestCodecPaddingLeavesNoHoleAtTheSeam(t *testing.T) {
	c := newFakeClock()
	r := record(t, openFileFake(t, "file:testdata/clip.mkv", c), 200, 800)
	for i := range r.blocks {
		sum := 0.0
		for _, v := range r.sound[i*960 : (i+1)*960] {
			sum += float64(v) * float64(v)
		}
		if rms := math.Sqrt(sum / 960); rms < 0.05 {
			t.Errorf("block %d (%v) is nearly silent: %.3f", i, r.blocks[i].Sub(r.blocks[0]), rms)
		}
	}
	for i := 1; i < len(r.frames); i++ {
		if d := r.frames[i].Sub(r.frames[i-1]); d < 20*time.Millisecond || d > 60*time.Millisecond {
			t.Errorf("pictures %d and %d are %v apart", i-1, i, d)
		}
	}
}

func TestFilePlayedOnceEnds(t *testing.T) {
	for _, c := range []struct {
		name           string
		frames, blocks int
	}{{"beeps.mkv", 50, 200}, {"picture-only.mp4", 25, 0}, {"sound-only.flac", 0, 100}} {
		clk := newFakeClock()
		r := record(t, openFileFake(t, "file:testdata/"+c.name+"?loop=0", clk), 1000*min(1, c.frames), 1000*min(1, c.blocks))
		if r.err != nil || len(r.frames) != c.frames || len(r.blocks) < c.blocks-1 || len(r.blocks) > c.blocks+1 {
			t.Errorf("%s: %d pictures, %d blocks, %v", c.name, len(r.frames), len(r.blocks), r.err)
		}
	}
}

func TestFilesOfOneKindLoop(t *testing.T) {
	r := record(t, openFileFake(t, "file:testdata/picture-only.mp4", newFakeClock()), 80, 0)
	evenly(t, "picture", r.frames, 40*time.Millisecond, time.Millisecond)
	r = record(t, openFileFake(t, "file:testdata/sound-only.flac", newFakeClock()), 0, 250)
	evenly(t, "block", r.blocks, blockTime, 0)
}

func TestOnlyTheWantedHalfOfAFile(t *testing.T) {
	r := record(t, openFileFake(t, "file:testdata/beeps.mkv", newFakeClock()), 110, 0)
	evenly(t, "picture", r.frames, 40*time.Millisecond, time.Millisecond)
	r = record(t, openFileFake(t, "file:testdata/beeps.mkv", newFakeClock()), 0, 450)
	if n := len(starts(r.beep)); n < 4 {
		t.Errorf("%d beeps in 4.5 s", n)
	}
}

func TestFileLargerThanAskedIsScaledDown(t *testing.T) {
	s, err := OpenVideo("file:testdata/clip.mkv", VideoOptions{Width: 100, Height: 100})
	if err != nil {
		t.Fatal(err)
	}
	s.(*fileSource).newClock = newFakeClock().useFor
	if r := record(t, s, 3, 0); r.width != 100 || r.height != 56 {
		t.Errorf("%dx%d", r.width, r.height)
	}
}

func TestLoopLength(t *testing.T) {
	const rate = media.SampleRate
	for _, c := range []struct {
		name       string
		sound      int64
		hasFrame   bool
		last, step time.Duration
		want       int64
	}{
		{"sound only", 5 * rate, false, 0, 0, 5 * rate},
		{"picture only", 0, true, 960 * time.Millisecond, 40 * time.Millisecond, rate},
		{"a still", 0, true, 0, 0, rate / 25},
		{"sound a bit short", rate - 400, true, 960 * time.Millisecond, 40 * time.Millisecond, rate - 400},
		{"sound much too short", rate / 2, true, 960 * time.Millisecond, 40 * time.Millisecond, rate},
		{"sound longer", 2 * rate, true, 960 * time.Millisecond, 40 * time.Millisecond, 2 * rate},
		{"nothing", 0, false, 0, 0, 0},
	} {
		d := fileDecoder{soundEnd: c.sound, hasFrame: c.hasFrame, lastFrame: c.last, step: c.step}
		if got := d.loopLength(); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestFileAllocatesNoFrames(t *testing.T) {
	s := openFileFake(t, "file:testdata/clip.mkv", newFakeClock())
	record(t, s, 50, 0)
	perFrame := testing.AllocsPerRun(1, func() { record(t, s, 400, 0) }) / 400
	t.Logf("%.1f allocations a picture", perFrame)
	if perFrame > 10 {
		t.Errorf("%.1f allocations a picture", perFrame)
	}
}
