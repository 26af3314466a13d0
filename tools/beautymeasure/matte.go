package main

import (
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"onair/beauty/backdrop"
	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/beauty/pixel"
	"onair/media"
	"onair/tools/internal/photo"
)

// frameEvery is from one picture to the next.
const frameEvery = time.Second / 30

// matter mattes a run of pictures as a chain does, with masks of the network that come
// late by a set number of pictures.
type matter struct {
	cells   pixel.Cells
	stage   *backdrop.Stage
	tracker *face.Tracker
	hands   []face.Hand
	wall    *backdrop.Still
	late    int
	every   int // a mask of every so many pictures
	masks   []face.Mask
	n       int
	took    time.Duration // of the last picture, without the network
}

// wallColour is what is put behind people.
var wallColour = color.RGBA{R: 40, G: 90, B: 200, A: 255}

func newMatter(m *ort.Models, late, every int) *matter {
	wall := image.NewRGBA(image.Rect(0, 0, 16, 9))
	for i := range 16 * 9 {
		wall.SetRGBA(i%16, i/16, wallColour)
	}
	t := &matter{tracker: face.NewTracker(m, face.Options{}), wall: backdrop.NewStill(wall), late: late, every: every}
	t.stage = backdrop.New(&t.cells, nil)
	t.tracker.Want(face.WantPerson | face.WantHands)
	return t
}

func (t *matter) close() { t.tracker.Close() }

// next mattes f, in place, and gives back its alpha, good until the next one.
func (t *matter) next(f *media.Frame) *pixel.Plane {
	f.Time = time.Unix(1, 0).Add(time.Duration(t.n) * frameEvery)
	if t.n%t.every == 0 {
		t.tracker.Submit(f)
		var m face.Mask
		for !t.tracker.Person(&m) || !m.At.Equal(f.Time) {
			time.Sleep(200 * time.Microsecond)
		}
		t.masks = append(t.masks, m)
	}
	// The newest one that has come by now; the first is waited for.
	at := max(t.n-t.late, 0) / t.every
	t.n++
	var view pixel.Frame
	view.Of(f)
	t.hands = t.tracker.Hands(f.Time, t.hands[:0])
	begin := time.Now()
	t.cells.Begin(&view)
	t.stage.Behind(&view, f.Time, &t.masks[at], t.hands, backdrop.Picture, t.wall, .5)
	t.took = time.Since(begin)
	return t.stage.Alpha()
}

// settle is how many pictures a still scene is given.
const settle = 25

// found is how many pictures it takes until every part of one was searched for hands.
const found = 90

// still is the alpha of a picture without noise, in rest.
func still(m *ort.Models, f *media.Frame) (alpha []uint8, shown *media.Frame) {
	t := newMatter(m, 0, 1)
	defer t.close()
	var a *pixel.Plane
	for range found {
		shown = noisy(f, 0, 0)
		a = t.next(shown)
	}
	return append(alpha, a.P...), shown
}

// boil is the mean deviation over time of alpha where a still person's edge is, with
// noise of that many levels, and the middle time a picture took.
func boil(m *ort.Models, f *media.Frame, levels float64) (mean float64, took time.Duration) {
	const n = 24
	t := newMatter(m, 2, 1)
	defer t.close()
	size := f.Width() * f.Height()
	sum, sq := make([]float32, size), make([]float32, size)
	for k := range settle + n {
		a := t.next(noisy(f, levels, uint64(k)))
		took += t.took / (settle + n)
		if k < settle {
			continue
		}
		for i, v := range a.P {
			sum[i], sq[i] = sum[i]+float32(v), sq[i]+float32(v)*float32(v)
		}
	}
	total, places := 0.0, 0
	for i := range sum {
		mean := float64(sum[i]) / n
		if mean > 25 && mean < 230 {
			total, places = total+math.Sqrt(max(float64(sq[i])/n-mean*mean, 0)), places+1
		}
	}
	return total / float64(max(places, 1)), took
}

// trail is what a person who moves costs: before a room, by so many pixels a picture
// to the right and back, alpha's mean error around the edge, in levels, and pixels that are
// wholly wrong for each pixel that the edge is long, both against rest: what alpha is there
// without motion.
func trail(m *ort.Models, s *media.Frame, alpha, rest []uint8, room *media.Frame, speed float64, late, every int, out string) (off, wrong float64) {
	const n, from, turn = 40, 16, 20
	t := newMatter(m, late, every)
	defer t.close()
	var sum float64
	var around, lost, edge int
	at := 0.0
	w, h := s.Width(), s.Height()
	for k := range n {
		if k >= 6 { // at rest before
			if (k-6)/turn%2 == 0 {
				at += speed
			} else {
				at -= speed
			}
		}
		d := int(at/2) * 2
		f := moved(s, alpha, room, d)
		a := t.next(f)
		if out != "" && k == n-4 {
			if err := photo.WriteJPEG(out, photo.ToImage(f)); err != nil {
				fmt.Fprintln(os.Stderr, err)
			}
		}
		if k < from {
			continue
		}
		for y := 8; y < h-8; y += 2 {
			for x := max(8+d, 8); x < min(w-8+d, w-8); x += 2 {
				i := y*w + x - d
				if !nearEdge(alpha, i, w) {
					continue
				}
				e := math.Abs(float64(a.P[y*w+x]) - float64(rest[i]))
				sum, around = sum+e, around+1
				if e > 128 {
					lost++
				}
				if v := alpha[i]; v > 64 && v < 192 {
					edge++
				}
			}
		}
	}
	return sum / float64(max(around, 1)), float64(lost) / float64(max(edge, 1))
}

