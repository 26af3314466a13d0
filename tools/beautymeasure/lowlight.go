package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"text/tabwriter"
	"time"

	"onair/beauty"
	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/media"
	"onair/tools/internal/photo"
)

// start is the time of the first picture of a run.
var start = time.Unix(1, 0)

// lamps are the lights that auto light is judged by.
func lamps() []light {
	var list []light
	for _, l := range lights {
		if l.name != "half red" && l.name != "half shade" {
			list = append(list, l)
		}
	}
	return list
}

// autoLit is a frame of the scene after auto light.
func (s *scene) autoLit(f *media.Frame) *media.Frame {
	c := beauty.NewChain()
	defer c.Close()
	c.SetFinder(known{s})
	c.SetAutoLight(true)
	g := media.NewFrame(f.Width(), f.Height())
	for i := range 3 {
		g.CopyFrom(f)
		g.Time = start.Add(time.Duration(i) * frameEvery)
		c.Process(g)
	}
	return g
}

// darkened is the scene with darker skin in the same light: what comes back from within skin
// is less, what glints on it is as it was, and so are eyes and teeth.
func (s *scene) darkened(by float64) *media.Frame {
	j := newJudge()
	var w []int16
	for range 12 {
		w = j.weights(s.frame, s)
	}
	g := media.NewFrame(s.frame.Width(), s.frame.Height())
	g.CopyFrom(s.frame)
	share := func(x, y int) float64 { return float64(w[y/4*j.cells.LW+x/4]) / 256 * (1 - by) }
	var skin []uint8
	for y := range g.Height() {
		for x := range g.Width() {
			if share(x, y) > .5*(1-by) {
				skin = append(skin, g.Y[y*g.YStride+x])
			}
		}
	}
	slices.Sort(skin)
	middle := 16.
	if len(skin) > 0 {
		middle = 1.1 * float64(skin[len(skin)/2])
	}
	for y := range g.Height() {
		for x := range g.Width() {
			p := &g.Y[y*g.YStride+x]
			within := min(float64(*p), middle) - 16
			*p = uint8(max(float64(*p)-within*share(x, y), 0) + .5)
		}
	}
	for y := range g.Height() / 2 {
		for x := range g.Width() / 2 {
			for _, p := range []*uint8{&g.Cb[y*g.CStride+x], &g.Cr[y*g.CStride+x]} {
				*p = uint8(128 + (float64(*p)-128)*(1-.8*share(2*x, 2*y)) + .5)
			}
		}
	}
	return g
}

// apart is the mean difference of two frames' luma and chroma.
func apart(a, b *media.Frame) (luma, chroma float64) {
	mean := func(a, b []uint8) float64 {
		sum := 0
		for i, v := range a {
			sum += max(int(v)-int(b[i]), int(b[i])-int(v))
		}
		return float64(sum) / float64(len(a))
	}
	return mean(a.Y, b.Y), (mean(a.Cb, b.Cb) + mean(a.Cr, b.Cr)) / 2
}

// meanOf is a plane's mean.
func meanOf(p []uint8) float64 {
	sum := 0
	for _, v := range p {
		sum += int(v)
	}
	return float64(sum) / float64(len(p))
}

