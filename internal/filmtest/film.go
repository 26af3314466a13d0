// Package filmtest has a film for tests of what other programs send: a face on numbered
// pictures, with a sound that is nowhere the same for ten seconds. Eye and Ear say of what
// arrived which picture it is and how like it is to what was sent.
package filmtest

import (
	"bufio"
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"testing"

	"onair/media"
)

// What the film is. It begins again after Length seconds; numbers of pictures then do too,
// if it comes from File.
const (
	Width, Height = 640, 360
	FPS           = 30
	Length        = 10
)

// The number stands in a row of blocks at the bottom: its bits, then a sum over them.
const (
	block         = 32
	bits, sumBits = 16, 4
	dark, bright  = 40, 215
)

// Film is opened once and used from any goroutine.
type Film struct {
	faces [][]byte // I420
	sound []float32
}

// Open reads the face from a video file, by FFmpeg.
func Open(t testing.TB, face string) *Film {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not installed: scripts/deps.sh installs it")
	}
	raw, err := exec.Command("ffmpeg", "-v", "error", "-i", face, "-vf", fmt.Sprintf("scale=%d:%d", Width, Height), "-pix_fmt", "yuv420p", "-f", "rawvideo", "-").Output()
	if err != nil {
		t.Fatalf("ffmpeg: %v", err)
	}
	f := &Film{sound: make([]float32, Length*media.SampleRate)}
	const size = Width * Height * 3 / 2
	for ; len(raw) >= size; raw = raw[size:] {
		f.faces = append(f.faces, raw[:size:size])
	}
	if len(f.faces) == 0 {
		t.Fatalf("no pictures in %s", face)
	}
	for i := range f.sound {
		f.sound[i] = float32(soundAt(float64(i) / media.SampleRate))
	}
	return f
}

// soundAt is the sound after so many seconds; soundSource the same as a source of
// FFmpeg's, once.
func soundAt(at float64) float64 {
	at = math.Mod(at, Length)
	return 0.4 * math.Sin(2*math.Pi*(200*at+30*at*at)) * (0.6 + 0.4*math.Sin(2*math.Pi*1.7*at))
}

const soundSource = "aevalsrc=0.4*sin(2*PI*(200*t+30*t*t))*(0.6+0.4*sin(2*PI*1.7*t))"

// Picture writes picture n into out, I420 of Width by Height, which it makes if it is nil.
func (f *Film) Picture(n int, out []byte) []byte {
	out = append(out[:0], f.faces[n%len(f.faces)]...)
	for i := range bits + sumBits {
		v := byte(dark)
		if stamp(n)>>i&1 == 1 {
			v = bright
		}
		for y := Height - block; y < Height; y++ {
			row := out[y*Width+i*block : y*Width+(i+1)*block]
			for x := range row {
				row[x] = v
			}
		}
	}
	chroma := out[Width*Height:]
	for plane := range 2 {
		p := chroma[plane*Width*Height/4 : (plane+1)*Width*Height/4]
		for i := (Height - block) / 2 * Width / 2; i < len(p); i++ {
			p[i] = 128
		}
	}
	return out
}

// stamp is what is written for a picture: its number and the sum.
func stamp(n int) int {
	n &= 1<<bits - 1
	return n | (n*7>>2^n>>9^n*3)&(1<<sumBits-1)<<bits
}

// number reads what is written at the bottom of a picture; at is its luma. False: it
// cannot be read.
func number(at func(x, y int) byte) (int, bool) {
	got := 0
	for i := range bits + sumBits {
		sum := 0
		for y := Height - block*3/4; y < Height-block/4; y += 4 {
			for x := i*block + block/4; x < i*block+block*3/4; x += 4 {
				sum += int(at(x, y))
			}
		}
		mean := sum / (block / 8 * block / 8)
		switch {
		case mean > 160:
			got |= 1 << i
		case mean > 100:
			return 0, false
		}
	}
	n := got & (1<<bits - 1)
	return n, got == stamp(n)
}

// File makes the film as a file with the sound, so many times over; nothing in it is lost
// that could be seen.
func (f *Film) File(t testing.TB, times int) string {
	t.Helper()
	dir := t.TempDir()
	out := filepath.Join(dir, "film.mkv")
	args := append(raw(), "-f", "lavfi", "-i", fmt.Sprintf("%s:s=48000:d=%d", soundSource, Length), "-c:v", "libx264", "-preset", "ultrafast", "-qp", "8",
		"-pix_fmt", "yuv420p", "-c:a", "flac", "-ac", "2", "-y", out)
	cmd := exec.Command("ffmpeg", args...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriterSize(in, 1<<20)
	var picture []byte
	for n := range Length * FPS {
		picture = f.Picture(n, picture)
		if _, err = w.Write(picture); err != nil {
			break
		}
	}
	if err == nil {
		err = w.Flush()
	}
	if e := in.Close(); err == nil && e != nil {
		err = e
	}
	if e := cmd.Wait(); err != nil || e != nil {
		t.Fatalf("ffmpeg: %v, %v", err, e)
	}
	if times == 1 {
		return out
	}
	long := filepath.Join(dir, "long.mkv")
	if text, err := exec.Command("ffmpeg", "-v", "error", "-stream_loop", fmt.Sprint(times-1), "-i", out, "-c", "copy", long).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v %s", err, text)
	}
	return long
}

// raw is how FFmpeg is told of the film's pictures at its standard input.
func raw() []string {
	return []string{"-v", "error", "-probesize", "32", "-analyzeduration", "0", "-fflags", "nobuffer", "-f", "rawvideo", "-pix_fmt", "yuv420p",
		"-video_size", fmt.Sprintf("%dx%d", Width, Height), "-framerate", fmt.Sprint(FPS), "-i", "pipe:0"}
}
