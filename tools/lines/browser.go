package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"onair/internal/chrometest"
	"onair/media/rtc/lossy"
)

// The addresses of the two ends of a cable.
const serverAddr, viewerAddr = "10.9.3.1", "10.9.3.2"

//go:embed page.js
var watching string

// site is a page with a stream, and what somebody does there to see it.
type site struct {
	url    string
	script string
}

// sight is what a page showed and counted by now; times are milliseconds since 1970.
type sight struct {
	Began    float64
	Pictures [][3]float64 // time, lines, and pictures since the one before
	Delays   []float64
	Streams  []stream
	Bytes    int64 // of the page's own requests
}

// stream is what Chromium counts of one.
type stream struct {
	Kind, Codec                                         string
	ConcealedSamples, SilentConcealedSamples            float64
	ConcealmentEvents, PacketsLost, NackCount, PliCount float64
	FramesDecoded, FramesDropped, BytesReceived         float64
	JitterBufferDelay, JitterBufferEmittedCount         float64
}

// pageResult is how a viewer in Chromium fared.
type pageResult struct {
	err              error
	first            time.Duration // from the opening of the page to the first picture
	over200, over500 int
	longest          time.Duration
	lines, best      float64
	again            time.Duration // negative: never
	events           int           // of sound that was not there in time
	madeUp, silent   time.Duration
	lost, asked, pli int
	delay            time.Duration
	bytes            int64
	codec            string
	pictures         int
}

const pageHeader = "| line to the viewer | first picture | freezes over 200 ms, 500 ms | longest | mean lines, best encoding | best again after | sound made up, silent | times | packets lost, asked for | keyframes asked for | delay | kbit/s |\n" +
	"| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"

func (r *pageResult) row(w way, long time.Duration) string {
	if r.err != nil {
		return fmt.Sprintf("| %s | %v | | | | | | | | | | |", w.name, r.err)
	}
	again := ""
	if len(w.down) > 1 {
		again = "never"
		if r.again >= 0 {
			again = fmt.Sprintf("%.1f s", r.again.Seconds())
		}
	}
	return fmt.Sprintf("| %s | %d ms | %d, %d | %d ms | %.0f, %.0f %% | %s | %d, %d ms | %d | %d, %d | %d | %d ms | %.0f |", w.name, r.first.Milliseconds(), r.over200, r.over500,
		r.longest.Milliseconds(), r.lines, 100*r.best, again, r.madeUp.Milliseconds(), r.silent.Milliseconds(), r.events, r.lost, r.asked, r.pli, r.delay.Milliseconds(),
		float64(r.bytes)*8/1000/long.Seconds())
}

// tab is a page in the viewer's Chromium, and all that was seen there.
type tab struct {
	ctx context.Context
	all sight
}

// look asks for what is new.
func (t *tab) look() error {
	v, err := chromedp.Run(t.ctx, chromedp.Evaluate[json.RawMessage](
		fmt.Sprintf("lines.look(%d, %d)", len(t.all.Pictures), len(t.all.Delays)), chromedp.EvalAwaitPromise))
	if err != nil {
		return err
	}
	var now sight
	if err := json.Unmarshal(v, &now); err != nil {
		return err
	}
	now.Pictures, now.Delays = append(t.all.Pictures, now.Pictures...), append(t.all.Delays, now.Delays...)
	t.all = now
	return nil
}

// watchPage has Chromium watch a page at the far end of a cable.
func watchPage(ctx context.Context, c *cable, at site, w way, o options) (r pageResult) {
	set := func(l lossy.Link) {
		c.Set(lossy.Down, l)
		c.Set(lossy.Up, up(l))
	}
	set(lossy.Link{})
	chrome, stop, err := chrometest.Launch("", "", chromedp.ModifyCmdFunc(c.beyond), chromedp.Flag("autoplay-policy", "no-user-gesture-required"))
	if err != nil {
		return pageResult{err: err}
	}
	defer c.quiet(ctx)
	defer stop()
	chrome, cancel := context.WithCancel(chrome)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	err = chromedp.Do(chrome, chromedp.EmulateViewport(1600, 900))
	if err == nil {
		_, err = chromedp.Call(chrome, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watching})
	}
	if err != nil {
		return pageResult{err: err}
	}
	set(w.down[0].link)
	if err := chromedp.Do(chrome, chromedp.Navigate(at.url)); err != nil {
		return pageResult{err: err}
	}
	if at.script != "" {
		if err := do(chrome, at.script); err != nil {
			return pageResult{err: err}
		}
	}
	t := &tab{ctx: chrome}
	r = t.minute(ctx, w, set, o)
	set(lossy.Link{})
	r.err = errors.Join(r.err, chromedp.Do(chrome, chromedp.Navigate("about:blank"))) // it takes its leave
	return r
}

