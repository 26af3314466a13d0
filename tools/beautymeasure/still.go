package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"text/tabwriter"
	"time"

	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/media"
)

// Runs for jitter and for jumps: pictures until a face counts as settled, and after.
const (
	comesToRest = 30
	watched     = 90
	jump        = 60 // px
	after       = 5  // pictures after it that are printed
)

// stillTable prints how points of a still face tremble with a camera's noise, in px RMS,
// and how far they are off after the face has jumped.
func stillTable(to io.Writer, m *ort.Models, files []string, known truth) error {
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "picture\tpx wide\ttrembles px: noise 0\t4\t8\tz: noise 8\toff px at a jump of 60\t1 picture later\t2\t3\t4\twith noise 8: 1\t2\t3\t4\t")
	for _, path := range files {
		if len(known[name(path)]) == 0 {
			continue
		}
		p, err := open(path)
		if err != nil {
			return err
		}
		f, noses := p.put(findings[0], known[name(path)])
		fmt.Fprintf(t, "%s\t%.0f", name(path), noses[0].wide)
		var deep float64
		for _, levels := range []float64{0, 4, 8} {
			var flat float64
			flat, deep = tremble(m, f, noses[:1], levels)
			fmt.Fprintf(t, "\t%.2f", flat)
		}
		fmt.Fprintf(t, "\t%.2f", deep)
		off := jumps(m, f, noses[:1], 0)
		for _, d := range off {
			fmt.Fprintf(t, "\t%.1f", d)
		}
		off = jumps(m, f, noses[:1], 8)
		for _, d := range off[1:] {
			fmt.Fprintf(t, "\t%.1f", d)
		}
		fmt.Fprintln(t, "\t")
	}
	return t.Flush()
}

// stage shows a picture and its shifted likenesses to a tracker.
type stage struct {
	tr    *face.Tracker
	rng   *rand.Rand
	frame *media.Frame
	n     int
	list  []face.Face
}

func newStage(m *ort.Models, f *media.Frame) *stage {
	s := &stage{tr: face.NewTracker(m, face.Options{}), rng: rand.New(rand.NewPCG(1, 2)), frame: media.NewFrame(f.Width(), f.Height())}
	s.tr.Want(face.WantFaces)
	return s
}

// next shows f moved aside, with noise, and gives back the face that is at the nose, as
// it was known when the picture came.
func (s *stage) next(f *media.Frame, aside int, levels float64, at nose) *face.Face {
	move(s.frame.Y, f.Y, f.YStride, f.Height(), aside)
	move(s.frame.Cb, f.Cb, f.CStride, f.Height()/2, aside/2)
	move(s.frame.Cr, f.Cr, f.CStride, f.Height()/2, aside/2)
	s.grain(s.frame.Y, levels)
	s.grain(s.frame.Cb, levels*2/3)
	s.grain(s.frame.Cr, levels*2/3)
	s.frame.Time = time.Unix(1, 0).Add(time.Duration(s.n) * frameEvery)
	s.n++
	s.tr.Submit(s.frame)
	s.list = s.tr.Faces(s.frame.Time, s.list[:0])
	s.tr.Wait()
	for i := range s.list {
		if nearest([]nose{at}, &s.list[i]) == 0 {
			return &s.list[i]
		}
	}
	return nil
}

func move(dst, src []uint8, stride, h, aside int) {
	for y := range h {
		row, to := src[y*stride:(y+1)*stride], dst[y*stride:(y+1)*stride]
		for x := range to {
			to[x] = row[min(max(x-aside, 0), stride-1)]
		}
	}
}

func (s *stage) grain(p []uint8, levels float64) {
	if levels == 0 {
		return
	}
	for i, v := range p {
		p[i] = uint8(min(max(float64(v)+s.rng.NormFloat64()*levels+.5, 0), 255))
	}
}

// tremble is the points' root mean square distance from their means, and that of depth.
func tremble(m *ort.Models, f *media.Frame, noses []nose, levels float64) (flat, deep float64) {
	s := newStage(m, f)
	defer s.tr.Close()
	var sum, square [face.Points][3]float64
	n := 0.
	for k := range comesToRest + watched {
		got := s.next(f, 0, levels, noses[0])
		if k < comesToRest || got == nil {
			continue
		}
		n++
		for i, p := range got.Points {
			for j, v := range []float64{float64(p.X), float64(p.Y), float64(p.Z)} {
				sum[i][j] += v
				square[i][j] += v * v
			}
		}
	}
	if n < watched*.9 {
		return math.NaN(), math.NaN()
	}
	for i := range sum {
		for j := range sum[i] {
			v := max(square[i][j]/n-sum[i][j]/n*sum[i][j]/n, 0)
			if j < 2 {
				flat += v / face.Points
			} else {
				deep += v / face.Points
			}
		}
	}
	return math.Sqrt(flat), math.Sqrt(deep)
}

// jumps is how far the points are off, in the mean, in the picture in which the face has
// jumped aside and in those after it.
func jumps(m *ort.Models, f *media.Frame, noses []nose, levels float64) [after]float64 {
	s := newStage(m, f)
	defer s.tr.Close()
	var off [after]float64
	aside := 0
	const times = 6
	// Where points are at rest, by the last pictures before the first jump.
	var rest [face.Points][2]float64
	for k := range comesToRest {
		got := s.next(f, 0, levels, noses[0])
		if k < comesToRest-10 || got == nil {
			continue
		}
		for i, p := range got.Points {
			rest[i][0] += float64(p.X) / 10
			rest[i][1] += float64(p.Y) / 10
		}
	}
	for range times {
		aside = jump - aside
		for k := range comesToRest {
			at := nose{noses[0].x + float64(aside), noses[0].y, max(noses[0].wide, 3*jump)}
			got := s.next(f, aside, levels, at)
			if k >= after {
				continue
			}
			if got == nil {
				off[k] += jump / times
				continue
			}
			for i, p := range got.Points {
				off[k] += math.Hypot(float64(p.X)-rest[i][0]-float64(aside), float64(p.Y)-rest[i][1]) / face.Points / times
			}
		}
	}
	return off
}
