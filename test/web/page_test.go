package web

import (
	"context"
	"encoding/json"
	"fmt"
	"image/color"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"onair/internal/await"
	"onair/internal/roomtest"
)

// tab is a window of its own with nothing of other tests in it.
type tab struct {
	t    *testing.T
	ctx  context.Context
	host string // the only one that may be asked

	mu     sync.Mutex
	wrong  []string
	expect []string // parts of complaints that belong to the test
}

// open opens a window of a size, with scripts that run before the page's own.
func open(t *testing.T, wide, high int64, scripts ...string) *tab {
	t.Helper()
	return openIn(t, browser(t), wide, high, scripts...)
}

// openIn is open in another browser.
func openIn(t *testing.T, in context.Context, wide, high int64, scripts ...string) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(in, chromedp.WithNewBrowserContext())
	b := &tab{t: t, ctx: ctx}
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx)
		cancel()
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, w := range b.wrong {
			t.Errorf("the page: %s", w)
		}
	})
	b.do(chromedp.EmulateViewport(wide, high))
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	for _, s := range append(scripts, helpers) {
		if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: s}); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// hear keeps what goes wrong: exceptions, complaints about the policy, requests to others.
func (b *tab) hear(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	say := func(text string) {
		for _, e := range b.expect {
			if strings.Contains(text, e) {
				return
			}
		}
		b.wrong = append(b.wrong, text)
	}
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		d := ev.ExceptionDetails
		text := d.Text
		if d.Exception != nil {
			text += " " + d.Exception.Description
		}
		say(text)
	case *log.EventEntryAdded:
		// A viewer that was slow asks for pieces that have gone, and goes on with newer ones.
		gone := strings.Contains(ev.Entry.Text, "404") && strings.Contains(ev.Entry.URL, "/hls/") && strings.HasSuffix(ev.Entry.URL, ".mp4")
		if ev.Entry.Level == log.EntryLevelError && !gone {
			say(string(ev.Entry.Source) + ": " + ev.Entry.Text + " " + ev.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(ev.Request.URL); err == nil && u.Host != b.host && u.Host != "" {
			say("asks " + ev.Request.URL)
		}
	}
}

// expected names complaints that belong to the test.
func (b *tab) expected(parts ...string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.expect = append(b.expect, parts...)
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, await.Patience)
	defer cancel()
	if len(steps) > 0 && b.fresh() { // the first call may not have a time of its own
		ctx = b.ctx
	}
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.show("failed")
		b.t.Fatalf("chromium: %v", err)
	}
}

func (b *tab) fresh() bool { return chromedp.FromContext(b.ctx).Target == nil }

// go_ opens an address of the server's.
func (b *tab) visit(at string) {
	b.t.Helper()
	u, err := url.Parse(at)
	if err != nil {
		b.t.Fatal(err)
	}
	b.mu.Lock()
	b.host = u.Host
	b.mu.Unlock()
	b.do(chromedp.Navigate(at))
}

// at is a selector for what has a name for tests.
func at(name string) chromedp.CSS { return chromedp.CSS(fmt.Sprintf("[data-test=%q]", name)) }

// press presses what has a name for tests, as a person does: with the mouse.
func (b *tab) press(name string) {
	b.t.Helper()
	b.do(chromedp.Click(at(name)))
}

// type_ writes into a field and presses Enter if the text ends with it.
func (b *tab) write(name, text string) {
	b.t.Helper()
	b.do(chromedp.SendKeys(at(name), text))
}

// speaks chooses a language.
func (b *tab) speaks(code string) {
	b.t.Helper()
	js[any](b, fmt.Sprintf(`(() => { const s = document.querySelector('[data-test=language]'); s.value = %q; s.dispatchEvent(new Event('change')); })()`, code))
}

// js is what an expression is, once.
func js[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, await.Patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[json.RawMessage](expression, chromedp.EvalAwaitPromise))
	var out T
	if err == nil && len(v) > 0 && string(v) != "{}" {
		err = json.Unmarshal(v, &out)
	}
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return out
}

// until waits until an expression is true.
func (b *tab) until(what, expression string) {
	b.t.Helper()
	if err := await.Wait(func() string { return await.Unless(js[bool](b, "!!("+expression+")"), what) }); err != nil {
		b.show("failed")
		b.t.Fatalf("%v\n%s", err, js[string](b, "document.body.innerText.slice(0, 1500)"))
	}
}

// says waits until what has a name for tests has a text in it.
func (b *tab) says(name, text string) {
	b.t.Helper()
	b.until(fmt.Sprintf("%s does not say %q", name, text), fmt.Sprintf(`[...document.querySelectorAll('[data-test="%s"]')].some((e) => e.textContent.includes(%q))`, name, text))
}

