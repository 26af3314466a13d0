package sfu

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"

	"onair/internal/peerend"
	"onair/server/sfu/internal/line"
	"onair/server/sfu/internal/offers"
)

// viewer is one client that watches a stream, over a peer connection of pion's.
type viewer struct {
	p    *publisher
	id   string
	opts PlayOptions
	pc   *webrtc.PeerConnection
	born time.Time

	again restarting
	view  atomic.Pointer[View]

	picking  sync.Mutex
	adaption adaption

	place  place
	codecs [2]*codec // nil where not played
	subs   [2]*pionSub

	connected atomic.Bool
	cut       atomic.Bool
	once      sync.Once
}

// newViewer chooses payload types and makes the peer connection; nothing runs yet.
func newViewer(p *publisher, id string, o *offers.Offer, opts PlayOptions) (*viewer, error) {
	v := &viewer{p: p, id: id, opts: opts, born: time.Now(), place: place{all: &p.sfu.places}}
	v.view.Store(&opts.View)
	codecs := &v.codecs
	for k, m := range o.Media {
		t := p.tracks[k]
		if t == nil || m == nil || !m.Receives || kind(k) == video && opts.AudioOnly {
			continue
		}
		c, ok := m.PlayCodec(t.codec)
		if !ok {
			return nil, fmt.Errorf("%w: the stream's %s is %s", ErrCodec, kind(k), t.codec.Mime)
		}
		codecs[k] = &c
		v.subs[k] = &pionSub{v: v, kind: kind(k)}
		if kind(k) == video && p.layered() {
			v.subs[k].line = line.New(guess)
		}
	}
	if codecs[video] == nil && codecs[audio] == nil {
		return nil, fmt.Errorf("%w: nothing to play", ErrBadOffer)
	}
	v.again.keep(opts.Restarts, o)
	pc, err := p.sfu.newPeer(v.codecs, offers.Features{Feedback: [2]bool{video: p.layered()}}, writerTap{v})
	if err != nil {
		return nil, err
	}
	v.pc = pc
	for k, s := range v.subs {
		if s == nil {
			continue
		}
		if s.sender, err = pc.AddTrack(&localTrack{kind: kind(k)}); err != nil {
			_ = peerend.Close(pc)
			return nil, fmt.Errorf("add %s: %w", kind(k), err)
		}
	}
	return v, nil
}

// begin starts the viewer's goroutines.
func (v *viewer) begin() {
	v.pc.OnConnectionStateChange(func(st webrtc.PeerConnectionState) {
		if st == webrtc.PeerConnectionStateFailed || st == webrtc.PeerConnectionStateClosed {
			v.stop(ReasonLost)
		}
	})
	for _, s := range v.subs {
		if s != nil {
			v.p.start(s.run)
		}
	}
}

// show notes what the viewer shows and wants from now on.
func (v *viewer) show(view View) {
	v.view.Store(&view)
	v.adapt(time.Now())
}

// ready is called by each subscription when packets can be sent.
func (v *viewer) ready() {
	v.place.update(remoteAddr(v.pc), v)
	if !v.connected.Swap(true) {
		v.event(Event{Kind: Connected})
	}
}

func (v *viewer) event(e Event) {
	e.StreamID, e.ViewerID = v.p.id, v.id
	v.p.post(func() {
		v.p.sfu.log.Debug("viewer", "stream", e.StreamID, "viewer", v.id, "event", e.Kind.String(), "reason", string(e.Reason))
		if v.opts.On != nil {
			v.opts.On(e)
		}
	})
}

// stop ends the viewer: nothing is sent to it from now on, and its connection closes in the background.
func (v *viewer) stop(r Reason) {
	v.once.Do(func() {
		v.cut.Store(true)
		v.p.dismiss(v)
		v.place.clear()
		for _, s := range v.subs {
			if s != nil {
				s.leave()
			}
		}
		v.p.sfu.count.viewersEnded.Add(1)
		v.event(Event{Kind: Gone, Reason: r})
		if !v.p.start(func() { _ = peerend.Close(v.pc) }) {
			_ = peerend.Close(v.pc)
		}
	})
}

// localTrack answers pion's questions about a track whose packets are written past it.
type localTrack struct{ kind kind }

// Bind accepts the one codec that was negotiated.
func (t *localTrack) Bind(c webrtc.TrackLocalContext) (webrtc.RTPCodecParameters, error) {
	if all := c.CodecParameters(); len(all) > 0 {
		return all[0], nil
	}
	return webrtc.RTPCodecParameters{}, webrtc.ErrUnsupportedCodec
}

func (t *localTrack) Unbind(webrtc.TrackLocalContext) error { return nil }
func (t *localTrack) ID() string                            { return t.kind.String() }
func (t *localTrack) RID() string                           { return "" }
func (t *localTrack) StreamID() string                      { return "onair" }

// Kind is the kind of media.
func (t *localTrack) Kind() webrtc.RTPCodecType {
	if t.kind == video {
		return webrtc.RTPCodecTypeVideo
	}
	return webrtc.RTPCodecTypeAudio
}

// writerTap hands a viewer pion's writers, so that packets need not go through TrackLocalStaticRTP with its copies.
type writerTap struct{ v *viewer }

// NewInterceptor makes the peer connection's interceptor.
func (w writerTap) NewInterceptor(string) (interceptor.Interceptor, error) {
	return &writerTapInterceptor{v: w.v}, nil
}

type writerTapInterceptor struct {
	interceptor.NoOp
	v *viewer
}

// BindLocalStream is called once a track, when its SSRC and payload type are settled.
func (i *writerTapInterceptor) BindLocalStream(info *interceptor.StreamInfo, w interceptor.RTPWriter) interceptor.RTPWriter {
	k := video
	if info.MimeType == webrtc.MimeTypeOpus {
		k = audio
	}
	if s := i.v.subs[k]; s != nil {
		out := &output{writer: w, ssrc: info.SSRC, pt: info.PayloadType}
		for _, e := range info.RTPHeaderExtensions {
			if e.URI == sdp.TransportCCURI && k == video && e.ID > 0 && e.ID < 15 {
				out.twcc = uint8(e.ID)
			}
		}
		s.out.Store(out)
	}
	return w
}
