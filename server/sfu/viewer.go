package sfu

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/sdp/v3"

	"onair/server/sfu/internal/certificate"
	"onair/server/sfu/internal/line"
	"onair/server/sfu/internal/lite"
	"onair/server/sfu/internal/offers"
	"onair/server/sfu/internal/pionlog"
	"onair/server/sfu/internal/rtpread"
	"onair/server/sfu/internal/sockets"
)

// viewer is one client that watches a stream, over a connection that only sends.
type viewer struct {
	p    *publisher
	id   string
	opts PlayOptions
	conn *lite.Conn
	cert *certificate.Certificate
	born time.Time

	again restarting
	view  atomic.Pointer[View]

	picking  sync.Mutex
	adaption adaption

	place  sockets.Place[stopper]
	codecs [2]*codec // nil where not played
	subs   [2]*subscription

	connected atomic.Bool
	cut       atomic.Bool
	once      sync.Once
}

// newViewer chooses payload types and makes the connection; nothing runs yet.
func newViewer(p *publisher, id string, o *offers.Offer, opts PlayOptions) (*viewer, error) {
	v := &viewer{p: p, id: id, opts: opts, born: time.Now(), place: p.sfu.places.Place()}
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
		v.subs[k] = &subscription{v: v, kind: kind(k)}
		if kind(k) == video && p.layered() {
			v.subs[k].line = line.New(guess)
		}
	}
	if codecs[video] == nil && codecs[audio] == nil {
		return nil, fmt.Errorf("%w: nothing to play", ErrBadOffer)
	}
	v.again.keep(opts.Restarts, o)
	return v, v.open(o)
}

// open makes the connection.
func (v *viewer) open(o *offers.Offer) error {
	client, err := o.Client(v.codecs)
	if err != nil {
		return err
	}
	if v.cert, err = v.p.sfu.certs.Get(v.born); err != nil {
		return err
	}
	v.conn, err = lite.New(lite.Config{Hub: v.p.sfu.hub, Client: lite.Peer{Ufrag: client.Ufrag, Pwd: client.Pwd}, Fingerprint: client.Fingerprint, Begin: o.Setup != "active",
		Certificate: v.cert.TLS, Loggers: pionlog.Logs{Log: v.p.sfu.log}, Go: v.p.start})
	if err != nil {
		return err
	}
	for k, s := range v.subs {
		if s == nil {
			continue
		}
		out := &lite.Output{Writer: v.conn, SSRC: rand.Uint32()&^1 | uint32(k), Type: v.codecs[k].PT}
		if kind(k) == video && v.p.layered() {
			out.Feedback = o.Extension(video, sdp.TransportCCURI)
		}
		s.out.Store(out)
	}
	return nil
}

// answer is the session description for the client that made the offer.
func (v *viewer) answer(o *offers.Offer) (string, error) {
	var tracks [2]*offers.Track
	for k, s := range v.subs {
		if s != nil {
			out := s.out.Load()
			tracks[k] = &offers.Track{Codec: *v.codecs[k], SSRC: out.SSRC, Feedback: out.Feedback}
		}
	}
	own, err := v.p.sfu.net.Candidates(v.p.sfu.public)
	if err != nil {
		return "", fmt.Errorf("candidates: %w", err)
	}
	ufrag, pwd := v.conn.Names()
	return o.Answer(offers.Play{Ufrag: ufrag, Pwd: pwd, Fingerprint: v.cert.Print, Candidates: own, Tracks: tracks})
}

// begin starts the viewer's goroutine.
func (v *viewer) begin() { v.p.start(v.run) }

// run connects, joins the stream and then answers the viewer's RTCP.
func (v *viewer) run() {
	var all []*repairer
	h := &rtpread.Handler{
		NACK: func(ssrc uint32, pid, mask uint16) {
			for _, r := range all {
				r.handleNACK(ssrc, pid, mask)
			}
		},
		Report: func(r rtpread.Report) {
			for _, one := range all {
				one.s.handleReport(r)
			}
		},
		Keyframe: func(ssrc uint32) {
			for _, r := range all {
				r.s.handleKeyframe(ssrc)
			}
		},
		Feedback: func(body []byte) {
			for _, r := range all {
				r.s.handleFeedback(body)
			}
		},
	}
	err := v.conn.Run(func() {
		v.ready()
		for _, s := range v.subs {
			if s != nil {
				all = append(all, &repairer{s: s})
				s.enter()
			}
		}
	}, func(p []byte) {
		rtpread.Walk(p, h)
		for _, r := range all {
			r.done()
		}
	})
	if !v.cut.Load() {
		v.p.sfu.log.Debug("viewer's connection failed", "stream", v.p.id, "viewer", v.id, "error", err)
	}
	v.stop(ReasonLost)
}

// show notes what the viewer shows and wants from now on.
func (v *viewer) show(view View) {
	v.view.Store(&view)
	v.adapt(time.Now())
}

// ready is called when packets can be sent.
func (v *viewer) ready() {
	v.place.Update(v.conn.Remote(), v)
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
		v.place.Clear()
		for _, s := range v.subs {
			if s != nil {
				s.leave()
			}
		}
		v.p.sfu.count.viewersEnded.Add(1)
		v.event(Event{Kind: Gone, Reason: r})
		if !v.p.start(func() { _ = v.conn.Close() }) {
			_ = v.conn.Close()
		}
	})
}
