package face_test

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"onair/assets/models"
	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/media"
	"onair/media/av"
)

const clip = "testdata/astronaut-face-720p30-5s"

// clipStart and clipStep are the times that tests give the clip's pictures.
var (
	clipStart = time.Unix(1700000000, 0)
	clipStep  = time.Second / 30
)

// openModels loads the real networks. They are needed, so a missing library
// fails the test with what to do about it.
func openModels(t testing.TB) *ort.Models {
	t.Helper()
	m, err := ort.Open(ort.Options{Models: models.FS()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

// eachFrame plays the first n pictures of the clip.
func eachFrame(t testing.TB, n int, visit func(k int, f *media.Frame)) {
	t.Helper()
	var pool media.FramePool
	r, err := av.Open(context.Background(), clip+".mp4", av.OpenOptions{NoAudio: true, Pool: &pool})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for k := 0; k < n; k++ {
		u, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		u.Frame.Time = clipStart.Add(time.Duration(k) * clipStep)
		visit(k, u.Frame)
		u.Frame.Release()
	}
}

// affine maps the still picture to a frame of the clip.
type affine [6]float64

// motion is the clip's true movement, frame by frame.
func motion(t testing.TB) []affine {
	t.Helper()
	f, err := os.Open(clip + ".affine.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []affine
	for _, row := range rows[1:] {
		var a affine
		for i := range a {
			if a[i], err = strconv.ParseFloat(row[i+1], 64); err != nil {
				t.Fatal(err)
			}
		}
		list = append(list, a)
	}
	return list
}

// The matrices are for pixels whose middle has whole coordinates.
func (a affine) to(x, y float64) (float64, float64) {
	x, y = x-.5, y-.5
	return a[0]*x + a[1]*y + a[2] + .5, a[3]*x + a[4]*y + a[5] + .5
}

func (a affine) from(x, y float64) (float64, float64) {
	det := a[0]*a[4] - a[1]*a[3]
	x, y = x-.5-a[2], y-.5-a[5]
	return (a[4]*x-a[1]*y)/det + .5, (a[0]*y-a[3]*x)/det + .5
}

// between is the movement at a time between two frames.
func between(list []affine, k float64) affine {
	i := min(max(int(math.Floor(k)), 0), len(list)-2)
	w := k - float64(i)
	var a affine
	for j := range a {
		a[j] = list[i][j]*(1-w) + list[i+1][j]*w
	}
	return a
}

// grain is a camera's noise, to be laid over pictures at random places.
type grain struct {
	rng   *rand.Rand
	table []float64
}

func newGrain() *grain {
	g := &grain{rng: rand.New(rand.NewPCG(1, 2)), table: make([]float64, 1<<16)}
	for i := range g.table {
		g.table[i] = g.rng.NormFloat64()
	}
	return g
}

// over adds noise to a picture: 3 levels in luma and 2 in the colours.
func (g *grain) over(f *media.Frame) {
	shake := func(p []uint8, sigma float64) {
		at := 0
		for i, v := range p {
			if i%1021 == 0 {
				at = g.rng.IntN(len(g.table) - 1021)
			}
			p[i] = uint8(min(max(float64(v)+g.table[at+i%1021]*sigma+.5, 0), 255))
		}
	}
	shake(f.Y, 3)
	shake(f.Cb, 2)
	shake(f.Cr, 2)
}

// follow gives a tracker a picture and asks first, as a camera's goroutine
// does, where the faces are in it.
func follow(tr *face.Tracker, f *media.Frame, dst []face.Face) []face.Face {
	dst = tr.Faces(f.Time, dst)
	tr.Submit(f)
	tr.Wait()
	return dst
}
