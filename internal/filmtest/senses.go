package filmtest

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"onair/internal/pulsetest/measure"
	"onair/media"
)

// A Sight is a picture that arrived.
type Sight struct {
	Number int
	PSNR   float64   // of its luma, in dB, against the film's picture of that number
	At     time.Time // when it arrived here
	Taken  time.Time // the frame's own
}

// Eye looks at the film's pictures as they arrive: it is a view for liveroom. Any
// goroutine may ask it.
type Eye struct {
	film *Film

	mu      sync.Mutex
	seen    []Sight
	strange int
	last    []byte
}

// Eye makes one.
func (f *Film) Eye() *Eye { return &Eye{film: f} }

// Render looks at a picture and releases it.
func (e *Eye) Render(f *media.Frame) {
	defer f.Release()
	now := time.Now()
	e.mu.Lock()
	defer e.mu.Unlock()
	if f.Width() != Width || f.Height() != Height {
		e.strange++
		return
	}
	n, ok := number(func(x, y int) byte { return f.Y[y*f.YStride+x] })
	if !ok {
		e.strange++
		return
	}
	e.last = e.film.Picture(n, e.last)
	sum := 0
	for y := range Height {
		is, was := f.Y[y*f.YStride:y*f.YStride+Width], e.last[y*Width:(y+1)*Width]
		for x, v := range is {
			d := int(v) - int(was[x])
			sum += d * d
		}
	}
	mean := float64(sum) / (Width * Height)
	e.seen = append(e.seen, Sight{n, 10 * math.Log10(255*255/max(mean, 1e-3)), now, f.Time})
}

// Clear is for liveroom: there is no picture any more.
func (e *Eye) Clear() {}

// Forget forgets what was seen.
func (e *Eye) Forget() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.seen, e.strange = nil, 0
}

// Seen is what was seen, in the order of arrival.
func (e *Eye) Seen() []Sight {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.seen)
}

// Like is "" when at least so many pictures came and they are as like to the film's as
// least says, in the median; otherwise why not.
func (e *Eye) Like(pictures int, least float64) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	if n := len(e.seen); n < pictures {
		return fmt.Sprintf("%d of the film's pictures, and %d others", n, e.strange)
	}
	if m := median(e.seen); m < least {
		return fmt.Sprintf("the pictures are not the film's: PSNR %.1f dB", m)
	}
	return ""
}

// PSNR is the median.
func (e *Eye) PSNR() float64 { return median(e.Seen()) }

func median(seen []Sight) float64 {
	if len(seen) == 0 {
		return 0
	}
	all := make([]float64, 0, len(seen))
	for _, s := range seen {
		all = append(all, s.PSNR)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// Back is "" if no picture came after one that follows it in the film; numbers begin
// again after so many.
func (e *Eye) Back(around int) string {
	seen := e.Seen()
	for i := 1; i < len(seen); i++ {
		near := seen[i].At.Sub(seen[i-1].At) < time.Duration(around/4)*time.Second/FPS // else it may have gone on by more
		if step := (seen[i].Number - seen[i-1].Number + around) % around; near && step > around/2 {
			return fmt.Sprintf("picture %d after %d, the %d. of %d", seen[i].Number, seen[i-1].Number, i, len(seen))
		}
	}
	return ""
}

// Ear hears what is played; its Hear is a tap for liveroom. Any goroutine may ask it.
type Ear struct {
	film *Film

	mu    sync.Mutex
	heard []float32 // the left channel's newest
	hay   *measure.Haystack
}

// heardMost is how much is kept, every so much a piece is judged, and rarer is by how much
// fewer samples: there is nothing high in the film's sound. The player stretches sound by a
// few samples a second, so longer pieces would measure clocks.
const (
	heardMost = 3 * media.SampleRate
	every     = heardMost / 9
	piece     = media.SampleRate / 5
	rarer     = 4
)

// rare is a sound with fewer samples.
func rare(x []float32) []float32 {
	out := make([]float32, len(x)/rarer)
	for i := range out {
		for _, v := range x[i*rarer : (i+1)*rarer] {
			out[i] += v / rarer
		}
	}
	return out
}

// Ear makes one.
func (f *Film) Ear() *Ear { return &Ear{film: f} }

// Hear takes interleaved stereo at 48 kHz.
func (e *Ear) Hear(samples []float32) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i := 0; i < len(samples); i += 2 {
		e.heard = append(e.heard, samples[i])
	}
	if len(e.heard) > 2*heardMost {
		e.heard = append(e.heard[:0], e.heard[len(e.heard)-heardMost:]...)
	}
}

// Likeness is how like the newest three seconds are to the film's sound, 0..1: the median
// over fifths of a second.
func (e *Ear) Likeness() float64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	heard := e.heard[max(0, len(e.heard)-heardMost):]
	if len(heard) < heardMost {
		return 0
	}
	if e.hay == nil {
		e.hay = measure.NewHaystack(rare(slices.Concat(e.film.sound, e.film.sound[:media.SampleRate])), piece/rarer)
	}
	var all []float64
	for at := 0; at+piece <= len(heard); at += every {
		_, l := e.hay.Delay(rare(heard[at : at+piece]))
		all = append(all, l)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// Like is "" when what sounds is the film's sound, as like as least says.
func (e *Ear) Like(least float64) string {
	if l := e.Likeness(); l < least {
		return fmt.Sprintf("what sounds is not the film's: correlation %.2f", l)
	}
	return ""
}
