package music

import (
	"bytes"
	"encoding/binary"
	"math"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"onair/media"
	"onair/media/audio"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// tone is a sine of that many seconds, as the file's samples.
func tone(hz, seconds, amplitude float64, rate int) []float32 {
	out := make([]float32, 2*int(math.Round(seconds*float64(rate))))
	for i := range out {
		out[i] = float32(amplitude * math.Sin(2*math.Pi*hz*float64(i/2)/float64(rate)))
	}
	return out
}

// sweep is a sound that is nowhere the same.
func sweep(seconds float64) []float32 {
	out := make([]float32, 2*int(math.Round(seconds*media.SampleRate)))
	for i := range out {
		t := float64(i/2) / media.SampleRate
		out[i] = float32(0.4 * math.Sin(2*math.Pi*(200*t+150*t*t)))
	}
	return out
}

// wav is a file of 32-bit float samples.
func wav(pcm []float32, rate int) []byte {
	var b bytes.Buffer
	put := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) }
	n := uint32(4 * len(pcm))
	b.WriteString("RIFF")
	put(36 + n)
	b.WriteString("WAVEfmt ")
	put(uint32(16))
	put([]uint16{3, 2})
	put([]uint32{uint32(rate), uint32(8 * rate)})
	put([]uint16{8, 32})
	b.WriteString("data")
	put(n)
	put(pcm)
	return b.Bytes()
}

// encoded is pcm as a file that the ffmpeg program makes.
func encoded(t testing.TB, name string, pcm []float32, rate int, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	cmd := exec.Command("ffmpeg", append(append([]string{"-v", "error", "-y", "-i", "-"}, args...), path)...)
	cmd.Stdin = bytes.NewReader(wav(pcm, rate))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, out)
	}
	return path
}

// heard is what an observer was told.
type heard struct {
	start, complete chan int
	progress        chan [2]time.Duration
}

func listen() (*heard, Observer) {
	h := &heard{start: make(chan int, 10), complete: make(chan int, 10), progress: make(chan [2]time.Duration, 1000)}
	return h, Observer{
		OnStart:    func(_, code int) { h.start <- code },
		OnProgress: func(_ int, at, d time.Duration) { h.progress <- [2]time.Duration{at, d} },
		OnComplete: func(_, code int) { h.complete <- code },
	}
}

func wait[T any](t testing.TB, what string, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(20 * time.Second):
		t.Fatalf("no %s", what)
		panic("unreachable")
	}
}

func newPlayer(t testing.TB) *Player {
	p := New(Options{})
	p.SetAllVolume(1)
	t.Cleanup(func() { p.Close() })
	return p
}

// start plays and waits until it sounds.
func start(t testing.TB, p *Player, param Param) *heard {
	t.Helper()
	h, o := listen()
	p.Start(t.Context(), param, o)
	if code := wait(t, "start", h.start); code != OK {
		t.Fatalf("start: code %d", code)
	}
	return h
}

// puller pulls one or both sides, waiting for the render goroutines, which in
// tests have to keep up with a clock that runs as fast as it can.
type puller struct {
	t   testing.TB
	p   *Player
	src [sides]audio.Source
}

func pull(t testing.TB, p *Player) *puller {
	return &puller{t, p, [sides]audio.Source{p.PublishSource(), p.PlayoutSource()}}
}

// settle waits until every track has rendered what it may.
func (p *puller) settle() {
	p.t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Microsecond) {
		waiting := false
		for _, t := range *p.p.tracks.Load() {
			waiting = waiting || t.behind()
		}
		if !waiting {
			return
		}
		if time.Now().After(end) {
			p.t.Fatal("a track does not render")
		}
	}
}

// behind reports whether the next pulls may find too little.
func (t *track) behind() bool {
	t.mu.Lock()
	asked := t.set.seek
	t.mu.Unlock()
	t.ring.mu.Lock()
	defer t.ring.mu.Unlock()
	if t.ring.stopped || !t.live.Load() {
		return false
	}
	return asked || t.ring.end < 0 && t.ring.w < t.ring.lead()+cutFrames+blockFrames
}

// read pulls one side for a number of blocks.
func (p *puller) read(side, blocks int) []float32 {
	out := make([]float32, blocks*blockLen)
	for i := range blocks {
		p.settle()
		p.src[side].ReadAudio(out[i*blockLen : (i+1)*blockLen])
	}
	return out
}

// both pulls both sides in turn.
func (p *puller) both(blocks int) (pub, play []float32) {
	for range blocks {
		play = append(play, p.read(playout, 1)...)
		pub = append(pub, p.read(publish, 1)...)
	}
	return pub, play
}

// difference is the RMS of a-b over that of b, in dB.
func difference(a, b []float32) float64 {
	var d, s float64
	for i := range min(len(a), len(b)) {
		d += float64(a[i]-b[i]) * float64(a[i]-b[i])
		s += float64(b[i]) * float64(b[i])
	}
	return 10 * math.Log10((d+1e-20)/(s+1e-20))
}

func rms(x []float32) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum / float64(max(len(x), 1)))
}

// click is the largest second difference: a pure tone has a small one, a jump
// or a kink a large one.
func click(x []float32) float64 {
	worst := 0.0
	for i := 4; i < len(x); i++ {
		worst = max(worst, math.Abs(float64(x[i])-2*float64(x[i-2])+float64(x[i-4])))
	}
	return worst
}

// twoTracks is a file with an original of 440 Hz and an accompaniment of 880.
func twoTracks(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "two.mp4")
	out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=440:d=5", "-f", "lavfi", "-i", "sine=880:d=5",
		"-map", "0", "-map", "1", path).CombinedOutput()
	if err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, out)
	}
	return path
}

func run(t testing.TB, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}
