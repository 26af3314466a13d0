package av

import (
	"errors"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// ffmpegFile makes a media file with the ffmpeg program.
func ffmpegFile(t testing.TB, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	out, err := exec.Command("ffmpeg", append(append([]string{"-v", "error", "-y"}, args...), path)...).CombinedOutput()
	if err != nil {
		t.Fatalf("ffmpeg %v: %v\n%s", args, err, out)
	}
	return path
}

// sweep is a source for ffmpeg: two seconds that are nowhere the same.
const sweep = "aevalsrc='0.4*sin(2*PI*(300*t+400*t*t))|0.4*sin(2*PI*(300*t+400*t*t))':d=2:s="

func readRange(t testing.TB, r *Reader, s SoundRange) []float32 {
	t.Helper()
	if err := r.SeekSound(s); err != nil {
		t.Fatal(err)
	}
	return readAll(t, r).pcm
}

// difference is the RMS of a-b over that of b, in dB.
func difference(a, b []float32) float64 {
	var d, s float64
	for i := range min(len(a), len(b)) {
		d += float64((a[i] - b[i]) * (a[i] - b[i]))
		s += float64(b[i] * b[i])
	}
	return 10 * math.Log10(d/s+1e-12)
}

func TestSoundRangesAreExact(t *testing.T) {
	for _, test := range []struct {
		name, rate string
		codec      []string
		pairs      int // of the whole file
	}{
		{"a.wav", "48000", nil, 96000},
		{"a441.wav", "44100", nil, 96000},
		{"a.flac", "44100", nil, 96000},
		{"a.mp3", "44100", []string{"-b:a", "128k"}, 96000},
		{"vbr.mp3", "44100", []string{"-q:a", "4"}, 96000},
		{"a.m4a", "44100", []string{"-b:a", "128k"}, 96000},
		{"a.ogg", "48000", []string{"-c:a", "libopus", "-b:a", "96k"}, 96000},
		{"v.ogg", "44100", []string{"-c:a", "libvorbis"}, 96000},
		{"a.mkv", "48000", []string{"-c:a", "libopus"}, 96000},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := ffmpegFile(t, test.name, append([]string{"-f", "lavfi", "-i", sweep + test.rate, "-ac", "2"}, test.codec...)...)
			r, err := Open(t.Context(), path, OpenOptions{NoVideo: true})
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			all := readRange(t, r, SoundRange{})
			if n := len(all) / 2; n < test.pairs-2 || n > test.pairs+2 {
				t.Errorf("%d pairs in all, want %d", n, test.pairs)
			}
			want := make([]float32, 2*test.pairs)
			for i := range test.pairs {
				x := float64(i) / 48000
				want[2*i] = float32(0.4 * math.Sin(2*math.Pi*(300*x+400*x*x)))
				want[2*i+1] = want[2*i]
			}
			if d := difference(all[9600:], want[9600:]); d > -15 {
				t.Errorf("the file's sound is %.0f dB from what went in", d)
			}
			for _, from := range []int{1300, 700, 0, 1} {
				part := readRange(t, r, SoundRange{From: time.Duration(from) * time.Millisecond, To: time.Duration(from+500) * time.Millisecond})
				if len(part)/2 != 24000 && len(part)/2 != 24001 {
					t.Errorf("%d pairs from %d ms on, want 24000", len(part)/2, from)
				}
				if d := difference(part[960:len(part)-960], all[2*48*from+960:]); d > -25 {
					t.Errorf("the sound from %d ms on is %.0f dB from what it should be", from, d)
				}
			}
		})
	}
}

func TestJoinedRangesAreOneWave(t *testing.T) {
	for _, name := range []string{"a.wav", "a.mp3", "a.m4a"} {
		t.Run(name, func(t *testing.T) {
			// 440 Hz at 44100 for a second: the end meets the beginning.
			path := ffmpegFile(t, name, "-f", "lavfi", "-i", "aevalsrc='0.5*sin(2*PI*440*t)|0.5*sin(2*PI*440*t)':d=1:s=44100", "-ac", "2", "-b:a", "192k")
			r, err := Open(t.Context(), path, OpenOptions{NoVideo: true})
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			var all []float32
			for i := range 4 {
				all = append(all, readRange(t, r, SoundRange{Join: i > 0, More: i < 3})...)
				if n := r.SoundRead(); math.Abs(n-48000) > 0.01 {
					t.Errorf("read %v pairs in a loop of 48000", n)
				}
			}
			if n := len(all) / 2; n < 4*48000-2 || n > 4*48000+2 {
				t.Errorf("%d pairs in four loops", n)
			}
			want := make([]float32, len(all))
			for i := range want {
				want[i] = float32(0.5 * math.Sin(2*math.Pi*440*float64(i/2)/48000))
			}
			for seam := range 3 {
				at := 2 * 48000 * (seam + 1)
				if d := difference(all[at-480:at+480], want[at-480:at+480]); d > -20 {
					t.Errorf("around seam %d the wave is %.0f dB from one unbroken", seam, d)
				}
			}
		})
	}
}

func TestSoundTracksAreChosen(t *testing.T) {
	path := ffmpegFile(t, "two.mp4", "-f", "lavfi", "-i", "sine=440:d=1", "-f", "lavfi", "-i", "sine=880:d=1", "-map", "0", "-map", "1")
	r, err := Open(t.Context(), path, OpenOptions{NoVideo: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if n := r.AudioTracks(); n != 2 {
		t.Fatalf("%d tracks, want 2", n)
	}
	crossings := func() (n int) {
		pcm := readRange(t, r, SoundRange{From: 200 * time.Millisecond, To: 700 * time.Millisecond})
		for i := 2; i < len(pcm); i += 2 {
			if pcm[i-2] < 0 && pcm[i] >= 0 {
				n++
			}
		}
		return n
	}
	for _, want := range []struct{ track, crossings int }{{1, 440}, {0, 220}, {1, 440}} {
		if err := r.SelectAudio(want.track); err != nil {
			t.Fatal(err)
		}
		if n := crossings(); n < want.crossings-2 || n > want.crossings+2 {
			t.Errorf("track %d has %d waves in half a second, want %d", want.track, n, want.crossings)
		}
	}
	if err := r.SelectAudio(2); !errors.Is(err, ErrNoMedia) {
		t.Errorf("a track that is not there: %v", err)
	}
}

func TestReadingFromMemory(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "tone.ogg"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(t.Context(), "tone.ogg", OpenOptions{Data: data, NoVideo: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	want := open(t, "tone.ogg", OpenOptions{NoVideo: true})
	a, b := readRange(t, r, SoundRange{}), readRange(t, want, SoundRange{})
	if len(a) != len(b) || difference(a, b) > -100 {
		t.Errorf("%d samples from memory, %d from the file", len(a), len(b))
	}
	for _, bad := range [][]byte{{}, []byte("no media"), data[:100]} {
		r, err := Open(t.Context(), "bad", OpenOptions{Data: bad})
		if err == nil {
			_, err = r.Next()
			r.Close()
		}
		if err == nil || errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%d bytes of nothing: %v", len(bad), err)
		}
	}
}
