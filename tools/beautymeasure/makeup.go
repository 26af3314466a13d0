package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"text/tabwriter"
	"time"

	"onair/beauty"
	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/beauty/makeup"
	"onair/media"
)

// known is a finder that knows a scene.
type known struct{ *scene }

func (known) Want(face.Want)      {}
func (known) Submit(*media.Frame) {}

func (k known) Faces(_ time.Time, dst []face.Face) []face.Face { return append(dst, k.faces...) }

func (k known) Hands(_ time.Time, dst []face.Hand) []face.Hand { return append(dst, k.hands...) }

func (k known) Person(dst *face.Mask) bool {
	dst.W, dst.H, dst.P = k.person.W, k.person.H, append(dst.P[:0], k.person.P...)
	return true
}

// filtered is a frame of the scene after a chain.
func (s *scene) filtered(f *media.Frame, set func(*beauty.Chain)) *media.Frame {
	c := beauty.NewChain()
	defer c.Close()
	c.SetFinder(known{s})
	set(c)
	g := media.NewFrame(f.Width(), f.Height())
	for range 3 {
		g.CopyFrom(f)
		c.Process(g)
	}
	return g
}

func painted(c *beauty.Chain) {
	for _, k := range []makeup.Kind{makeup.Lips, makeup.Blush, makeup.Shadow} {
		c.SetMakeup(k, makeup.Look{}, 1)
	}
}

// makeupTable says how far the chroma of makeup by other lights is from what the same
// lights make of it on the face as it is: the mean distance over what is painted.
func makeupTable(to io.Writer, m *ort.Models, files []string) error {
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "light\tmakeup's chroma off: median\tworst\t")
	off := make([][]float64, len(lights))
	for _, path := range files {
		s, err := look(m, path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if len(s.faces) == 0 {
			continue
		}
		bare := s.frame
		full := s.filtered(bare, painted)
		for i, l := range lights {
			s.frame = full
			want := s.lit(l)
			s.frame = bare
			got := s.filtered(s.lit(l), painted)
			sum, n := 0.0, 0
			for k := range bare.Cb {
				if distance(bare, full, k) < 4 {
					continue
				}
				sum, n = sum+distance(want, got, k), n+1
			}
			if n > 0 {
				off[i] = append(off[i], sum/float64(n))
			}
		}
	}
	for i, l := range lights {
		v := off[i]
		if len(v) == 0 {
			break
		}
		slices.Sort(v)
		fmt.Fprintf(t, "%s\t%.1f\t%.1f\t\n", l.name, v[len(v)/2], v[len(v)-1])
	}
	return t.Flush()
}

// distance is that of two frames' chroma at a place.
func distance(f, g *media.Frame, k int) float64 {
	return math.Hypot(float64(f.Cb[k])-float64(g.Cb[k]), float64(f.Cr[k])-float64(g.Cr[k]))
}

// toneTable says what Even redness makes of skin: how far chroma is from the face's mean,
// before and after, and how red lips are.
func toneTable(to io.Writer, m *ort.Models, files []string) error {
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "picture\tskin's chroma deviates\teven redness 3\t6\t9\tlips' Cr moves at 9\t")
	for _, path := range files {
		s, err := look(m, path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if len(s.faces) == 0 {
			continue
		}
		fmt.Fprintf(t, "%s\t", name(path))
		var after *media.Frame
		for _, level := range []float32{0, 3, 6, 9} {
			after = s.filtered(s.frame, func(c *beauty.Chain) { c.SetEvenRedness(level) })
			fmt.Fprintf(t, "%.2f\t", s.deviation(after))
		}
		moved, n := 0.0, 0.0
		for i := range s.faces {
			for j, k := range face.LipsOuter {
				p, q := s.faces[i].Points[k], s.faces[i].Points[face.LipsInner[j]]
				x, y := int(p.X+q.X)/4, int(p.Y+q.Y)/4
				if x < 0 || y < 0 || x >= after.Width()/2 || y >= after.Height()/2 {
					continue
				}
				at := y*after.CStride + x
				moved, n = moved+float64(after.Cr[at])-float64(s.frame.Cr[at]), n+1
			}
		}
		fmt.Fprintf(t, "%.1f\t\n", moved/max(n, 1))
	}
	return t.Flush()
}

// deviation is the standard deviation of chroma over the faces' skin.
func (s *scene) deviation(f *media.Frame) float64 {
	lw, lh := (f.Width()+3)/4, (f.Height()+3)/4
	inFace, _ := s.truth(lw, lh)
	var n, b, r, sq float64
	for i, in := range inFace {
		if in {
			at := min(i/lw*2, f.Height()/2-1)*f.CStride + min(i%lw*2, f.Width()/2-1)
			cb, cr := float64(f.Cb[at]), float64(f.Cr[at])
			n, b, r, sq = n+1, b+cb, r+cr, sq+cb*cb+cr*cr
		}
	}
	if n == 0 {
		return 0
	}
	return math.Sqrt(max(sq/n-(b*b+r*r)/(n*n), 0))
}
