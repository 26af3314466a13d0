package main

import (
	"context"
	"fmt"
	"log"
	"math"
	"sync"
	"time"

	"onair/liveroom"
	"onair/media"
	"onair/media/rtc"
	"onair/media/rtc/lossy"
)

// result is how a viewer fared.
type result struct {
	err      error
	first    time.Duration // from the wish to play to the first picture
	over200  int
	over500  int
	longest  time.Duration
	lines    float64       // of the picture, over time; 0 where none came for a second
	best     float64       // share of the time with the best encoding
	again    time.Duration // from the last step to the best encoding; negative: never
	stats    rtc.Stats
	gaps     int           // stretches of silence that nobody sent
	silent   time.Duration // all together
	pictures int
}

const header = "| line to the viewer | first picture | freezes over 200 ms, 500 ms | longest | mean lines, best encoding | best again after | sound gaps | sound rebuilt, made up | packets lost, asked for | delay |\n" +
	"| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"

func (r *result) row(w way) string {
	if r.err != nil {
		return fmt.Sprintf("| %s | %v | | | | | | | | |", w.name, r.err)
	}
	again := ""
	if len(w.down) > 1 {
		again = "never"
		if r.again >= 0 {
			again = fmt.Sprintf("%.1f s", r.again.Seconds())
		}
	}
	gaps := "0"
	if r.gaps > 0 {
		gaps = fmt.Sprintf("%d, %d ms", r.gaps, r.silent.Milliseconds())
	}
	s := r.stats
	return fmt.Sprintf("| %s | %d ms | %d, %d | %d ms | %.0f, %.0f %% | %s | %s | %d, %d ms | %d, %d | %d ms |", w.name, r.first.Milliseconds(), r.over200, r.over500,
		r.longest.Milliseconds(), r.lines, 100*r.best, again, gaps, s.AudioRecovered*20, s.AudioConcealed*20, s.PacketsLost, s.NACKs, s.Delay.Milliseconds())
}

// misses tells which of a line's goals were not reached.
func (r *result) misses(w way) (text string) {
	miss := func(is bool, what string) {
		if is {
			text += fmt.Sprintf("- %s: %s\n", w.name, what)
		}
	}
	miss(r.err != nil, "no picture")
	miss(w.noFreeze && r.over500 > 0, "freezes over 500 ms")
	miss(w.cleanSnd && r.gaps > 0, "gaps in the sound")
	miss(w.again > 0 && (r.again < 0 || r.again > w.again), fmt.Sprintf("the best encoding is not back within %v", w.again))
	return text
}

// watcher sees and hears what a viewer gets.
type watcher struct {
	mu    sync.Mutex
	first time.Time
	last  time.Time
	lines int
	until time.Time
	seen  chan struct{}
	result

	quiet time.Duration // how long it has been silent
	loud  float64       // the sound's usual level, squared
	heard time.Duration
}

func (w *watcher) see(f *media.Frame) {
	now := time.Now()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.first.IsZero() {
		w.first = now
		close(w.seen)
	} else if w.until.IsZero() || now.Before(w.until) {
		w.gap(now.Sub(w.last))
	}
	w.pictures++
	w.last, w.lines = now, min(f.Width(), f.Height())
}

func (w *watcher) gap(d time.Duration) {
	w.longest = max(w.longest, d)
	if d > 200*time.Millisecond {
		w.over200++
	}
	if d > 500*time.Millisecond {
		w.over500++
	}
}

// hear looks for silence, once there was sound: the anchor is never silent.
func (w *watcher) hear(block []float32) {
	level := 0.0
	for _, v := range block {
		level += float64(v) * float64(v)
	}
	level /= float64(max(len(block), 1))
	long := time.Duration(len(block)/media.Channels) * time.Second / media.SampleRate
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.heard += long; w.loud == 0 && level < 1e-4 || w.first.IsZero() {
		return
	}
	if level > w.loud/30 {
		w.loud = math.Max(w.loud+(level-w.loud)/100, 1e-4)
		w.quiet = 0
		return
	}
	if w.quiet == 0 {
		w.gaps++
	}
	w.quiet += long
	w.silent += long
}

// watch has a viewer come over a line and watch.
func (h *house) watch(ctx context.Context, w way, o options) (r result) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	net, err := lossy.New(1)
	if err != nil {
		return result{err: err}
	}
	set := func(l lossy.Link) {
		net.Set(lossy.Down, l)
		net.Set(lossy.Up, up(l))
	}
	set(w.down[0].link)
	addr, err := h.pipe(ctx, w.down[0].link.Delay)
	if err != nil {
		return result{err: err}
	}
	eyes := &watcher{seen: make(chan struct{})}
	v, err := login(ctx, fmt.Sprintf("viewer%d", time.Now().UnixNano()%1e9), addr, liveroom.Options{TuneMedia: func(c *rtc.Connection) {
		c.Net, c.Settings = net, lossy.OnlyUDP
	}})
	if err != nil {
		return result{err: err}
	}
	defer v.Close()
	v.TapPlayout(eyes.hear)
	if err := v.EnterRoom(ctx, room); err != nil {
		return result{err: err}
	}
	begun := time.Now()
	if err := v.StartPlay("anchor", liveroom.ViewFunc(eyes.see)); err != nil {
		return result{err: err}
	}
	select {
	case <-eyes.seen:
	case <-time.After(30 * time.Second):
		return result{err: fmt.Errorf("no picture within 30 s")}
	case <-ctx.Done():
		return result{err: ctx.Err()}
	}
	return eyes.minute(ctx, v, begun, w, set, o)
}

const look = 50 * time.Millisecond

// minute watches from the first picture on.
func (w *watcher) minute(ctx context.Context, v *liveroom.LiveRoom, begun time.Time, line way, set func(lossy.Link), o options) result {
	w.mu.Lock()
	first := w.first
	w.until = first.Add(o.long)
	w.again = -1
	w.mu.Unlock()
	next := 1
	var back time.Time
	looks, best, sum := 0, 0, 0
	for t := first; t.Before(w.until) && ctx.Err() == nil; t = t.Add(look) {
		time.Sleep(time.Until(t))
		now := time.Now()
		if next < len(line.down) && now.Sub(first) >= line.down[next].after {
			set(line.down[next].link)
			back = now
			next++
		}
		w.mu.Lock()
		lines := w.lines
		if now.Sub(w.last) > time.Second {
			lines = 0
		}
		if next == len(line.down) && next > 1 && w.again < 0 && lines == bestLines {
			w.again = now.Sub(back)
		}
		looks++
		sum += lines
		if lines == bestLines {
			best++
		}
		if o.told && looks%20 == 0 {
			for _, s := range v.Statistics().Remote {
				log.Printf("%-30s %4.1f s: %d lines, quality %d %s, %.0f fps, %d kbit/s, rtt %v, gap %v, lost %.0f %%, jitter buffer %v, delay %v, PLIs %d, silent %v", line.name, now.Sub(first).Seconds(), lines,
					s.Quality.Height, s.Quality.Why, s.FPS, s.BitRate/1000, s.RoundTrip.Round(ms), w.longest.Round(ms), 100*s.Loss, s.JitterBuffer.Round(ms), s.Delay.Round(ms), s.PLIs, w.silent)
			}
		}
		w.mu.Unlock()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if d := w.until.Sub(w.last); d > 200*time.Millisecond {
		w.gap(d)
	}
	r := w.result
	r.first = first.Sub(begun)
	r.lines, r.best = float64(sum)/float64(looks), float64(best)/float64(looks)
	for _, s := range v.Statistics().Remote {
		r.stats = s.Stats
	}
	return r
}