// shown waits until what has a name for tests is to be seen.
func (b *tab) shown(name string) {
	b.t.Helper()
	b.until(name+" is not shown", fmt.Sprintf(`[...document.querySelectorAll('[data-test="%s"]')].some((e) => e.checkVisibility())`, name))
}

// helpers are for the tests' questions.
const helpers = `
window.tests = {
  video(user) { return document.querySelector('[data-user="' + user + '"] video'); },
  // The mean colour of a part of the picture that is clear of its clock.
  colour(user) {
    const v = this.video(user);
    if (!v || v.readyState < 2 || !v.videoWidth) return null;
    const c = document.createElement('canvas');
    c.width = 16; c.height = 9;
    const g = c.getContext('2d');
    g.drawImage(v, v.videoWidth / 8, v.videoHeight / 8, v.videoWidth / 4, v.videoHeight / 4, 0, 0, 16, 9);
    const d = g.getImageData(0, 0, 16, 9).data, sum = [0, 0, 0];
    for (let i = 0; i < d.length; i += 4) for (let k = 0; k < 3; k++) sum[k] += d[i + k];
    return sum.map((x) => Math.round(x * 4 / d.length));
  },
  // The frequency that is loudest in what an element plays, 0 for silence.
  tone(user) {
    const v = this.video(user);
    if (!v) return 0;
    this.ctx ??= new AudioContext();
    this.ctx.resume();
    const of = v.srcObject ?? v;
    if (this.of !== of) {
      this.of = of;
      const source = v.srcObject ? this.ctx.createMediaStreamSource(v.srcObject) : this.ctx.createMediaElementSource(v);
      this.node = this.ctx.createAnalyser();
      this.node.fftSize = 8192;
      this.node.smoothingTimeConstant = 0;
      source.connect(this.node);
      if (!v.srcObject) this.node.connect(this.ctx.destination);
    }
    const bins = new Float32Array(this.node.frequencyBinCount);
    this.node.getFloatFrequencyData(bins);
    let best = 0;
    for (let i = 1; i < bins.length; i++) if (bins[i] > bins[best]) best = i;
    return bins[best] > -60 ? best * this.ctx.sampleRate / this.node.fftSize : 0;
  },
};`

// sees waits until a user's picture has the user's colour, and moves.
func (b *tab) sees(user string) {
	b.t.Helper()
	if err := await.Wait(func() string {
		rgb := js[[]int](b, fmt.Sprintf("tests.colour(%q)", user))
		if len(rgb) != 3 {
			return "no picture of " + user
		}
		return await.Unless(nearest(rgb) == user, fmt.Sprintf("the colour of %s (%v) where %s should be", nearest(rgb), rgb, user))
	}); err != nil {
		b.show("failed")
		b.t.Fatalf("%v\n%s", err, js[string](b, "document.body.innerText.slice(0, 1500)"))
	}
	then := js[float64](b, fmt.Sprintf("tests.video(%q).currentTime", user))
	b.until("the picture of "+user+" does not move", fmt.Sprintf("tests.video(%q)?.currentTime > %g", user, then))
}

// nearest is whose colour it is.
func nearest(rgb []int) string {
	_, cb, cr := color.RGBToYCbCr(uint8(rgb[0]), uint8(rgb[1]), uint8(rgb[2]))
	best, who := math.Inf(1), ""
	for _, l := range roomtest.People() {
		_, b, r := color.RGBToYCbCr(l.Color.R, l.Color.G, l.Color.B)
		if d := math.Hypot(float64(cb)-float64(b), float64(cr)-float64(r)); d < best {
			best, who = d, l.Name
		}
	}
	return who
}

// hears waits until a user's tone is what sounds loudest.
func (b *tab) hears(user string) {
	b.t.Helper()
	want := roomtest.LookOf(user).Hz
	await.Good(b.t, func() string {
		hz := js[float64](b, fmt.Sprintf("tests.tone(%q)", user))
		return await.Unless(math.Abs(hz-want) < 15, fmt.Sprintf("%.0f Hz instead of %.0f", hz, want))
	})
}

// show puts a picture of the window into out/web.
func (b *tab) show(name string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, await.Patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	dir := filepath.Join("..", "..", "out", "web")
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, strings.NewReplacer("/", "-", " ", "-").Replace(b.t.Name())+"-"+name+".png"), png, 0o644)
	}
	if err != nil {
		b.t.Logf("no picture of the window: %v", err)
	}
}
