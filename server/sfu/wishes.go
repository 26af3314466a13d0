package sfu

import (
	"time"

	"github.com/pion/rtcp"
)

// sendReports tells the publisher's client of loss and jitter (RFC 3550 section 6.4.2).
func (p *publisher) sendReports() {
	rr := &rtcp.ReceiverReport{SSRC: 1}
	for _, t := range p.tracks {
		if t == nil {
			continue
		}
		if r, ok := t.stats.Report(t.ssrc.Load()); ok {
			rr.Reports = append(rr.Reports, r)
		}
	}
	if len(rr.Reports) > 0 {
		_ = p.up.WriteRTCP([]rtcp.Packet{rr})
	}
}

// sendKeyframeRequests passes on viewers' wishes, as the limiter allows.
func (p *publisher) sendKeyframeRequests(now time.Time) {
	t := p.tracks[video]
	if t == nil || t.ssrc.Load() == 0 {
		return
	}
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
		p.requestKeyframe()
	}
}

// requestKeyframe may be called from any goroutine.
func (p *publisher) requestKeyframe() {
	if t := p.tracks[video]; t != nil {
		t.wantKey.Store(true)
		p.poke()
	}
}
