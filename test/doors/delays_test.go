package doors

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"onair/internal/await"
	"onair/internal/filmtest"
	"onair/internal/nginxtest"
	"onair/internal/pulsetest"
	"onair/internal/roomtest"
	"onair/liveroom"
	"onair/media"
	"onair/media/hls"
)

// How many pictures are let pass before those that are measured: what comes in settles.
const (
	settling = 150
	measured = 200
)

// BenchmarkDelays measures every way from camera to viewer: the median and what 19 of 20
// pictures keep within.
func BenchmarkDelays(b *testing.B) {
	b.Run("app_to_app", func(b *testing.B) { give(b, appToApp(b, true)) })
	b.Run("app_to_app_without_a_loudspeaker", func(b *testing.B) { give(b, appToApp(b, false)) })
	b.Run("WHIP_to_WHEP_in_Chromium", func(b *testing.B) { give(b, whipToWhep(b)) })
	var names []string
	var found map[string][]time.Duration
	b.Run("RTMP_to_app", func(b *testing.B) {
		names, found = fromRTMP(b)
		give(b, found[names[0]])
	})
	for _, name := range names[min(1, len(names)):] {
		b.Run("RTMP_to_"+name, func(b *testing.B) { give(b, found[name]) })
	}
}

// give reports delays.
func give(b *testing.B, all []time.Duration) {
	b.Helper()
	if len(all) == 0 {
		b.Fatal("nothing was measured")
	}
	slices.Sort(all)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(all[len(all)/2]), "median-ms")
	b.ReportMetric(ms(all[len(all)*95/100]), "p95-ms")
}

// settle waits until enough pictures came to measure, after those that are not measured.
func settle(b *testing.B, eyes ...*filmtest.Eye) {
	b.Helper()
	for _, e := range eyes {
		await.Good(b, func() string { return e.Like(settling+measured, 0) })
	}
}

// appToApp has Anna's app send the film to Bob's. Pictures are shown 25 ms before the sound
// that belongs to them is heard (ADR 211), so what the loudspeaker keeps counts: without
// one the sound is due some 40 ms after its capture, and its picture after less than 20.
func appToApp(b *testing.B, loudspeaker bool) (all []time.Duration) {
	s := roomtest.Start(b)
	film := filmtest.Open(b, "../../media/av/testdata/face720p.mp4")
	file := "file:" + film.File(b, 1)
	ctx, cancel := roomtest.Patience(b)
	defer cancel()
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	anna, _ := s.Login("anna")
	must(anna.SetVideoEncoderParam(liveroom.VideoEncoderParam{Width: filmtest.Width, Height: filmtest.Height, FPS: filmtest.FPS}))
	must(anna.SetCamera(ctx, file))
	must(anna.SetMicrophone(ctx, file))
	camera, eye := film.Eye(), film.Eye()
	anna.SetMirror(false)
	must(anna.StartCameraPreview(ctx, false, camera))
	must(anna.CreateRoom(ctx, 7, liveroom.RoomParam{RoomName: "Delays"}))
	must(anna.StartPublish(ctx, ""))
	bob, _ := s.Login("bob")
	if loudspeaker {
		bob = listener(b, s)
	}
	must(bob.StartPlay("anna", eye))
	must(bob.EnterRoom(ctx, 7))
	settle(b, eye)
	var taken, shown [][2]float64
	zero := time.Now()
	for _, p := range camera.Seen() {
		taken = append(taken, [2]float64{float64(p.Number), p.Taken.Sub(zero).Seconds() * 1000})
	}
	for _, p := range eye.Seen()[settling:] {
		shown = append(shown, [2]float64{float64(p.Number), p.At.Sub(zero).Seconds() * 1000})
	}
	return apart(taken, shown, filmtest.Length*filmtest.FPS)
}

// listener is somebody with a loudspeaker, at a sound server that hears nothing else.
func listener(b *testing.B, s *roomtest.Studio) *liveroom.LiveRoom {
	b.Helper()
	for _, line := range pulsetest.Run(b).Env() {
		name, value, _ := strings.Cut(line, "=")
		b.Setenv(name, value)
	}
	room := liveroom.New(liveroom.Options{Server: "http://" + s.Server().Addr(), Camera: "none", Microphone: "none"})
	b.Cleanup(func() { _ = room.Close() })
	sig, err := s.Server().SignUserSig("carol")
	if err == nil {
		err = room.Login(b.Context(), s.Server().SDKAppID(), "carol", sig, liveroom.Config{})
	}
	if err != nil {
		b.Fatal(err)
	}
	return room
}