// autoTable says what auto light does to pictures as they are, with dark skin, and by lamps.
func autoTable(to io.Writer, m *ort.Models, files []string, out string) error {
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "picture\tfaces\tmean luma\tluma changed by\tchroma by\tdark skin: luma by\tchroma by\t")
	ls := lamps()
	cast, left, level := make([][]float64, len(ls)), make([][]float64, len(ls)), make([][]float64, len(ls))
	for _, path := range files {
		s, err := look(m, path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		after := s.autoLit(s.frame)
		l, c := apart(s.frame, after)
		fmt.Fprintf(t, "%s\t%d\t%.0f\t%.1f\t%.1f\t", name(path), len(s.faces), meanOf(s.frame.Y), l, c)
		if len(s.faces) > 0 {
			dark := s.darkened(.4)
			darkAfter := s.autoLit(dark)
			l, c := apart(dark, darkAfter)
			fmt.Fprintf(t, "%.1f\t%.1f\t\n", l, c)
			if out != "" {
				if err := photo.WriteJPEG(filepath.Join(out, name(path)+"-dark.jpg"), photo.ToImage(darkAfter)); err != nil {
					return err
				}
			}
		} else {
			fmt.Fprint(t, "-\t-\t\n")
		}
		for i, lamp := range ls {
			lit := s.lit(lamp)
			now := s.autoLit(lit)
			_, was := apart(after, lit)
			_, is := apart(after, now)
			cast[i], left[i], level[i] = append(cast[i], was), append(left[i], is), append(level[i], meanOf(now.Y)-meanOf(lit.Y))
			if out != "" {
				for kind, f := range map[string]*media.Frame{"": lit, "-auto": now} {
					if err := photo.WriteJPEG(filepath.Join(out, name(path)+"-"+lamp.name+kind+".jpg"), photo.ToImage(f)); err != nil {
						return err
					}
				}
			}
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(t, "\nlight\tchroma off before: median\tworst\tafter: median\tworst\tluma raised by: median\t")
	for i, l := range ls {
		for _, v := range [][]float64{cast[i], left[i], level[i]} {
			slices.Sort(v)
		}
		n := len(cast[i])
		fmt.Fprintf(t, "%s\t%.1f\t%.1f\t%.1f\t%.1f\t%.0f\t\n", l.name, cast[i][n/2], cast[i][n-1], left[i][n/2], left[i][n-1], level[i][n/2])
	}
	return t.Flush()
}

// panned is the frame as from a camera that has turned by so many pixels; what comes in at
// the side is what went out at the other.
func panned(f *media.Frame, by int) *media.Frame {
	g := media.NewFrame(f.Width(), f.Height())
	turn := func(to, from []uint8, stride, fromStride, w, h, by int) {
		by = ((by % w) + w) % w
		for y := range h {
			row, src := to[y*stride:][:w], from[y*fromStride:][:w]
			copy(row, src[by:])
			copy(row[w-by:], src[:by])
		}
	}
	turn(g.Y, f.Y, g.YStride, f.YStride, f.Width(), f.Height(), by)
	turn(g.Cb, f.Cb, g.CStride, f.CStride, f.Width()/2, f.Height()/2, by/2)
	turn(g.Cr, f.Cr, g.CStride, f.CStride, f.Width()/2, f.Height()/2, by/2)
	return g
}

// deviation is by how much two planes differ, their outer parts apart.
func deviation(a, b []uint8, stride, w, h int) float64 {
	const edge = 32
	sum, n := 0.0, 0
	for y := edge; y < h-edge; y++ {
		for x := edge; x < w-edge; x++ {
			d := float64(a[y*stride+x]) - float64(b[y*stride+x])
			sum, n = sum+d*d, n+1
		}
	}
	return math.Sqrt(sum / float64(max(n, 1)))
}

// clock is this thread's processor time.
func clock() time.Duration {
	var u syscall.Rusage
	const thread = 1
	if syscall.Getrusage(thread, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// noiseTable says how much of a camera's noise is left, at rest and moving.
func noiseTable(to io.Writer, m *ort.Models, files []string) error {
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "noise\tmoving by\tfilters\tluma: median\tworst\tPSNR: median\tchroma: median\tms a frame\t")
	for _, levels := range []float64{2, 4, 8} {
		for _, by := range []int{0, 6, 5, 20} {
			for _, smooth := range []float32{0, 6} {
				if smooth > 0 && levels < 8 {
					continue
				}
				var luma, chroma []float64
				var took []float64
				for _, path := range files {
					s, err := look(m, path)
					if err != nil {
						return fmt.Errorf("%s: %w", path, err)
					}
					l, c, ms := s.denoised(levels, by, smooth)
					luma, chroma, took = append(luma, l), append(chroma, c), append(took, ms)
				}
				slices.Sort(luma)
				slices.Sort(chroma)
				slices.Sort(took)
				what := "less noise 9"
				if smooth > 0 {
					what += ", smoothing 6"
				}
				mid := luma[len(luma)/2]
				fmt.Fprintf(t, "%.0f\t%d\t%s\t%.1f\t%.1f\t%.1f\t%.1f\t%.2f\t\n", levels, by, what, mid, luma[len(luma)-1],
					20*math.Log10(255/mid), chroma[len(chroma)/2], took[len(took)/2])
			}
		}
	}
	return t.Flush()
}

// denoised is by how much a noisy run of the scene differs from a clean one in the end, both
// after smoothing, and what noise reduction took a frame.
func (s *scene) denoised(levels float64, by int, smooth float32) (luma, chroma, ms float64) {
	const n = 16
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	less, clean := beauty.NewChain(), beauty.NewChain()
	defer less.Close()
	defer clean.Close()
	less.SetDenoise(9)
	var took time.Duration
	for _, c := range []*beauty.Chain{less, clean} {
		c.SetSmooth(smooth)
	}
	for i := range n {
		want := panned(s.frame, by*i)
		got := noisy(want, levels, uint64(i))
		at := start.Add(time.Duration(i) * frameEvery)
		want.Time, got.Time = at, at
		shown := &scene{frame: want, person: s.person}
		for _, f := range s.faces {
			for k := range f.Points {
				f.Points[k].X -= float32(by * i)
			}
			shown.faces = append(shown.faces, f)
		}
		if by != 0 {
			shown.person = face.Mask{W: 1, H: 1, P: []uint8{255}}
		}
		less.SetFinder(known{shown})
		clean.SetFinder(known{shown})
		begin := clock()
		less.Process(got)
		took += clock() - begin
		clean.Process(want)
		luma = deviation(got.Y, want.Y, got.YStride, got.Width(), got.Height())
		chroma = deviation(got.Cb, want.Cb, got.CStride, got.Width()/2, got.Height()/2)
	}
	return luma, chroma, took.Seconds() * 1000 / n
}
