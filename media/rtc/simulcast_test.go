package rtc_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/rtp/codecs"
	"github.com/pion/webrtc/v3"

	"onair/internal/await"
	"onair/internal/peerend"
	"onair/media"
	"onair/media/av"
	"onair/media/rtc"
)

// taker is a plain receiver of several encodings.
type taker struct {
	t  testing.TB
	pc *webrtc.PeerConnection
	wg sync.WaitGroup

	mu    sync.Mutex
	takes map[string]*taken // by RID
}

// taken is what came of one encoding.
type taken struct {
	ssrc   uint32
	size   string          // of the first picture that could be decoded
	stamps map[uint32]bool // of pictures
}

func newTaker(t testing.TB) *taker {
	me := &webrtc.MediaEngine{}
	ir := &interceptor.Registry{}
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	check(me.RegisterDefaultCodecs())
	check(webrtc.ConfigureSimulcastExtensionHeaders(me))
	check(webrtc.RegisterDefaultInterceptors(me, ir))
	var se webrtc.SettingEngine
	se.SetIncludeLoopbackCandidate(true)
	se.SetInterfaceFilter(func(name string) bool { return name == "lo" })
	pc, err := webrtc.NewAPI(webrtc.WithMediaEngine(me), webrtc.WithInterceptorRegistry(ir), webrtc.WithSettingEngine(se)).
		NewPeerConnection(webrtc.Configuration{})
	check(err)
	k := &taker{t: t, pc: pc, takes: map[string]*taken{}}
	pc.OnTrack(func(tr *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		k.wg.Add(1)
		defer k.wg.Done()
		if tr.Kind() == webrtc.RTPCodecTypeVideo {
			k.read(tr)
			return
		}
		for { // what is not read is not reported to have come
			if _, _, err := tr.ReadRTP(); err != nil {
				return
			}
		}
	})
	t.Cleanup(func() {
		_ = peerend.GracefulClose(pc)
		k.wg.Wait()
	})
	return k
}

// answer takes an offer; edit changes it first.
func (k *taker) answer(edit func(string) string) rtc.Exchange {
	return func(_ context.Context, offer string) (string, error) {
		if edit != nil {
			offer = edit(offer)
		}
		if err := k.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}); err != nil {
			return "", err
		}
		answer, err := k.pc.CreateAnswer(nil)
		if err != nil {
			return "", err
		}
		done := webrtc.GatheringCompletePromise(k.pc)
		if err := k.pc.SetLocalDescription(answer); err != nil {
			return "", err
		}
		<-done
		return k.pc.LocalDescription().SDP, nil
	}
}

// read takes one encoding apart, and asks for keyframes until a picture was decoded.
func (k *taker) read(tr *webrtc.TrackRemote) {
	dec, err := av.NewVideoDecoder(av.H264)
	if err != nil {
		k.t.Error(err)
		return
	}
	defer dec.Close()
	k.mu.Lock()
	one := &taken{ssrc: uint32(tr.SSRC()), stamps: map[uint32]bool{}}
	k.takes[tr.RID()] = one
	k.mu.Unlock()
	k.want(tr.RID())
	var unit codecs.H264Packet
	var pool media.FramePool
	var picture []byte
	for {
		p, _, err := tr.ReadRTP()
		if err != nil {
			return
		}
		part, err := unit.Unmarshal(p.Payload)
		if err != nil {
			continue
		}
		picture = append(picture, part...)
		k.mu.Lock()
		one.stamps[p.Timestamp] = true
		seen := one.size != ""
		k.mu.Unlock()
		if !p.Marker {
			continue
		}
		if f, err := dec.Decode(picture, &pool); err == nil && f != nil && !seen {
			k.mu.Lock()
			one.size = fmt.Sprintf("%dx%d", f.Width(), f.Height())
			k.mu.Unlock()
			f.Release()
		} else if f != nil {
			f.Release()
		}
		picture = picture[:0]
	}
}

// want asks for a keyframe of one encoding.
func (k *taker) want(rid string) {
	k.mu.Lock()
	ssrc := k.takes[rid].ssrc
	k.mu.Unlock()
	_ = k.pc.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: ssrc}})
}

// sizes are the encodings that came, with their sizes.
func (k *taker) sizes() map[string]string {
	k.mu.Lock()
	defer k.mu.Unlock()
	out := map[string]string{}
	for rid, one := range k.takes {
		out[rid] = one.size
	}
	return out
}

// give publishes to k until the test ends.
func (k *taker) give(cfg rtc.PublishConfig, cam *camera, edit func(string) string) *rtc.Publisher {
	k.t.Helper()
	ctx, cancel := context.WithTimeout(k.t.Context(), 20*time.Second)
	defer cancel()
	cfg.Logger = logger()
	pub, err := rtc.Publish(ctx, cfg, k.answer(edit))
	if err != nil {
		k.t.Fatal(err)
	}
	feed, stop := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { cam.run(feed, pub) })
	k.t.Cleanup(func() {
		stop()
		wg.Wait()
		pub.Close()
	})
	return pub
}

