package crowd

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"onair/internal/peerend"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/transport/v2/stdnet"
	"github.com/pion/webrtc/v3"
)

// reportEvery is how often a viewer reports, and asks again for a first keyframe.
const reportEvery = time.Second

// Viewer watches a stream. Its methods may be called from any goroutine.
type Viewer struct {
	pc   *webrtc.PeerConnection
	wire wire
	stop context.CancelFunc
	wg   sync.WaitGroup
	see  func(Seen)
	key  chan struct{} // closed at the first keyframe

	mu     sync.Mutex
	closed bool
	first  time.Time // when the keyframe came
	joined time.Duration
}

// Seen is a picture that has come whole.
type Seen struct {
	Number int
	Late   time.Duration // since it was given to the publisher's connection
	At     time.Time
}

// Play has a viewer watch until it is closed, and returns when the first packet of a
// keyframe has come. see, if not nil, has the viewer decrypt everything and is told of each
// picture, on a goroutine of the viewer's; else it only counts from then on.
func Play(ctx context.Context, ask Exchange, see func(Seen)) (*Viewer, error) {
	v := &Viewer{see: see, key: make(chan struct{}), stop: func() {}}
	if err := v.open(ctx, ask); err != nil {
		v.Close()
		return nil, fmt.Errorf("play: %w", err)
	}
	return v, nil
}

func (v *Viewer) open(ctx context.Context, ask Exchange) (err error) {
	std, err := stdnet.NewNet()
	if err != nil {
		return err
	}
	if v.pc, err = connection(counted{std, &v.wire}, &interceptor.Registry{}); err != nil {
		return err
	}
	for _, k := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeAudio, webrtc.RTPCodecTypeVideo} {
		if _, err := v.pc.AddTransceiverFromKind(k, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}); err != nil {
			return err
		}
	}
	v.pc.OnTrack(func(t *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		v.mu.Lock()
		defer v.mu.Unlock()
		if !v.closed {
			v.wg.Go(func() { v.read(t) })
		}
	})
	asked, err := negotiate(ctx, v.pc, ask)
	if err != nil {
		return err
	}
	run, stop := context.WithCancel(context.WithoutCancel(ctx))
	v.stop = stop
	v.wg.Go(func() { v.report(run) })
	select {
	case <-v.key:
	case <-ctx.Done():
		return fmt.Errorf("no keyframe has come, in %d packets and %d pictures; the connection is %v: %w", v.Count().Packets, v.Count().Pictures, v.pc.ConnectionState(), ctx.Err())
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.joined = v.first.Sub(asked)
	return nil
}

// read takes what is decrypted.
func (v *Viewer) read(t *webrtc.TrackRemote) {
	video := t.Kind() == webrtc.RTPCodecTypeVideo
	var asked time.Time
	var now Seen // the picture under way
	var stamped bool
	var of uint32
	for {
		pkt, _, err := t.ReadRTP()
		if err != nil {
			return
		}
		if !video {
			continue
		}
		select {
		case <-v.key:
		default:
			if startsKeyframe(pkt.Payload) {
				v.begin()
			} else if time.Since(asked) > reportEvery { // as a browser does that cannot begin
				asked = time.Now()
				_ = v.pc.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: uint32(t.SSRC())}})
			}
		}
		if v.see == nil {
			continue
		}
		if n, at, ok := readStamp(pkt.Payload); ok {
			now, stamped, of = Seen{Number: int(n), Late: -time.Duration(at)}, true, pkt.Timestamp
		}
		if pkt.Marker && stamped && pkt.Timestamp == of {
			now.Late, now.At, stamped = now.Late+sinceBegun(), time.Now(), false
			v.see(now)
		}
	}
}

// begin notes that the first keyframe comes.
func (v *Viewer) begin() {
	v.mu.Lock()
	v.first = time.Now()
	v.mu.Unlock()
	close(v.key)
	if v.see == nil {
		v.wire.only.Store(true)
	}
}

// report tells the server what has come, which pion does not know of what it never sees.
func (v *Viewer) report(ctx context.Context) {
	self := rand.Uint32()
	t := time.NewTicker(reportEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if list := v.wire.reports(); len(list) > 0 {
				_ = v.pc.WriteRTCP([]rtcp.Packet{&rtcp.ReceiverReport{SSRC: self, Reports: list}})
			}
		}
	}
}

// Count is what has come so far.
func (v *Viewer) Count() Count { return v.wire.count() }

// Joined is how long it took from giving the offer to the first packet of a keyframe.
func (v *Viewer) Joined() time.Duration {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.joined
}

// Close hangs up and waits. It may be called again.
func (v *Viewer) Close() {
	v.mu.Lock()
	v.closed = true
	v.mu.Unlock()
	v.stop()
	if v.pc != nil {
		_ = peerend.GracefulClose(v.pc)
	}
	v.wg.Wait()
}