// apart is how long after it was taken last each picture was shown; both are lists of
// numbers and milliseconds, and numbers begin again after so many. A picture that was not
// seen when it was taken is left out.
func apart(taken, shown [][2]float64, around int) (all []time.Duration) {
	for _, s := range shown {
		for _, t := range slices.Backward(taken) {
			if d := s[1] - t[1]; t[0] == s[0] && d >= 0 {
				if d < float64(around)*1000/filmtest.FPS {
					all = append(all, time.Duration(d*float64(time.Millisecond)))
				}
				break
			}
		}
	}
	return all
}

// whipToWhep has a page send and watch, in one browser with one clock.
func whipToWhep(b *testing.B) []time.Duration {
	s := open(b)
	page := s.elsewhere()
	if why := js[string](page, fmt.Sprintf("program.send(%q, %q)", s.key.Addresses.WHIP, s.key.Key)); why != "" {
		b.Fatal(why)
	}
	sig, err := s.Server().SignUserSig("bob")
	if err != nil {
		b.Fatal(err)
	}
	at := fmt.Sprintf("http://%s/whep/%d", s.Server().Addr(), s.onAir())
	if why := js[string](page, fmt.Sprintf("program.watch(%q, %q)", at, "bob."+sig)); why != "" {
		b.Fatal(why)
	}
	await.Good(b, func() string {
		n := js[int](page, "program.shown.length")
		return await.Unless(n > settling+measured, fmt.Sprintf("%d pictures", n))
	})
	return apart(js[[][2]float64](page, "program.taken"), js[[][2]float64](page, "program.shown")[settling:], filmtest.Around)
}

// fromRTMP has FFmpeg send by RTMP, x264 without look-ahead, to all that there is at once.
func fromRTMP(b *testing.B) (names []string, found map[string][]time.Duration) {
	s := open(b)
	l := s.film.Live(b, 0, 48000, append(x264("-tune", "zerolatency", "-f", "flv"), s.key.Addresses.RTMP+"/"+s.key.Key)...)
	s.watch()
	origin := s.Server().Addr()
	cache := nginxtest.Start(b, "../..", origin)
	folder := fmt.Sprintf("/hls/%d/anna/", s.onAir())
	eyes := map[string]*filmtest.Eye{"app": s.eye}
	names = []string{"app"}
	for _, way := range [][2]string{{"LL-HLS", origin + folder + "index.m3u8"}, {"HLS", origin + folder + "plain.m3u8"},
		{"LL-HLS_through_nginx", cache + folder + "index.m3u8"}, {"HLS_through_nginx", cache + folder + "plain.m3u8"}} {
		eyes[way[0]] = s.film.Eye()
		names = append(names, way[0])
		listen(b, "http://"+way[1], eyes[way[0]])
	}
	found = map[string][]time.Duration{}
	for _, name := range names {
		settle(b, eyes[name])
	}
	for _, name := range names {
		found[name] = l.Delays(eyes[name].Seen()[settling:])
	}
	return names, found
}

// listen plays HLS at the pace of a loudspeaker.
func listen(b *testing.B, url string, eye *filmtest.Eye) {
	b.Helper()
	await.Good(b, func() string {
		res, err := http.Get(url)
		if err != nil {
			return err.Error()
		}
		res.Body.Close()
		return await.Unless(res.StatusCode == http.StatusOK, res.Status)
	})
	ctx, cancel := context.WithTimeout(b.Context(), await.Patience)
	defer cancel()
	p, err := hls.Play(ctx, hls.Config{URL: url, OnVideo: eye.Render})
	if err != nil {
		b.Fatal(err)
	}
	var wg sync.WaitGroup
	end := make(chan struct{})
	wg.Go(func() {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		block := make([]float32, media.SampleRate/100*media.Channels)
		for {
			select {
			case <-end:
				return
			case <-tick.C:
				p.ReadAudio(block)
			}
		}
	})
	b.Cleanup(func() {
		close(end)
		wg.Wait()
		_ = p.Close()
	})
}
