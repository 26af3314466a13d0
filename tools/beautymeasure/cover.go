package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"onair/beauty"
	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/beauty/makeup"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/retouch"
	"onair/beauty/visible"
	"onair/media"
	"onair/tools/internal/photo"
)

// fullest has every kind of makeup and of retouch at its most.
func fullest(c *beauty.Chain) {
	for _, k := range makeup.Kinds() {
		c.SetMakeup(k, makeup.Look{}, 1)
	}
	for _, id := range retouch.IDs {
		// The ids are the chain's own.
		_, _ = c.Set(id, 9)
	}
}

// much is a change of a place, in levels, that is seen.
const much = 4

// leastCovered is the width in pixels of faces that coverings are drawn on.
const leastCovered = 60

// covered are a covering's figures, one a face.
type covered struct{ mean, seen, rest []float64 }

// coverTable draws coverings over every picture's largest face and says what the
// effects, all at their most, do to them: how far the covering's pixels move, which part
// of them is seen to, and what is left of the effects on the rest of the face, of
// what they do to the same places of the bare face. With out, pictures of it are written.
func coverTable(to io.Writer, m *ort.Models, files []string, out string) error {
	all, err := coverings()
	if err != nil {
		return err
	}
	sums := make([]covered, len(all))
	var bare []float64
	handsFound, hands := 0, 0
	for _, path := range files {
		s, err := look(m, path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if len(s.faces) == 0 || s.faces[0].Width() < leastCovered {
			continue
		}
		s.faces = s.faces[:1]
		if s.hands, err = handsNear(m, s.frame, &s.faces[0]); err != nil {
			return err
		}
		own := s.hands
		oval := s.oval()
		plain := s.frame
		without := s.filtered(plain, fullest)
		mean, _ := moves(plain, without, oval)
		bare = append(bare, mean)
		if err := s.write(out, name(path)+"-bare", plain, without); err != nil {
			return err
		}
		for i, c := range all {
			f, alpha := c.over(plain, &s.faces[0])
			if s.hands = own; c.hand {
				if s.hands, err = handsNear(m, f, &s.faces[0]); err != nil {
					return err
				}
				hands++
				handsFound += min(len(s.hands), 1)
			}
			with := s.filtered(f, fullest)
			on, off := make([]bool, len(oval)), make([]bool, len(oval))
			for k, in := range oval {
				on[k], off[k] = in && alpha[k] > 250, in && alpha[k] == 0
			}
			mean, seen := moves(f, with, on)
			before, _ := moves(plain, without, off)
			after, _ := moves(f, with, off)
			v := &sums[i]
			v.mean, v.seen = append(v.mean, mean), append(v.seen, 100*seen)
			v.rest = append(v.rest, 100*after/max(before, 1e-6))
			if err := s.write(out, name(path)+"-"+c.name, f, with); err != nil {
				return err
			}
		}
	}
	if err := printCovered(to, all, sums, average(bare)); err != nil {
		return err
	}
	fmt.Fprintf(to, "%d faces; the hand network found a hand in %d of %d pictures with one drawn\n", len(bare), handsFound, hands)
	return nil
}

func printCovered(to io.Writer, all []covering, sums []covered, bare float64) error {
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "covering\tmoves by, mean\tworst\tis seen to, %: mean\tworst\trest of the face keeps, %: mean\tworst\t")
	for i, c := range all {
		v := sums[i]
		if len(v.mean) == 0 {
			continue
		}
		fmt.Fprintf(t, "%s\t%.2f\t%.2f\t%.1f\t%.1f\t%.0f\t%.0f\t\n", c.name,
			average(v.mean), slices.Max(v.mean), average(v.seen), slices.Max(v.seen), average(v.rest), slices.Min(v.rest))
	}
	fmt.Fprintf(t, "none\t%.2f\t\t\t\t\t\t\n", bare)
	return t.Flush()
}

