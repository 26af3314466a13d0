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

// stageOf finds the 16:9 picture on the stage: the rows of the window's left part
// that are mostly lit, from the first lit column on.
func stageOf(img image.Image) image.Rectangle {
	b := img.Bounds()
	lit := func(x, y int) bool {
		r, g, bl, _ := img.At(x, y).RGBA()
		return r+g+bl > 3*0x1600
	}
	share := func(n int, at func(i int) bool) float64 {
		hits := 0
		for i := range n {
			if at(i) {
				hits++
			}
		}
		return float64(hits) / float64(n)
	}
	wide := b.Dx() * 55 / 100
	top, bottom, start := 0, 0, -1
	for y := b.Min.Y; y <= b.Max.Y; y++ {
		on := y < b.Max.Y && share(wide/3, func(i int) bool { return lit(b.Min.X+20+i*3, y) }) > 0.4
		switch {
		case on && start < 0:
			start = y
		case !on && start >= 0:
			if y-start > bottom-top {
				top, bottom = start, y
			}
			start = -1
		}
	}
	if bottom-top < 100 {
		return image.Rectangle{}
	}
	left := b.Min.X
	for left < b.Min.X+100 && share((bottom-top)/3, func(i int) bool { return lit(left, top+i*3) }) < 0.4 {
		left++
	}
	return image.Rect(left, top, left+(bottom-top)*16/9, bottom)
}

// statsLine is what the tests read of a line of the statistics file.
type statsLine struct {
	Screen string `json:"screen"`
	Local  *struct {
		FPS    float64 `json:"fps"`
		Width  int     `json:"width"`
		Height int     `json:"height"`

		Resting []struct {
			Height int    `json:"height"`
			Why    string `json:"why"`
		} `json:"resting"`
	} `json:"local"`
	Remote []struct {
		UserID  string  `json:"userId"`
		FPS     float64 `json:"fps"`
		Width   int     `json:"width"`
		Height  int     `json:"height"`
		Freezes int     `json:"freezes"`
		Quality struct {
			Height int    `json:"height"`
			Layers []int  `json:"layers"`
			Why    string `json:"why"`
		} `json:"quality"`
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
