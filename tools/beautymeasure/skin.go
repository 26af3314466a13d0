package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"path/filepath"
	"text/tabwriter"
	"time"

	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/skin"
	"onair/media"
	"onair/tools/internal/photo"
)

// half is the weight from which a place counts as skin.
const half = 128

// scene is a picture and what is known of it.
type scene struct {
	frame  *media.Frame
	faces  []face.Face
	hands  []face.Hand
	person face.Mask
}

func look(m *ort.Models, path string) (*scene, error) {
	f, err := load(path)
	if err != nil {
		return nil, err
	}
	s := &scene{frame: f}
	if s.faces, err = face.Still(m, f); err != nil {
		return nil, err
	}
	tr := face.NewTracker(m, face.Options{})
	defer tr.Close()
	tr.Want(face.WantPerson)
	tr.Submit(f)
	for !tr.Person(&s.person) {
		time.Sleep(time.Millisecond)
	}
	return s, nil
}

// judge finds a frame's weights as a chain does.
type judge struct {
	cells pixel.Cells
	skin  *skin.Skin
	took  time.Duration
}

func newJudge() *judge {
	j := new(judge)
	j.skin = skin.New(&j.cells, nil)
	return j
}

func (j *judge) weights(f *media.Frame, s *scene) []int16 {
	var view pixel.Frame
	if !view.Of(f) {
		return nil
	}
	j.cells.Begin(&view)
	j.cells.Stats(&view)
	begin := time.Now()
	j.skin.Begin(s.faces, &s.person)
	w := j.skin.Weights(&view)
	j.took = time.Since(begin)
	return w
}

// truth says for each cell whether it is a face's skin for certain, and whether it is
// background for certain: inside the oval without features; far from any person.
func (s *scene) truth(lw, lh int) (inFace, behind []bool) {
	inFace, behind = make([]bool, lw*lh), make([]bool, lw*lh)
	var r outline.Rasters
	var cover outline.Coverage
	var line []outline.Point
	paint := func(f *face.Face, list []int, grow float32, v bool) {
		line = outline.Landmarks(line[:0], f, list)
		var c outline.Point
		for _, p := range line {
			c = c.Plus(p.By(1 / float32(len(line))))
		}
		for i, p := range line {
			line[i] = c.Plus(p.Minus(c).By(grow)).By(1.0 / pixel.Cell)
		}
		r.Begin(lw, lh)
		if !r.Open(&cover, 2, line) {
			return
		}
		r.Outline(&cover)
		r.Polygon(&cover, line, false)
		r.Fill(&cover)
		for y := cover.Y0; y < min(cover.Y1, lh); y++ {
			for x := cover.X0; x < min(cover.X1, lw); x++ {
				if cover.P[(y-cover.Y0)*cover.Width()+x-cover.X0] > 127 {
					inFace[y*lw+x] = v
				}
			}
		}
	}
	for i := range s.faces {
		f := &s.faces[i]
		paint(f, face.FaceOval, .93, true)
		for _, eye := range [][]int{face.LeftEye, face.RightEye} {
			paint(f, eye, 1.7, false)
		}
		for _, brow := range [][]int{face.LeftBrow, face.RightBrow} {
			paint(f, brow, 1.4, false)
		}
		paint(f, face.LipsOuter, 1.15, false)
	}
	m := s.person
	for y := range lh {
		for x := range lw {
			at := min(y*m.H/lh, m.H-1)*m.W + min(x*m.W/lw, m.W-1)
			behind[y*lw+x] = m.P[at] < 13
		}
	}
	return inFace, behind
}

// share is how much of some cells counts as skin.
func share(w []int16, of []bool) (n float64, have bool) {
	all, skin := 0, 0
	for i, in := range of {
		if in {
			all++
			if w[i] >= half {
				skin++
			}
		}
	}
	return float64(skin) / float64(max(all, 1)), all > 0
}

// noisy is the frame with noise of that many levels, as a webcam's: luma for each
// pixel, chroma for each of its own.
func noisy(f *media.Frame, levels float64, seed uint64) *media.Frame {
	r := rand.New(rand.NewPCG(seed, 1))
	g := media.NewFrame(f.Width(), f.Height())
	add := func(dst, src []uint8, levels float64) {
		for i := range dst {
			dst[i] = uint8(min(max(float64(src[i])+r.NormFloat64()*levels+.5, 0), 255))
		}
	}
	add(g.Y, f.Y, levels)
	add(g.Cb, f.Cb, levels/2)
	add(g.Cr, f.Cr, levels/2)
	return g
}

// restless is the mean over cells of a face of the weight's deviation over time.
func restless(s *scene, inFace []bool, levels float64) float64 {
	const settle, n = 20, 30
	j := newJudge()
	var sum, sq []float64
	for k := range settle + n {
		w := j.weights(noisy(s.frame, levels, uint64(k)), s)
		if sum == nil {
			sum, sq = make([]float64, len(w)), make([]float64, len(w))
		}
		for i, v := range w {
			if k >= settle && inFace[i] {
				sum[i], sq[i] = sum[i]+float64(v), sq[i]+float64(v)*float64(v)
			}
		}
	}
	total, cells := 0.0, 0
	for i, in := range inFace {
		if in {
			mean := sum[i] / n
			total, cells = total+math.Sqrt(max(sq[i]/n-mean*mean, 0)), cells+1
		}
	}
	return total / float64(max(cells, 1))
}

func skinTable(to io.Writer, m *ort.Models, files []string, out string) error {
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "picture\tfaces\tskin missed %\tbackground taken %\tdeviation (noise 4)\t(8)\tms\t")
	for _, path := range files {
		s, err := look(m, path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		j := newJudge()
		var w []int16
		for range 12 {
			w = j.weights(s.frame, s)
		}
		inFace, behind := s.truth(j.cells.LW, j.cells.LH)
		fmt.Fprintf(t, "%s\t%d\t", name(path), len(s.faces))
		if got, ok := share(w, inFace); ok {
			fmt.Fprintf(t, "%.1f\t", 100-100*got)
		} else {
			fmt.Fprint(t, "-\t")
		}
		got, _ := share(w, behind)
		fmt.Fprintf(t, "%.1f\t", 100*got)
		if len(s.faces) > 0 {
			fmt.Fprintf(t, "%.1f\t%.1f\t", restless(s, inFace, 4), restless(s, inFace, 8))
		} else {
			fmt.Fprint(t, "-\t-\t")
		}
		fmt.Fprintf(t, "%.2f\t\n", float64(j.took)/1e6)
		if out != "" {
			if err := photo.WriteJPEG(filepath.Join(out, name(path)+".jpg"), shown(s.frame, w, j.cells.LW, pixel.Cell)); err != nil {
				return err
			}
		}
	}
	return t.Flush()
}
