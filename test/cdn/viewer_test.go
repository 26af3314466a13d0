package cdn

import (
	"fmt"
	"image"
	"math"
	"sync"
	"testing"
	"time"

	"onair/internal/await"
	"onair/internal/roomtest"
	"onair/liveroom"
	"onair/media"
)

// viewer is somebody with eyes and ears, and with a watch that goes by what is heard.
type viewer struct {
	t    *testing.T
	name string
	*liveroom.LiveRoom
	senses *roomtest.Senses

	mu     sync.Mutex
	ways   map[string]bool // by user: taken from the CDN
	told   map[string]int  // how often
	events []liveroom.Event
	tape
}

// tape measures gaps in blocks of 10 ms: of what is heard, and of pictures by the blocks heard between them. Where the whole
// program stands still its own ticker does too, and the lesser of the two counts.
type tape struct {
	blocks, ticks       int
	silent, mostSilent  int
	seenBlock, seenTick int
	mostUnseen, cleared int
	sizes               map[image.Point]bool // of pictures
	edges               bool                 // the newest has black ones at its sides
}

const blockTime = 10 * time.Millisecond

func newViewer(t *testing.T, s *roomtest.Studio, name string, cfg liveroom.Config) *viewer {
	v := &viewer{t: t, name: name, ways: map[string]bool{}, told: map[string]int{}, tape: tape{sizes: map[image.Point]bool{}}}
	v.LiveRoom, v.senses = s.LoginAs(name, cfg)
	v.AddListener(liveroom.NewListener(v.event))
	v.TapPlayout(v.hear)
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for tick := time.NewTicker(blockTime); ; {
			select {
			case <-stop:
				tick.Stop()
				return
			case <-tick.C:
				v.mu.Lock()
				v.ticks++
				v.mu.Unlock()
			}
		}
	}()
	t.Cleanup(func() {
		close(stop)
		<-done
	})
	return v
}

func (v *viewer) event(e liveroom.Event) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if e, ok := e.(liveroom.OnPlayWay); ok {
		v.ways[e.UserID] = e.CDN
		v.told[e.UserID]++
	}
	switch e.(type) {
	case liveroom.OnStatistics, liveroom.OnNetworkQuality:
	default:
		v.events = append(v.events, e)
	}
}

func (v *viewer) hear(block []float32) {
	power := 0.0
	for _, x := range block {
		power += float64(x) * float64(x)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.blocks++
	if math.Sqrt(power/float64(len(block))) > 0.01 {
		v.silent = 0
		return
	}
	v.silent++
	v.mostSilent = max(v.mostSilent, v.silent)
}

// watched is the view of the person whose pictures are measured.
type watched struct {
	liveroom.View
	v *viewer
}

func (w *watched) Render(f *media.Frame) {
	v := w.v
	v.mu.Lock()
	v.mostUnseen = max(v.mostUnseen, min(v.blocks-v.seenBlock, v.ticks-v.seenTick))
	v.seenBlock, v.seenTick = v.blocks, v.ticks
	v.sizes[f.Rect.Size()] = true
	v.edges = f.Y[f.Height()/2*f.YStride+f.Width()/20] < 24
	v.mu.Unlock()
	w.View.Render(f)
}

func (w *watched) Clear() {
	w.v.mu.Lock()
	w.v.cleared++
	w.v.mu.Unlock()
	w.View.Clear()
}

// measure begins anew.
func (v *viewer) measure() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.silent, v.mostSilent, v.mostUnseen, v.cleared = 0, 0, 0, 0
	v.seenBlock, v.seenTick = v.blocks, v.ticks
	clear(v.sizes)
}

// gaps are the longest without sound and without a new picture, and how often the picture was taken away.
func (v *viewer) gaps() (sound, picture time.Duration, cleared int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	unseen := max(v.mostUnseen, min(v.blocks-v.seenBlock, v.ticks-v.seenTick))
	return time.Duration(v.mostSilent) * blockTime, time.Duration(unseen) * blockTime, v.cleared
}

// heardMore waits until so much more has been heard.
func (v *viewer) heardMore(d time.Duration) {
	v.mu.Lock()
	until := v.blocks + int(d/blockTime)
	v.mu.Unlock()
	await.True(v.t, "sound goes on", func() bool {
		v.mu.Lock()
		defer v.mu.Unlock()
		return v.blocks >= until
	})
}

func (v *viewer) must(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatalf("%s: %v", v.name, err)
	}
}

func (v *viewer) enter(room uint32) {
	v.t.Helper()
	ctx, cancel := roomtest.Patience(v.t)
	defer cancel()
	v.must(v.EnterRoom(ctx, room))
}

func (v *viewer) play(user string) {
	v.t.Helper()
	v.must(v.StartPlay(user, &watched{v.senses.View(user), v}))
}

// takes waits until a user's stream comes so, and everybody of seen is seen and heard.
func (v *viewer) takes(user string, cdn bool, seen ...string) {
	v.t.Helper()
	await.Good(v.t, func() string {
		v.mu.Lock()
		is, known := v.ways[user]
		v.mu.Unlock()
		if !known || is != cdn {
			return fmt.Sprintf("%s: %s by CDN: %v, known: %v", v.name, user, is, known)
		}
		if why := v.senses.SeesOnly(seen...); why != "" {
			return v.name + ": " + why
		}
		if why := v.senses.Hears(seen...); why != "" {
			return v.name + ": " + why
		}
		return ""
	})
}

// waits until an event has come since the last one waited for.
func waits[E liveroom.Event](v *viewer) E {
	v.t.Helper()
	var out E
	await.Good(v.t, func() string {
		v.mu.Lock()
		defer v.mu.Unlock()
		for i, e := range v.events {
			if e, ok := e.(E); ok {
				out, v.events = e, v.events[i+1:]
				return ""
			}
		}
		return fmt.Sprintf("%s has not had %s", v.name, out.EventName())
	})
	return out
}

// delay is how old pictures are on the screen, from when they reached the server.
func (v *viewer) delay(user string) (delay, buffer time.Duration, transport string) {
	for _, s := range v.Statistics().Remote {
		if s.UserID == user {
			return s.Delay.Round(time.Millisecond), s.JitterBuffer.Round(time.Millisecond), s.Transport
		}
	}
	return 0, 0, ""
}
