//go:build e2e

package e2e

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"image"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"onair/media/av"
)

// clip is the face with a slow sweep as its sound; made with the ffmpeg tool.
func clip(t *testing.T) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "face.mkv")
	cmd := exec.Command("ffmpeg", "-v", "error", "-y", "-stream_loop", "4", "-i", root+"/media/av/testdata/face720p.mp4",
		"-f", "lavfi", "-i", "aevalsrc=0.4*sin(2*PI*(200*t+30*t*t))*(0.6+0.4*sin(2*PI*1.7*t)):s=48000:d=10",
		"-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "flac", "-ac", "2", "-t", "10", out)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, text)
	}
	return out
}

// thumb is a small grey picture of zero mean and unit length, for comparing.
type thumb []float64

const thumbW, thumbH = 64, 36

func newThumb(at func(x, y int) float64) thumb {
	t := make(thumb, 0, thumbW*thumbH)
	mean := 0.0
	for y := range thumbH {
		for x := range thumbW {
			v := at(x, y)
			t = append(t, v)
			mean += v / (thumbW * thumbH)
		}
	}
	norm := 0.0
	for i := range t {
		t[i] -= mean
		norm += t[i] * t[i]
	}
	for i := range t {
		t[i] /= math.Sqrt(max(norm, 1e-9))
	}
	return t
}

func (t thumb) likeness(o thumb) float64 {
	sum := 0.0
	for i := range t {
		sum += t[i] * o[i]
	}
	return sum
}

// source decodes a clip's pictures and its left channel.
func source(t *testing.T, path string) (pictures []thumb, sound []float32) {
	t.Helper()
	r, err := av.Open(context.Background(), path, av.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		u, err := r.Next()
		if err != nil {
			return pictures, sound
		}
		for i := 0; i < len(u.Samples); i += 2 {
			sound = append(sound, u.Samples[i])
		}
		if f := u.Frame; f != nil {
			pictures = append(pictures, newThumb(func(x, y int) float64 {
				return blockMean(x*f.Width()/thumbW, y*f.Height()/thumbH, f.Width()/thumbW, f.Height()/thumbH,
					func(x, y int) float64 { return float64(f.Y[y*f.YStride+x]) })
			}))
			f.Release()
		}
	}
}

func blockMean(x0, y0, w, h int, at func(x, y int) float64) float64 {
	sum := 0.0
	for y := range h {
		for x := range w {
			sum += at(x0+x, y0+y)
		}
	}
	return sum / float64(w*h)
}

// faceOn is how alike the 16:9 picture within a window's picture is to the
// likest of the source's pictures, 0..1.
func faceOn(img image.Image, stage image.Rectangle, mirrored bool, from []thumb) float64 {
	now := newThumb(func(x, y int) float64 {
		if mirrored {
			x = thumbW - 1 - x
		}
		w, h := max(stage.Dx()/thumbW, 1), max(stage.Dy()/thumbH, 1)
		return blockMean(stage.Min.X+x*stage.Dx()/thumbW, stage.Min.Y+y*stage.Dy()/thumbH, w, h, func(x, y int) float64 {
			r, g, b, _ := img.At(x, y).RGBA()
			return 0.299*float64(r) + 0.587*float64(g) + 0.114*float64(b)
		})
	})
	best := 0.0
	for _, p := range from {
		best = max(best, now.likeness(p))
	}
	return best
}

// stageOf finds the picture on the stage: the largest 16:9 area within the part
// of the window left of the side panel that is brighter than the stage.
func stageOf(img image.Image) image.Rectangle {
	b := img.Bounds()
	var r image.Rectangle
	bright := func(x, y int) bool {
		cr, cg, cb, _ := img.At(x, y).RGBA()
		return cr+cg+cb > 3*0x3000
	}
	// Columns and rows through the middle of the left two thirds.
	midX, midY := b.Min.X+b.Dx()*36/100, b.Min.Y+b.Dy()/2
	top, bottom, left, right := midY, midY, midX, midX
	rowBright := func(y int) bool {
		n := 0
		for x := midX - 150; x < midX+150; x += 5 {
			if bright(x, y) {
				n++
			}
		}
		return n > 20
	}
	for top > b.Min.Y && rowBright(top-1) {
		top--
	}
	for bottom < b.Max.Y-1 && rowBright(bottom+1) {
		bottom++
	}
	colBright := func(x int) bool {
		n := 0
		for y := top + 5; y < bottom-5; y += 5 {
			if bright(x, y) {
				n++
			}
		}
		return n > (bottom-top)/5/5
	}
	for left > b.Min.X && colBright(left-1) {
		left--
	}
	for right < b.Max.X-1 && colBright(right+1) {
		right++
	}
	r = image.Rect(left, top, right+1, bottom+1)
	return r
}

// statsLine is what the tests read of a line of the statistics file.
type statsLine struct {
	Screen string `json:"screen"`
	Local  *struct {
		FPS    float64 `json:"fps"`
		Width  int     `json:"width"`
		Height int     `json:"height"`
	} `json:"local"`
	Remote []struct {
		UserID  string  `json:"userId"`
		FPS     float64 `json:"fps"`
		Width   int     `json:"width"`
		Height  int     `json:"height"`
		Freezes int     `json:"freezes"`
	} `json:"remote"`
	ShownDelay map[string][2]float64 `json:"shownDelayMs"`
}

func readStats(t *testing.T, path string) []statsLine {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []statsLine
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var l statsLine
		if json.Unmarshal(sc.Bytes(), &l) == nil {
			out = append(out, l)
		}
	}
	return out
}

func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	list = slices.Clone(list)
	slices.Sort(list)
	return list[len(list)/2]
}

// left decodes recorded float32le stereo and keeps the left channel.
func left(raw []byte) []float32 {
	var out []float32
	for i := 0; i+8 <= len(raw); i += 8 {
		out = append(out, math.Float32frombits(binary.LittleEndian.Uint32(raw[i:])))
	}
	return out
}
