package doors

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"onair/internal/await"
)

// play counts the pictures that a page's video has shown, and tells by which way they come.
const play = `(() => {
  const v = document.querySelector('[data-user=anna] video'), q = v?.getVideoPlaybackQuality();
  return v && { shown: q.totalVideoFrames - q.droppedVideoFrames, at: v.currentTime, via: document.querySelector('[data-user=anna]').dataset.via ?? '' };
})()`

type played struct {
	Shown int
	At    float64
	Via   string
}

// What is waited for: so many of 30 pictures in each second, over so many seconds of the stream's own time. B-frames over WebRTC
// show one or two, and a busy machine leaves out some of any stream.
const (
	wellShown = 15
	wellFor   = 4.0
)

// plays waits until the page plays well by a way; it returns when that began and how many pictures a second it showed.
func (b tab) plays(via string) (began time.Duration, perSecond float64) {
	b.t.Helper()
	asked := time.Now()
	var seen []played
	await.Good(b.t, func() string {
		now := js[*played](b, play)
		if now == nil || now.Via != via || now.Shown == 0 || len(seen) > 0 && (now.At < seen[len(seen)-1].At || now.Shown < seen[len(seen)-1].Shown) {
			seen = nil // not yet, or anew
			return fmt.Sprintf("%+v", now)
		}
		if len(seen) == 0 {
			began = time.Since(asked).Round(100 * time.Millisecond)
		}
		seen = append(seen, *now)
		for _, s := range seen {
			if d := now.At - s.At; d >= wellFor {
				perSecond = max(perSecond, float64(now.Shown-s.Shown)/d)
			}
		}
		return await.Unless(perSecond >= wellShown, fmt.Sprintf("%.1f pictures a second", perSecond))
	})
	return began, perSecond
}

// TestChromiumPlaysBFrames: over WebRTC it shows hardly any of such a stream, so that the page plays HLS by itself, says why, and
// goes back when they have ended.
func TestChromiumPlaysBFrames(t *testing.T) {
	s := open(t)
	b := s.elsewhere()
	with := append(x264("-bf", "2", "-f", "flv"), s.key.Addresses.RTMP+"/"+s.key.Key)
	first := s.film.Live(t, 0, 44100, with...)
	id := s.onAir()
	sig, err := s.Server().SignUserSig("gina")
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(b.ctx, chromedp.Navigate(fmt.Sprintf("http://%s/r/%d#user=gina&sig=%s", s.Server().Addr(), id, sig))); err != nil {
		t.Fatal(err)
	}
	began, rate := b.plays("hls")
	t.Logf("%.1f of 30 pictures a second by HLS, the first %v after the sign-in", rate, began)
	if why := js[string](b, `(() => { document.dispatchEvent(new KeyboardEvent('keydown', { key: 's', bubbles: true })); return ''; })()`); why != "" {
		t.Error(why)
	}
	await.True(t, "why it is HLS among the numbers", func() bool {
		return js[bool](b, `!!document.querySelector('[data-test=numbers-why]')?.checkVisibility()`)
	})
	await.True(t, "word of the B-frames", func() bool { return s.hinted("bFrames") })

	first.Stop()
	without := append(x264("-bf", "0", "-f", "flv"), s.key.Addresses.RTMP+"/"+s.key.Key)
	second := s.film.Live(t, first.Next(), 44100, without...)
	began, rate = b.plays("udp")
	t.Logf("%.1f by WebRTC when B-frames have ended, %v after that", rate, began)

	second.Stop()
	s.film.Live(t, second.Next(), 44100, with...)
	began, rate = b.plays("hls")
	t.Logf("%.1f by HLS when they begin again, %v after that", rate, began)
}
