package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"onair/beauty/face/ort"
	"onair/media"
)

// light is a lamp: what it makes of luma above black, and what it adds to chroma at full
// luma, at a place from 0 (left) to 1 (right) of the picture.
type light struct {
	name string
	of   func(at float32) (luma, cb, cr float32)
}

var lights = []light{
	{"as it is", func(float32) (float32, float32, float32) { return 1, 0, 0 }},
	{"4,000 K", func(float32) (float32, float32, float32) { return .95, -18, 9 }},
	{"2,700 K", func(float32) (float32, float32, float32) { return .9, -32, 16 }},
	{"7,500 K", func(float32) (float32, float32, float32) { return 1, 12, -8 }},
	{"magenta", func(float32) (float32, float32, float32) { return .8, 24, 34 }},
	{"half red", func(at float32) (float32, float32, float32) {
		if at > .5 {
			return .75, -6, 40
		}
		return 1, 0, 0
	}},
	{"half shade", func(at float32) (float32, float32, float32) {
		if at > .5 {
			return .35, 0, 0
		}
		return 1, 0, 0
	}},
	{"dim", func(float32) (float32, float32, float32) { return .22, 0, 0 }},
}

// lit is the frame by a light, whose halves meet in the middle of its first face.
func (s *scene) lit(l light) *media.Frame {
	f := s.frame
	middle := float32(f.Width()) / 2
	if len(s.faces) > 0 {
		middle = s.faces[0].Points[6].X
	}
	at := func(x int) float32 {
		if float32(x) < middle {
			return 0
		}
		return 1
	}
	g := media.NewFrame(f.Width(), f.Height())
	clamp := func(v float32) uint8 { return uint8(min(max(v+.5, 0), 255)) }
	for y := range f.Height() {
		for x := range f.Width() {
			k, _, _ := l.of(at(x))
			g.Y[y*g.YStride+x] = clamp(16 + (float32(f.Y[y*f.YStride+x])-16)*k)
		}
	}
	for y := range f.Height() / 2 {
		for x := range f.Width() / 2 {
			k, cb, cr := l.of(at(2 * x))
			bright := k * (float32(f.Y[2*y*f.YStride+2*x]) - 16) / 219
			i, j := y*f.CStride+x, y*g.CStride+x
			g.Cb[j] = clamp(128 + (float32(f.Cb[i])-128)*k + cb*bright)
			g.Cr[j] = clamp(128 + (float32(f.Cr[i])-128)*k + cr*bright)
		}
	}
	return g
}

// lightTable judges every picture's faces by other lights. Faces and people are those
// found as it is: this is about colours.
func lightTable(to io.Writer, m *ort.Models, files []string) error {
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "light\tskin missed %: median\tworst but one\tworst\tbackground taken %: worst\t")
	missed, taken := make([][]float64, len(lights)), make([]float64, len(lights))
	for _, path := range files {
		s, err := look(m, path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if len(s.faces) == 0 {
			continue
		}
		for i, l := range lights {
			j, f := newJudge(), s.lit(l)
			var w []int16
			for range 12 {
				w = j.weights(f, s)
			}
			inFace, behind := s.truth(j.cells.LW, j.cells.LH)
			got, _ := share(w, inFace)
			wrong, _ := share(w, behind)
			missed[i], taken[i] = append(missed[i], 100-100*got), max(taken[i], 100*wrong)
		}
	}
	for i, l := range lights {
		v := missed[i]
		if len(v) == 0 {
			break
		}
		slices.Sort(v)
		fmt.Fprintf(t, "%s\t%.1f\t%.1f\t%.1f\t%.1f\t\n", l.name, v[len(v)/2], v[max(len(v)-2, 0)], v[len(v)-1], taken[i])
	}
	return t.Flush()
}
