package doors

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"onair/internal/await"
)

// play counts the pictures that a page's video shows and by which way they come, from a moment on.
const play = `(async () => {
  const v = document.querySelector('[data-user=anna] video');
  if (!v || !v.videoWidth) return null;
  return { shown: v.getVideoPlaybackQuality().totalVideoFrames - v.getVideoPlaybackQuality().droppedVideoFrames, at: v.currentTime,
    via: document.querySelector('[data-user=anna]').dataset.via };
})()`

type played struct {
	Shown int
	At    float64
	Via   string
}

// plays waits until the page shows pictures by a way, and then for some seconds of them; it returns how many a second of the
// stream's own time.
func (b tab) plays(via string, seconds float64) (perSecond float64) {
	b.t.Helper()
	var from, to *played
	await.Good(b.t, func() string {
		from = js[*played](b, play)
		return await.Unless(from != nil && from.Via == via && from.Shown > 30 && from.At > 0, fmt.Sprintf("%+v", from))
	})
	await.Good(b.t, func() string {
		to = js[*played](b, play)
		if to == nil || to.Via != via {
			return fmt.Sprintf("%+v", to)
		}
		return await.Unless(to.At >= from.At+seconds, fmt.Sprintf("%.1f s of %.0f", to.At-from.At, seconds))
	})
	return float64(to.Shown-from.Shown) / (to.At - from.At)
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
	began := time.Now()
	if err := chromedp.Do(b.ctx, chromedp.Navigate(fmt.Sprintf("http://%s/r/%d#user=gina&sig=%s", s.Server().Addr(), id, sig))); err != nil {
		t.Fatal(err)
	}
	rate := b.plays("hls", 8)
	t.Logf("%.1f of 30 pictures a second by HLS, %v after the page was asked for", rate, time.Since(began).Round(100*time.Millisecond))
	if rate < 24 {
		t.Errorf("%.1f pictures a second", rate)
	}
	if why := js[string](b, `(() => { document.dispatchEvent(new KeyboardEvent('keydown', { key: 's', bubbles: true })); return ''; })()`); why != "" {
		t.Error(why)
	}
	await.True(t, "why it is HLS among the numbers", func() bool {
		return js[bool](b, `!!document.querySelector('[data-test=numbers-why]')?.checkVisibility()`)
	})
	await.True(t, "word of the B-frames", func() bool { return s.hinted("bFrames") })

	first.Stop()
	s.film.Live(t, first.Next(), 44100, append(x264("-bf", "0", "-f", "flv"), s.key.Addresses.RTMP+"/"+s.key.Key)...)
	t.Logf("%.1f of 30 pictures a second when B-frames have ended", b.plays("udp", 4))
}