// nearEdge says whether alpha differs within a few pixels.
func nearEdge(alpha []uint8, i, w int) bool {
	lo, hi := alpha[i], alpha[i]
	for _, d := range []int{-8, 8, -8 * w, 8 * w, -4, 4, -4 * w, 4 * w} {
		lo, hi = min(lo, alpha[i+d]), max(hi, alpha[i+d])
	}
	return hi-lo > 100
}

// moved is the person of s, d pixels further right, before a room.
func moved(s *media.Frame, alpha []uint8, room *media.Frame, d int) *media.Frame {
	f := noisy(room, 0, 0)
	w, h := s.Width(), s.Height()
	mix := func(dst *uint8, src uint8, k int) { *dst = uint8((int(*dst)*(255-k) + int(src)*k + 127) / 255) }
	for y := range h {
		for x := max(d, 0); x < min(w, w+d); x++ {
			mix(&f.Y[y*f.YStride+x], s.Y[y*s.YStride+x-d], int(alpha[y*w+x-d]))
		}
	}
	for y := range h / 2 {
		for x := max(d/2, 0); x < min(w/2, (w+d)/2); x++ {
			k := int(alpha[2*y*w+2*x-d])
			mix(&f.Cb[y*f.CStride+x], s.Cb[y*s.CStride+x-d/2], k)
			mix(&f.Cr[y*f.CStride+x], s.Cr[y*s.CStride+x-d/2], k)
		}
	}
	return f
}

// kept is how much of the hands' bones is shown, the least of all hands, 0 to 1.
func kept(m *ort.Models, f *media.Frame, alpha []uint8) (least float64, hands int, err error) {
	list, err := face.StillHands(m, f)
	if err != nil {
		return 0, 0, err
	}
	least = 1
	for _, h := range list {
		on, all := 0, 0
		for i := 1; i < face.HandPoints; i++ {
			a, b := h.Points[(i-1)/4*4+max((i-1)%4, 0)], h.Points[i]
			if i%4 == 1 {
				a = h.Points[face.Wrist]
			}
			for k := range 16 {
				x, y := int(a.X+(b.X-a.X)*float32(k)/16), int(a.Y+(b.Y-a.Y)*float32(k)/16)
				if x < 0 || y < 0 || x >= f.Width() || y >= f.Height() {
					continue
				}
				all++
				if alpha[y*f.Width()+x] >= 128 {
					on++
				}
			}
		}
		if all > 0 {
			least = min(least, float64(on)/float64(all))
		}
	}
	return least, len(list), nil
}

// matteTable judges the matte of every picture with somebody in it.
func matteTable(to io.Writer, m *ort.Models, files []string, out string) error {
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "picture\tdeviation: noise 3\tnoise 8\toff moving by 2\t(wrong)\tby 6\t(wrong)\tby 12\t(wrong)\tby 6, masks late\t(wrong)\thands\tkept %\tms\t")
	for _, path := range files {
		f, err := load(path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		alpha, shown := still(m, f)
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		if out != "" {
			if err := photo.WriteJPEG(filepath.Join(out, name+"-matte.jpg"), photo.ToImage(shown)); err != nil {
				return err
			}
		}
		least, hands, err := kept(m, f, alpha)
		if err != nil {
			return err
		}
		fmt.Fprintf(t, "%s\t", name)
		d3, _ := boil(m, f, 3)
		d8, took := boil(m, f, 8)
		fmt.Fprintf(t, "%.1f\t%.1f\t", d3, d8)
		room := roomFor(f)
		rest, _ := still(m, moved(f, alpha, room, 0))
		for i, c := range []struct {
			speed       float64
			late, every int
		}{{2, 2, 1}, {6, 2, 1}, {12, 2, 1}, {6, 8, 8}} {
			file := ""
			if out != "" {
				file = filepath.Join(out, fmt.Sprintf("%s-moving%d.jpg", name, i))
			}
			off, wrong := trail(m, f, alpha, rest, room, c.speed, c.late, c.every, file)
			fmt.Fprintf(t, "%.1f\t%.2f\t", off, wrong)
		}
		fmt.Fprintf(t, "%d\t%.0f\t%.2f\t\n", hands, 100*least, float64(took)/1e6)
	}
	return t.Flush()
}

// roomFor is a room of f's size: planks of several browns, with shadows.
func roomFor(f *media.Frame) *media.Frame {
	room := media.NewFrame(f.Width(), f.Height())
	for y := range room.Height() {
		for x := range room.Width() {
			room.Y[y*room.YStride+x] = uint8(70 + x*90/room.Width() + 12*(x/90%3) + (x*7+y*3)%5)
		}
	}
	for y := range room.Height() / 2 {
		for x := range room.Width() / 2 {
			room.Cb[y*room.CStride+x], room.Cr[y*room.CStride+x] = uint8(114+3*(x/45%3)), uint8(138-2*(x/45%3))
		}
	}
	return room
}
