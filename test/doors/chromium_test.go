package doors

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"onair/internal/await"
	"onair/internal/chrometest"
	"onair/internal/filmtest"
	"onair/liveroom"
	"onair/media"
)

// tab is a page of another site in Chromium.
type tab struct {
	t   testing.TB
	ctx context.Context
}

// elsewhere opens the page, with the film as camera and microphone.
func (s *stand) elsewhere() tab {
	s.t.Helper()
	script, err := os.ReadFile("testdata/page.js")
	if err != nil {
		s.t.Fatal(err)
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<!doctype html><title>elsewhere</title><video muted playsinline></video><script>%s</script>", script)
	}))
	s.t.Cleanup(site.Close)
	ctx, stop, err := chrometest.Launch(s.film.Devices(s.t))
	if errors.Is(err, chrometest.ErrMissing) {
		s.t.Skip(err)
	} else if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(stop)
	if err := chromedp.Do(ctx, chromedp.Navigate(site.URL)); err != nil {
		s.t.Fatal(err)
	}
	return tab{s.t, ctx}
}

// pressed has a page take it that somebody pressed something: sound needs that.
func pressed(p *runtime.EvaluateParams) { yes := true; p.UserGesture = &yes }

// js is what an expression comes to.
func js[T any](b tab, expression string) (out T) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, await.Patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[json.RawMessage](expression, chromedp.EvalAwaitPromise, pressed))
	if err == nil {
		err = json.Unmarshal(v, &out)
	}
	if err != nil {
		call, _, _ := strings.Cut(expression, "(")
		b.t.Fatalf("%s: %v", call, err)
	}
	return out
}

// TestChromiumSendsByWHIP: from a page of another site, with what browsers ask before.
func TestChromiumSendsByWHIP(t *testing.T) {
	s := open(t)
	b := s.elsewhere()
	if why := js[string](b, fmt.Sprintf("program.send('http://%s/whip', 'no key of hers')", s.Server().Addr())); !strings.HasPrefix(why, "401") {
		t.Errorf("a wrong key is answered %q", why)
	}
	if why := js[string](b, fmt.Sprintf("program.send(%q, %q)", s.key.Addresses.WHIP, s.key.Key)); why != "" {
		t.Fatal(why)
	}
	s.watch()
	s.sees()
	if why := s.eye.Back(filmtest.Around); why != "" {
		t.Error(why)
	}
	if status := js[int](b, "program.leave()"); status != 200 && status != 204 {
		t.Errorf("DELETE is answered %d", status)
	}
	await.True(t, "the end of the stream", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return !s.own.On
	})
}

// TestChromiumSendsLayersByWHIP: three encodings by RID, as browsers send them; a viewer gets
// the one that is chosen, and the best again.
func TestChromiumSendsLayersByWHIP(t *testing.T) {
	s := open(t)
	b := s.elsewhere()
	if why := js[string](b, fmt.Sprintf("program.send(%q, %q, true)", s.key.Addresses.WHIP, s.key.Key)); why != "" {
		t.Fatal(why)
	}
	s.watch()
	var lines atomic.Int64 // of the newest picture
	view := liveroom.ViewFunc(func(f *media.Frame) { lines.Store(int64(f.Height())) })
	if err := s.bob.UpdateRemoteView("anna", view); err != nil {
		t.Fatal(err)
	}
	gets := func(height int) {
		t.Helper()
		await.Good(t, func() string {
			s.mu.Lock()
			defer s.mu.Unlock()
			return await.Unless(s.gets.Height == height && slices.Equal(s.gets.Layers, []int{540, 270, 134}), fmt.Sprintf("%d lines are wanted, told of %+v", height, s.gets))
		})
		await.Good(t, func() string {
			return await.Unless(int(lines.Load()) == height, fmt.Sprintf("pictures of %d lines come, not of %d", lines.Load(), height))
		})
	}
	gets(540)
	for _, c := range []struct{ quality, height int }{{134, 134}, {270, 270}, {liveroom.VideoQualityAuto, 540}} {
		if err := s.bob.SetRemoteVideoQuality("anna", c.quality); err != nil {
			t.Fatal(err)
		}
		gets(c.height)
	}
}

// TestChromiumWatchesByWHEP: what FFmpeg sends by RTMP: pictures in order, and sound.
func TestChromiumWatchesByWHEP(t *testing.T) {
	s := open(t)
	b := s.elsewhere()
	s.film.Live(t, 0, 44100, append(x264("-bf", "0", "-f", "flv"), s.key.Addresses.RTMP+"/"+s.key.Key)...)
	id := s.onAir()
	sig, err := s.Server().SignUserSig("bob")
	if err != nil {
		t.Fatal(err)
	}
	at := fmt.Sprintf("http://%s/whep/%d", s.Server().Addr(), id)
	if why := js[string](b, fmt.Sprintf("program.watch(%q, %q)", at, "bob."+sig)); why != "" {
		t.Fatal(why)
	}
	var numbers []int
	await.Good(t, func() string {
		numbers = js[[]int](b, "program.numbers")
		return await.Unless(len(numbers) > enough, fmt.Sprintf("%d pictures", len(numbers)))
	})
	await.Good(t, func() string {
		level := js[float64](b, "program.level()")
		return await.Unless(level > 0.05, fmt.Sprintf("sound at %.3f", level))
	})
	back := 0
	for i := 1; i < len(numbers); i++ {
		if numbers[i] < numbers[i-1] {
			back++
		}
	}
	t.Logf("pictures %d to %d, %d shown, %d of them after a later one", numbers[0], numbers[len(numbers)-1], len(numbers), back)
	if back > 0 {
		t.Errorf("pictures out of order: %v", numbers)
	}
	if status := js[int](b, "program.leave()"); status != 200 && status != 204 {
		t.Errorf("DELETE is answered %d", status)
	}
}