// handsNear are the hands that are found around a face, where a chain has them looked for.
func handsNear(m *ort.Models, f *media.Frame, one *face.Face) ([]face.Hand, error) {
	const around = .98 // of the face's size, each way
	c := outline.Landmark(one, 1)
	half := around * max(one.Width(), outline.Measure(one).High)
	x0, y0 := max(int(c.X-half), 0)&^1, max(int(c.Y-half), 0)&^1
	x1, y1 := min(int(c.X+half), f.Width())&^1, min(int(c.Y+half), f.Height())&^1
	g := media.NewFrame(x1-x0, y1-y0)
	for y := range y1 - y0 {
		copy(g.Y[y*g.YStride:][:x1-x0], f.Y[(y+y0)*f.YStride+x0:])
		copy(g.Cb[y/2*g.CStride:][:(x1-x0)/2], f.Cb[(y+y0)/2*f.CStride+x0/2:])
		copy(g.Cr[y/2*g.CStride:][:(x1-x0)/2], f.Cr[(y+y0)/2*f.CStride+x0/2:])
	}
	hands, err := face.StillHands(m, g)
	for i := range hands {
		for k := range hands[i].Points {
			p := &hands[i].Points[k]
			p.X, p.Y = p.X+float32(x0), p.Y+float32(y0)
		}
	}
	return hands, err
}

func average(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(max(len(v), 1))
}

// moves says by how many levels places of a frame are changed in mean, and which part of
// them much. Each of luma's places has its chroma's change too.
func moves(f, g *media.Frame, at []bool) (mean, seen float64) {
	w, n := f.Width(), 0
	for i, in := range at {
		if !in {
			continue
		}
		x, y := i%w, i/w
		dy := float64(f.Y[y*f.YStride+x]) - float64(g.Y[y*g.YStride+x])
		dc := distance(f, g, y/2*f.CStride+x/2)
		d := math.Hypot(dy, dc)
		n, mean = n+1, mean+d
		if d > much {
			seen++
		}
	}
	k := float64(max(n, 1))
	return mean / k, seen / k
}

// oval are the pixels of the scene's first face.
func (s *scene) oval() []bool {
	w, h := s.frame.Width(), s.frame.Height()
	in := make([]bool, w*h)
	fillMask(in, w, h, outline.Landmarks(nil, &s.faces[0], face.FaceOval))
	return in
}

// fillMask draws a polygon's inside.
func fillMask(in []bool, w, h int, line []outline.Point) {
	var r outline.Rasters
	var c outline.Coverage
	r.Begin(w, h)
	if !r.Open(&c, 1, line) {
		return
	}
	r.Outline(&c)
	r.Polygon(&c, line, false)
	r.Fill(&c)
	for y := c.Y0; y < min(c.Y1, h); y++ {
		for x := c.X0; x < min(c.X1, w); x++ {
			if c.P[(y-c.Y0)*c.Width()+x-c.X0] > 127 {
				in[y*w+x] = true
			}
		}
	}
}

// write leaves a picture of the face before, with what hides it in red, and after.
func (s *scene) write(out, name string, before, after *media.Frame) error {
	if out == "" {
		return nil
	}
	hidden := photo.ToImage(before)
	var view pixel.Frame
	view.Of(before)
	v := visible.New()
	for range 3 {
		v.Look(&view, time.Time{}, s.faces, s.hands, &s.person)
	}
	for y := range before.Height() {
		for x := range before.Width() {
			p := hidden.Pix[hidden.PixOffset(x, y):]
			k := 1 - v.Of(s.faces[0].ID).At(outline.Point{X: float32(x), Y: float32(y)})
			p[0], p[1] = p[0]+uint8(k*float32(255-p[0])), uint8(float32(p[1])*(1-k/2))
		}
	}
	return photo.WriteJPEG(filepath.Join(out, name+".jpg"), beside(&s.faces[0], photo.ToImage(before), hidden, photo.ToImage(after)))
}