func hdLayers(layers int) rtc.PublishConfig {
	video := &rtc.VideoConfig{Width: 960, Height: 540, FrameRate: 10, Layers: layers, KeyframeInterval: time.Hour}
	video.KeepAll()
	return rtc.PublishConfig{Video: video, Audio: &rtc.AudioConfig{}, StartBitRate: 3_000_000}
}

// TestThreeEncodingsAreSent: each in its size, of the same pictures, and each with
// keyframes of its own.
func TestThreeEncodingsAreSent(t *testing.T) {
	t.Parallel()
	k := newTaker(t)
	pub := k.give(hdLayers(0), newCamera(960, 540, 10), nil)
	want := map[string]string{"h": "960x540", "m": "480x270", "l": "240x136"}
	await.Good(t, func() string {
		got := k.sizes()
		return await.Unless(fmt.Sprint(got) == fmt.Sprint(want), fmt.Sprintf("%v, sent %+v", got, pub.Stats()))
	})
	await.Good(t, func() string {
		k.mu.Lock()
		defer k.mu.Unlock()
		same := 0
		for ts := range k.takes["h"].stamps {
			if k.takes["m"].stamps[ts] && k.takes["l"].stamps[ts] {
				same++
			}
		}
		return await.Unless(same > 3, fmt.Sprintf("%d pictures have the same time in all encodings", same))
	})
	st := pub.Stats()
	if len(st.Layers) == 0 || st.Layers[0].RID != "h" || st.Width != 960 || st.Layers[len(st.Layers)-1].BitRate > st.BitRate {
		t.Errorf("statistics: %+v", st)
	}
	asked := func(want map[string]uint64) string {
		got, made := map[string]uint64{}, map[string]uint64{}
		for _, l := range pub.Stats().Layers {
			got[l.RID], made[l.RID] = l.PLIs, l.Keyframes
		}
		return await.Unless(fmt.Sprint(got) == fmt.Sprint(want) && made["l"] > want["l"], fmt.Sprintf("asked %v, made %v, want %v", got, made, want))
	}
	await.Good(t, func() string { return asked(map[string]uint64{"h": 1, "m": 1, "l": 1}) })
	k.want("l")
	await.Good(t, func() string { return asked(map[string]uint64{"h": 1, "m": 1, "l": 2}) })
}

var (
	layerLines = regexp.MustCompile(`(?m)^a=(rid|simulcast):.*\r\n`)
	ssrcLines  = regexp.MustCompile(`(?m)^a=ssrc:(\d+) .*\r\n`)
)

// firstOnly takes several encodings out of an offer: the first stream of each section stays.
func firstOnly(offer string) string {
	sections := strings.SplitAfter(layerLines.ReplaceAllString(offer, ""), "m=")
	for i, s := range sections {
		first := ""
		sections[i] = ssrcLines.ReplaceAllStringFunc(s, func(line string) string {
			of := ssrcLines.FindStringSubmatch(line)[1]
			if first == "" {
				first = of
			}
			if of != first {
				return ""
			}
			return line
		})
	}
	return strings.Join(sections, "")
}

// TestAServerThatTakesOneEncoding gets one, in full size: it knows nothing of others.
func TestAServerThatTakesOneEncoding(t *testing.T) {
	t.Parallel()
	k := newTaker(t)
	pub := k.give(hdLayers(0), newCamera(960, 540, 10), func(offer string) string {
		if len(layerLines.FindAllString(offer, -1)) != 4 {
			t.Errorf("the offer has not three encodings: %s", offer)
		}
		return firstOnly(offer)
	})
	await.Good(t, func() string {
		got := k.sizes()
		return await.Unless(got[""] == "960x540", fmt.Sprintf("%v, sent %+v", got, pub.Stats()))
	})
	if st := pub.Stats(); len(st.Layers) != 0 || st.Fewer != "server" || st.Frames == 0 {
		t.Errorf("statistics: %+v", st)
	}
	if got := k.sizes(); len(got) != 1 {
		t.Errorf("%d streams came", len(got))
	}
}

// TestOneEncodingIfThatIsWanted: then nothing in the offer speaks of more.
func TestOneEncodingIfThatIsWanted(t *testing.T) {
	t.Parallel()
	k := newTaker(t)
	pub := k.give(hdLayers(1), newCamera(960, 540, 10), func(offer string) string {
		if layerLines.MatchString(offer) {
			t.Errorf("the offer speaks of encodings: %s", offer)
		}
		return offer
	})
	await.Good(t, func() string { return await.Unless(k.sizes()[""] == "960x540", fmt.Sprint(k.sizes())) })
	if st := pub.Stats(); st.Fewer != "option" {
		t.Errorf("fewer because of %q", st.Fewer)
	}
}
