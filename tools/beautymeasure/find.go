package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/media"
)

// finding is how a picture is put before the camera: how large, how turned, how lit.
type finding struct {
	name  string
	scale float64
	turn  float64 // degrees
	light func(f *media.Frame, faces []nose)
}

var findings = []finding{
	{name: "as it is", scale: 1},
	{name: "half", scale: .5},
	{name: "quarter", scale: .25},
	{name: "eighth", scale: .125},
	{name: "turned 30", scale: .9, turn: 30},
	{name: "turned 60", scale: .8, turn: -60},
	{name: "turned 90", scale: .7, turn: 90},
	{name: "dim", scale: 1, light: dimmed},
	{name: "backlit", scale: 1, light: backlit},
}

// Runs last two seconds; the first face is to be there within a tenth of one.
const (
	findRun  = 60
	enough   = 20 // pictures after which a run ends when all is found
	atOnce   = 100 * time.Millisecond
	inASpell = time.Second
)

// sighted counts over pictures.
type sighted struct {
	faces, once, second, ever int
	wide                      float64
	first                     []time.Duration
	wrong, missed             []string
}

// findTable prints what of the faces is found, how soon, and what is taken for a face.
func findTable(to io.Writer, ways []way, files []string, known truth) error {
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "picture\tfaces\tpx wide\tin 0.1 s\tin 1 s\tin 2 s\tfirst ms: median\tworst\tno faces taken for one\tmissed\t")
	for _, v := range findings {
		for _, w := range ways {
			var sum sighted
			for _, path := range files {
				p, err := open(path)
				if err != nil {
					return fmt.Errorf("%s: %w", path, err)
				}
				f, noses := p.put(v, known[name(path)])
				if v.light != nil {
					v.light(f, noses)
				}
				sum.run(w.m, name(path), f, noses)
			}
			slices.Sort(sum.first)
			var median, worst time.Duration
			if n := len(sum.first); n > 0 {
				median, worst = sum.first[n/2], sum.first[n-1]
			}
			fmt.Fprintf(t, "%s%s\t%d\t%.0f\t%d\t%d\t%d\t%d\t%d\t%d %v\t%v\t\n", v.name, w.name, sum.faces, sum.wide/float64(max(sum.faces, 1)),
				sum.once, sum.second, sum.ever, median.Milliseconds(), worst.Milliseconds(), len(sum.wrong), sum.wrong, sum.missed)
		}
	}
	return t.Flush()
}

// way is a set of networks to find faces with.
type way struct {
	name string
	m    face.Models
}

// shortRange has the short-range detector do what the full-range one does.
type shortRange struct{ *ort.Models }

// Sizes implements face.Models.
func (s shortRange) Sizes() face.Sizes {
	size := s.Models.Sizes()
	size.Far = size.Detect
	return size
}

// DetectFar implements face.Models.
func (s shortRange) DetectFar(rgb []float32, dst []face.Detection) ([]face.Detection, error) {
	return s.Detect(rgb, dst)
}

// run shows a still picture to a tracker.
func (s *sighted) run(m face.Models, picture string, f *media.Frame, noses []nose) {
	tr := face.NewTracker(m, face.Options{})
	defer tr.Close()
	tr.Want(face.WantFaces)
	when := make([]time.Duration, len(noses))
	for i := range when {
		when[i] = -1
		s.wide += noses[i].wide
	}
	s.faces += min(len(noses), 6)
	wrong := map[int]bool{}
	var list []face.Face
	for k := range findRun {
		at := time.Duration(k) * frameEvery
		f.Time = time.Unix(1, 0).Add(at)
		list = tr.Faces(f.Time, list[:0])
		for i := range list {
			if n := nearest(noses, &list[i]); n < 0 {
				wrong[list[i].ID] = true
			} else if when[n] < 0 {
				when[n] = at
			}
		}
		tr.Submit(f)
		tr.Wait()
		if k >= enough && len(when) > 0 && slices.Min(when) >= 0 {
			break
		}
	}
	first := time.Duration(-1)
	for _, w := range when {
		if w < 0 {
			s.missed = append(s.missed, picture)
			continue
		}
		s.ever++
		if w <= inASpell {
			s.second++
		}
		if w <= atOnce {
			s.once++
		}
		if first < 0 || w < first {
			first = w
		}
	}
	if first >= 0 {
		s.first = append(s.first, first)
	}
	if len(wrong) > 0 {
		s.wrong = append(s.wrong, picture)
	}
}

// nearest is the known face that f is, -1 if it is none.
func nearest(noses []nose, f *face.Face) int {
	const noseTip = 4
	best, at := math.Inf(1), -1
	for i, n := range noses {
		if d := math.Hypot(float64(f.Points[noseTip].X)-n.x, float64(f.Points[noseTip].Y)-n.y) / n.wide; d < best {
			best, at = d, i
		}
	}
	if best > .5 {
		return -1
	}
	return at
}

// dimmed leaves a fifth of the light.
func dimmed(f *media.Frame, _ []nose) {
	for i, v := range f.Y {
		f.Y[i] = uint8(16 + max(int(v)-16, 0)/5)
	}
	faded(f, func(int, int) float64 { return .2 })
}

// backlit leaves a fifth of the light round faces and washes out what is behind them.
func backlit(f *media.Frame, noses []nose) {
	dark := func(x, y int) float64 {
		k := 0.
		for _, n := range noses {
			d := math.Hypot(float64(x)-n.x, (float64(y)-n.y)*.8) / n.wide
			k = max(k, min(max(2.6-1.6*d, 0), 1))
		}
		return k
	}
	for y := range f.Height() {
		for x := range f.Width() {
			k, v := dark(x, y), float64(f.Y[y*f.YStride+x])-16
			f.Y[y*f.YStride+x] = uint8(16 + k*v/5 + (1-k)*min(v*.5+130, 219))
		}
	}
	faded(f, func(x, y int) float64 { return .2 * dark(2*x, 2*y) })
}

// faded leaves a share of the colour.
func faded(f *media.Frame, share func(x, y int) float64) {
	for y := range f.Height() / 2 {
		for x := range f.Width() / 2 {
			k := share(x, y)
			for _, c := range [][]uint8{f.Cb, f.Cr} {
				p := &c[y*f.CStride+x]
				*p = uint8(128.5 + (float64(*p)-128)*k)
			}
		}
	}
}

// findTables prints what is found, or how still it is then.
func findTables(m *ort.Models, files []string, path string, before, still bool) error {
	known, err := readTruth(path, m, files)
	if err != nil {
		return err
	}
	if !still {
		ways := []way{{"", m}}
		if before {
			ways = []way{{", before", shortRange{m}}, {", now", m}}
		}
		return findTable(os.Stdout, ways, files, known)
	}
	return stillTable(os.Stdout, m, files, known)
}