// quiet waits until a server no longer sends to a viewer who has gone: the next would share the
// line with it.
func (c *cable) quiet(ctx context.Context) {
	const few = 10 // in a second
	for until := time.Now().Add(time.Minute); ctx.Err() == nil && time.Now().Before(until); {
		before, _ := c.Counts(lossy.Down)
		time.Sleep(time.Second)
		if now, _ := c.Counts(lossy.Down); now-before < few {
			return
		}
	}
}

// do runs a script as if somebody had pressed something.
func do(ctx context.Context, script string) error {
	_, err := chromedp.Run(ctx, chromedp.Evaluate[json.RawMessage](script, chromedp.EvalAwaitPromise,
		func(p *runtime.EvaluateParams) { yes := true; p.UserGesture = &yes }))
	return err
}

// minute watches from the first picture on.
func (t *tab) minute(ctx context.Context, w way, set func(lossy.Link), o options) pageResult {
	var before sight
	next, told := 1, time.Now()
	var back float64
	for patience := time.Now().Add(time.Minute); ; {
		if err := errors.Join(t.look(), ctx.Err()); err != nil {
			return pageResult{err: err}
		}
		now := time.Now()
		if len(t.all.Pictures) == 0 {
			if now.After(patience) {
				return pageResult{err: errors.New("no picture within a minute")}
			}
		} else {
			if before.Began == 0 {
				before = t.all
			}
			since := now.Sub(time.UnixMicro(int64(t.all.Pictures[0][0] * 1000)))
			if next < len(w.down) && since >= w.down[next].after {
				set(w.down[next].link)
				back = float64(now.UnixMicro()) / 1000
				next++
			}
			if since > o.long {
				break
			}
		}
		if o.told && now.Sub(told) >= time.Second {
			told = now
			log.Printf("%s: %d pictures, %+v", w.name, len(t.all.Pictures), t.all.Streams)
		}
		select {
		case <-time.After(4 * look):
		case <-ctx.Done():
		}
	}
	return t.all.since(before, o.long, back)
}

// since judges what was seen for a time from the first picture on; counts are since before.
func (s sight) since(before sight, long time.Duration, back float64) pageResult {
	first := s.Pictures[0][0]
	r := pageResult{first: millis(first - s.Began), again: -1}
	end, sum, best := first+float64(long.Milliseconds()), 0.0, 0.0
	const frame = 1000.0 / 30
	for i, p := range s.Pictures {
		if p[0] > end {
			break
		}
		r.pictures++
		to := end
		if i+1 < len(s.Pictures) {
			to = min(end, s.Pictures[i+1][0])
		}
		shown := min(to-p[0], 1000)
		sum += p[1] * shown
		if p[1] == bestLines {
			best += shown
			if back > 0 && p[0] > back && r.again < 0 {
				r.again = millis(p[0] - back)
			}
		}
		still := to - p[0]
		if i+1 < len(s.Pictures) {
			still -= max(0, s.Pictures[i+1][2]-1) * frame // the page was busy, its screen was not
		}
		r.longest = max(r.longest, millis(still))
		if still > 200 {
			r.over200++
		}
		if still > 500 {
			r.over500++
		}
	}
	r.lines, r.best = sum/(end-first), best/(end-first)
	r.count(s.Streams, 1)
	r.count(before.Streams, -1)
	if delays := slices.Sorted(slices.Values(s.Delays[len(before.Delays):])); len(delays) > 0 {
		r.delay = millis(delays[len(delays)/2])
	}
	return r
}

// count adds what was counted, or takes it away.
func (r *pageResult) count(streams []stream, sign float64) {
	for _, s := range streams {
		r.lost += int(sign * s.PacketsLost)
		r.asked += int(sign * s.NackCount)
		r.bytes += int64(sign * s.BytesReceived)
		if s.Kind == "video" {
			r.codec, r.pli = s.Codec, r.pli+int(sign*s.PliCount)
			continue
		}
		r.events += int(sign * s.ConcealmentEvents)
		r.silent += time.Duration(sign*s.SilentConcealedSamples) * time.Second / 48000
		r.madeUp += time.Duration(sign*(s.ConcealedSamples-s.SilentConcealedSamples)) * time.Second / 48000
	}
}

func millis(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }
