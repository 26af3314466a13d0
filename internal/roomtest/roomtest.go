// Package roomtest gives tests of live rooms people who can be told apart: each
// has a colour and a tone of their own, and eyes and ears that say from decoded
// pictures and sound who is seen and heard.
package roomtest

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"onair/liveroom"
	"onair/media"
)

// Look is what a person sends.
type Look struct {
	Name  string
	Color color.RGBA
	Hz    float64
}

// People are those who can be told apart.
func People() []Look {
	return []Look{
		{"anna", color.RGBA{0xC0, 0x20, 0x20, 255}, 420},
		{"bob", color.RGBA{0x20, 0xA0, 0x20, 255}, 660},
		{"carol", color.RGBA{0xC0, 0xC0, 0x20, 255}, 1500},
		{"dora", color.RGBA{0x20, 0x20, 0xC0, 255}, 1020},
		{"erin", color.RGBA{0xC0, 0x20, 0xC0, 255}, 2220},
	}
}

// LookOf is a person's by name; it panics for somebody else, as tests may.
func LookOf(name string) Look {
	i := slices.IndexFunc(People(), func(l Look) bool { return l.Name == name })
	return People()[i]
}

// Camera is the source of the person's colour, small enough for many in one test.
func (l Look) Camera() string {
	return fmt.Sprintf("test:320x180@15,color=%02X%02X%02X", l.Color.R, l.Color.G, l.Color.B)
}

// Microphone is the source of the person's tone.
func (l Look) Microphone() string { return fmt.Sprintf("tone:%g", l.Hz) }

// chroma is the colour as a picture has it.
func (l Look) chroma() [2]float64 {
	_, cb, cr := color.RGBToYCbCr(l.Color.R, l.Color.G, l.Color.B)
	squeeze := func(v uint8) float64 { return 128 + (float64(v)-128)*224/255 } // limited range
	return [2]float64{squeeze(cb), squeeze(cr)}
}

// Senses are one person's eyes and ears.
type Senses struct {
	mu    sync.Mutex
	seen  map[string][2]float64 // mean chroma of the newest picture, by user
	heard []float32             // the last 200 ms, left channel
	count map[string]int
	last  map[string]time.Time
	gap   map[string]time.Duration
}

// heardLength is how many samples of sound are judged.
const heardLength = media.SampleRate / 5

// Open gives a live room's user eyes and ears.
func Open(room *liveroom.LiveRoom) *Senses {
	s := &Senses{seen: map[string][2]float64{}, count: map[string]int{}, last: map[string]time.Time{}, gap: map[string]time.Duration{}}
	room.TapPlayout(s.hear)
	return s
}

func (s *Senses) hear(block []float32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := 0; i < len(block); i += 2 {
		s.heard = append(s.heard, block[i])
	}
	if extra := len(s.heard) - heardLength; extra > 0 {
		s.heard = append(s.heard[:0], s.heard[extra:]...)
	}
}

// View is where a user's pictures are looked at.
func (s *Senses) View(user string) liveroom.View { return eye{s, user} }

type eye struct {
	s    *Senses
	user string
}

// Render implements liveroom.View.
func (e eye) Render(f *media.Frame) {
	mean := func(plane []byte, stride int) float64 { // clear of the clock in the picture
		sum, n := 0.0, 0
		for y := f.Height() / 8; y < f.Height()*3/8; y += 4 {
			for x := f.Width() / 8; x < f.Width()*3/8; x += 4 {
				sum += float64(plane[y*stride+x])
				n++
			}
		}
		return sum / float64(n)
	}
	c := [2]float64{mean(f.Cb, f.CStride), mean(f.Cr, f.CStride)}
	f.Release()
	e.s.mu.Lock()
	e.s.seen[e.user] = c
	e.s.count[e.user]++
	e.s.noteLocked(e.user)
	e.s.mu.Unlock()
}

// Clear implements liveroom.View.
func (e eye) Clear() {
	e.s.mu.Lock()
	delete(e.s.seen, e.user)
	e.s.mu.Unlock()
}

// Pictures is how many of a user's pictures came so far.
func (s *Senses) Pictures(user string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count[user]
}

func (s *Senses) noteLocked(user string) {
	now := time.Now()
	if last, ok := s.last[user]; ok {
		s.gap[user] = max(s.gap[user], now.Sub(last))
	}
	s.last[user] = now
}

// Gap is the longest time between two of a user's pictures since it was last asked for, to
// be told, not judged.
func (s *Senses) Gap(user string) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	gap := s.gap[user]
	delete(s.gap, user)
	return gap
}

// Sees returns "" when the picture of each of users is in view with their
// colour, and otherwise what is wrong.
func (s *Senses) Sees(users ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, user := range users {
		c, ok := s.seen[user]
		if !ok {
			return "no picture of " + user
		}
		best, who := math.Inf(1), ""
		for _, l := range People() {
			want := l.chroma()
			if d := math.Hypot(c[0]-want[0], c[1]-want[1]); d < best {
				best, who = d, l.Name
			}
		}
		if who != user {
			return "the colour of " + who + " where " + user + " should be"
		}
	}
	return ""
}

// SeesOnly is Sees, and nobody else is in view.
func (s *Senses) SeesOnly(users ...string) string {
	if why := s.Sees(users...); why != "" {
		return why
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for user := range s.seen {
		if !slices.Contains(users, user) {
			return user + " is still in view"
		}
	}
	return ""
}

// audible is the least amplitude of a tone that counts as heard.
const audible = 0.02

// Hears returns "" when the tones of exactly these users sound, and otherwise
// what is wrong.
func (s *Senses) Hears(users ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var wrong []string
	for _, l := range People() {
		want := slices.Contains(users, l.Name)
		if level := amplitude(s.heard, l.Hz); (level > audible) != want {
			wrong = append(wrong, fmt.Sprintf("%s's tone is at %.3f", l.Name, level))
		}
	}
	return strings.Join(wrong, ", ")
}

// amplitude is that of one frequency, under a Hann window.
func amplitude(x []float32, hz float64) float64 {
	if len(x) == 0 {
		return 0
	}
	c, s := 0.0, 0.0
	for i, v := range x {
		w := 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/float64(len(x)))
		a := 2 * math.Pi * hz * float64(i) / media.SampleRate
		c += w * float64(v) * math.Cos(a)
		s += w * float64(v) * math.Sin(a)
	}
	return 4 * math.Hypot(c, s) / float64(len(x))
}
