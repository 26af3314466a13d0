package sfu

import (
	"time"

	"github.com/pion/rtcp"
)

// sendReports tells the publisher's client of loss and jitter (RFC 3550 section 6.4.2), and of who takes what.
func (p *publisher) sendReports() {
	rr := &rtcp.ReceiverReport{SSRC: 1}
	for _, t := range p.all() {
		if r, ok := t.stats.Report(t.ssrc.Load()); ok {
			rr.Reports = append(rr.Reports, r)
		}
	}
	switch {
	case p.layered():
		_ = p.up.WriteRTCP([]rtcp.Packet{rr, p.takers()})
	case len(rr.Reports) > 0:
		_ = p.up.WriteRTCP([]rtcp.Packet{rr})
	}
}

// sendKeyframeRequests passes on viewers' wishes, as the limiter allows.
func (p *publisher) sendKeyframeRequests(now time.Time) {
	for _, t := range p.layers {
		if t.ssrc.Load() != 0 {
			t.sendKeyframeRequest(now)
		}
	}
}

func (t *track) sendKeyframeRequest(now time.Time) {
	p := t.p
	if t.gotKey.Swap(false) {
		t.pli.Keyframe()
	}
	send := t.pli.Tick(now)
	if t.wantKey.Swap(false) {
		send = t.pli.Request(now) || send
	}
	if send {
		p.sfu.count.plisSent.Add(1)
		_ = p.up.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{SenderSSRC: 1, MediaSSRC: t.ssrc.Load()}})
	}
}

// Keyframe asks a stream's publisher for one. Any goroutine may call it.
func (s *SFU) Keyframe(streamID string) {
	if p := s.find(streamID); p != nil {
		if t := p.best(); t != nil {
			t.requestKeyframe()
		}
	}
}

// requestKeyframe may be called from any goroutine.
func (t *track) requestKeyframe() {
	if t.kind == video {
		t.wantKey.Store(true)
		t.p.poke()
	}
}
