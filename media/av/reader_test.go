package av

import (
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"onair/media"
)

type content struct {
	frames []*media.Frame
	pts    []time.Duration
	pcm    []float32
	sound  time.Duration // when the first block plays
}

// readAll reads r to its end and checks that times only go forward.
func readAll(t testing.TB, r *Reader) (c content) {
	t.Helper()
	lastV, lastA := time.Duration(-1), time.Duration(-1)
	for {
		u, err := r.Next()
		if errors.Is(err, io.EOF) {
			return c
		}
		if err != nil {
			t.Fatal(err)
		}
		if u.Frame != nil {
			if u.PTS <= lastV {
				t.Errorf("picture at %v after %v", u.PTS, lastV)
			}
			lastV = u.PTS
			c.frames, c.pts = append(c.frames, u.Frame), append(c.pts, u.PTS)
			continue
		}
		if u.PTS < lastA {
			t.Errorf("sound at %v after %v", u.PTS, lastA)
		}
		if lastA < 0 {
			c.sound = u.PTS
		}
		lastA = u.PTS
		c.pcm = append(c.pcm, u.Samples...)
	}
}

func open(t testing.TB, name string, opts OpenOptions) *Reader {
	t.Helper()
	r, err := Open(t.Context(), filepath.Join("testdata", name), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func TestReaderReads(t *testing.T) {
	for _, test := range []struct {
		name    string
		w, h, n int
		fps     float64
		sound   time.Duration
	}{
		{"face720p.mp4", 1280, 720, 60, 30, 0},
		{"vp9.webm", 160, 90, 24, 30, 0},
		{"av1.mp4", 160, 90, 24, 30, 0},
		{"vp8-odd.webm", 161, 91, 24, 30, 800 * time.Millisecond},
		{"turned.mp4", 90, 160, 24, 30, 800 * time.Millisecond},
		{"tone.mp3", 0, 0, 0, 0, 600 * time.Millisecond},
		{"tone.ogg", 0, 0, 0, 0, 600 * time.Millisecond},
		{"tone16k.wav", 0, 0, 0, 0, 400 * time.Millisecond},
		{"colour.png", 64, 48, 1, 25, 0},
		{"colour.jpg", 64, 48, 1, 25, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := open(t, test.name, OpenOptions{})
			if w, h := r.videoSize(); w != test.w || h != test.h {
				t.Errorf("size %dx%d", w, h)
			}
			if r.HasVideo() != (test.n > 0) || r.HasAudio() != (test.sound > 0) {
				t.Errorf("video %v, audio %v", r.HasVideo(), r.HasAudio())
			}
			if math.Abs(r.FrameRate()-test.fps) > 0.1 {
				t.Errorf("%v pictures a second", r.FrameRate())
			}
			if length := max(test.sound, time.Duration(float64(test.n)/max(test.fps, 1)*float64(time.Second))); test.n != 1 &&
				(r.Duration()-length).Abs() > 60*time.Millisecond {
				t.Errorf("lasts %v, want %v", r.Duration(), length)
			}
			for pass := range 2 { // the second after SeekStart
				c := readAll(t, r)
				if len(c.frames) != test.n {
					t.Errorf("pass %d: %d pictures, want %d", pass, len(c.frames), test.n)
				}
				for i, f := range c.frames {
					if f.Width() != test.w || f.Height() != test.h {
						t.Fatalf("pass %d: picture %d is %v", pass, i, f.Rect)
					}
				}
				got := media.Samples{Data: c.pcm}.Duration()
				if d := got - test.sound; d < -25*time.Millisecond || d > 30*time.Millisecond {
					t.Errorf("pass %d: %v of sound, want %v", pass, got, test.sound)
				}
				if c.sound > 20*time.Millisecond {
					t.Errorf("pass %d: sound starts at %v", pass, c.sound)
				}
				if err := r.SeekStart(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestReaderGivesLimitedRange601(t *testing.T) {
	for _, name := range []string{"colour.png", "colour.jpg", "colour709.mp4", "colour444full709.mkv"} {
		t.Run(name, func(t *testing.T) {
			checkSteel(t, readAll(t, open(t, name, OpenOptions{})).frames[0])
		})
	}
}

func TestReaderKeepsLevelAndPitch(t *testing.T) {
	// ffmpeg's sine has a peak of 1/8; tone.ogg was made stereo 3 dB down.
	for name, want := range map[string]float32{"tone.mp3": 0.125, "tone16k.wav": 0.125, "tone.ogg": 0.088,
		"turned.mp4": 0.125, "vp8-odd.webm": 0.125} {
		t.Run(name, func(t *testing.T) {
			pcm := readAll(t, open(t, name, OpenOptions{NoVideo: true})).pcm
			pcm = pcm[len(pcm)/4 : len(pcm)*3/4&^1]
			crossings, peak := 0, float32(0)
			for i := 2; i+1 < len(pcm); i += 2 {
				if pcm[i-2] < 0 && pcm[i] >= 0 {
					crossings++
				}
				peak = max(peak, pcm[i])
				if d := pcm[i] - pcm[i+1]; d > 0.02 || d < -0.02 {
					t.Fatalf("one tone, two sides: %v and %v", pcm[i], pcm[i+1])
				}
			}
			hz := float64(crossings) / (float64(len(pcm)/2) / media.SampleRate)
			if math.Abs(hz-440) > 8 {
				t.Errorf("%.0f Hz, want 440", hz)
			}
			if peak < 0.85*want || peak > 1.15*want {
				t.Errorf("peak %.3f, want %.3f", peak, want)
			}
		})
	}
}

// TestReaderTurnsUpright looks for the astronaut's bright suit and dark
// surroundings where they are when the picture is turned.
func TestReaderTurnsUpright(t *testing.T) {
	flat := readAll(t, open(t, "vp9.webm", OpenOptions{})).frames[0]
	turned := readAll(t, open(t, "turned.mp4", OpenOptions{})).frames[0]
	// The file asks for 90 degrees counterclockwise: what was right is on top.
	want := media.NewFrame(90, 160)
	for y := range 160 {
		for x := range 90 {
			want.Y[y*want.YStride+x] = flat.Y[x*flat.YStride+159-y]
		}
	}
	if v := psnr(want, turned); v < 25 {
		t.Errorf("%.1f dB against the turned picture", v)
	}
}

func TestReaderLeavesOut(t *testing.T) {
	r := open(t, "turned.mp4", OpenOptions{NoAudio: true})
	if c := readAll(t, r); r.HasAudio() || len(c.pcm) > 0 || len(c.frames) != 24 {
		t.Errorf("without sound: %d samples, %d pictures", len(c.pcm), len(c.frames))
	}
	if _, err := Open(t.Context(), "testdata/tone.mp3", OpenOptions{NoAudio: true}); !errors.Is(err, ErrNoMedia) {
		t.Errorf("an MP3 without its sound: %v", err)
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	mp4, err := os.ReadFile("testdata/face720p.mp4")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		url  string
		want error
	}{
		{filepath.Join(dir, "absent.mp4"), fs.ErrNotExist},
		{write("a: b%d.txt", []byte("hello")), ErrBadData},
		{write("cut.mp4", mp4[:1000]), ErrBadData},
		{"nosuch://example.invalid/x", ErrNoCodec},
	} {
		r, err := Open(t.Context(), test.url, OpenOptions{})
		if err == nil {
			r.Close()
		}
		var e *Error
		if !errors.Is(err, test.want) || !errors.As(err, &e) {
			t.Errorf("%s: %v, want %v", test.url, err, test.want)
		}
	}
	if _, err := Open(t.Context(), write("a: b%d.wav", mustRead(t, "testdata/tone16k.wav")), OpenOptions{}); err != nil {
		t.Errorf("a name with colon, space and percent: %v", err)
	}
}

func mustRead(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
