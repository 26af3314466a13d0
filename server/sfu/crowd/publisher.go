package crowd

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"onair/internal/peerend"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v3"
	"github.com/pion/webrtc/v3/pkg/media"
)

// keyframesApart is the least time between two keyframes that were asked for.
const keyframesApart = 500 * time.Millisecond

// Publisher sends the clip over and over. Its methods may be called from any goroutine.
type Publisher struct {
	pc           *webrtc.PeerConnection
	video, audio *webrtc.TrackLocalStaticSample
	pictures     []picture
	sounds       [][]byte
	stop         context.CancelFunc
	wg           sync.WaitGroup

	asked  atomic.Bool // for a keyframe
	number atomic.Uint32
	bytes  atomic.Uint64
}

// Publish connects a publisher; it sends until it is closed.
func Publish(ctx context.Context, ask Exchange) (*Publisher, error) {
	p := &Publisher{}
	p.stop = func() {}
	err := p.open(ctx, ask)
	if err != nil {
		p.Close()
		return nil, fmt.Errorf("publish: %w", err)
	}
	return p, nil
}

func (p *Publisher) open(ctx context.Context, ask Exchange) (err error) {
	if p.pictures, err = readPictures(); err != nil {
		return err
	}
	if p.sounds, err = readSound(); err != nil {
		return err
	}
	var media webrtc.MediaEngine
	var inside interceptor.Registry
	if err := errors.Join(webrtc.ConfigureNack(&media, &inside), webrtc.ConfigureRTCPReports(&inside)); err != nil {
		return err
	}
	if p.pc, err = connection(nil, &inside); err != nil {
		return err
	}
	if p.video, err = webrtc.NewTrackLocalStaticSample(pictures, "video", "crowd"); err != nil {
		return err
	}
	if p.audio, err = webrtc.NewTrackLocalStaticSample(sound, "audio", "crowd"); err != nil {
		return err
	}
	for _, t := range []webrtc.TrackLocal{p.audio, p.video} {
		tr, err := p.pc.AddTransceiverFromTrack(t, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
		if err != nil {
			return err
		}
		p.wg.Go(func() { p.listen(tr.Sender()) })
	}
	up := make(chan struct{})
	once := sync.OnceFunc(func() { close(up) })
	p.pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		if s == webrtc.PeerConnectionStateConnected {
			once()
		}
	})
	if _, err := negotiate(ctx, p.pc, ask); err != nil {
		return err
	}
	select {
	case <-up:
	case <-ctx.Done():
		return ctx.Err()
	}
	run, stop := context.WithCancel(context.WithoutCancel(ctx))
	p.stop = stop
	p.wg.Go(func() { p.sendPictures(run) })
	p.wg.Go(func() { p.sendSound(run) })
	return nil
}

// listen hears who asks for keyframes.
func (p *Publisher) listen(s *webrtc.RTPSender) {
	for {
		list, _, err := s.ReadRTCP()
		if err != nil {
			return
		}
		for _, r := range list {
			switch r.(type) {
			case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
				p.asked.Store(true)
			}
		}
	}
}

// sendPictures sends them when they are due. As an encoder does it answers with a
// keyframe where one is asked for.
func (p *Publisher) sendPictures(ctx context.Context) {
	i, lastKey := 0, time.Time{}
	every(ctx, time.Second/FPS, func(n int) {
		if now := time.Now(); p.asked.Load() && now.Sub(lastKey) > keyframesApart {
			i = 0
		}
		pic := p.pictures[i]
		i = (i + 1) % len(p.pictures)
		if pic.key {
			p.asked.Store(false)
			lastKey = time.Now()
		}
		b := append(append([]byte(nil), pic.head...), stamp(uint32(n), int64(sinceBegun()))...)
		b = append(b, pic.body...)
		p.number.Store(uint32(n) + 1)
		p.bytes.Add(uint64(len(b)))
		_ = p.video.WriteSample(media.Sample{Data: b, Duration: time.Second / FPS})
	})
}

func (p *Publisher) sendSound(ctx context.Context) {
	every(ctx, time.Second/soundsPerSecond, func(n int) {
		b := p.sounds[n%len(p.sounds)]
		p.bytes.Add(uint64(len(b)))
		_ = p.audio.WriteSample(media.Sample{Data: b, Duration: time.Second / soundsPerSecond})
	})
}

// every calls f when each is due, whatever the ones before took, until ctx ends.
func every(ctx context.Context, gap time.Duration, f func(n int)) {
	begun := time.Now()
	t := time.NewTimer(0)
	defer t.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		f(n)
		t.Reset(time.Until(begun.Add(time.Duration(n+1) * gap)))
	}
}

// begun is what times of this process are counted from.
var begun = time.Now()

func sinceBegun() time.Duration { return time.Since(begun) }

// Sent is how many pictures were sent, and how many bytes of pictures and sound before
// they are packets.
func (p *Publisher) Sent() (pictures int, bytes uint64) {
	return int(p.number.Load()), p.bytes.Load()
}

// Close hangs up and waits. It may be called again.
func (p *Publisher) Close() {
	p.stop()
	if p.pc != nil {
		_ = peerend.GracefulClose(p.pc)
	}
	p.wg.Wait()
}
