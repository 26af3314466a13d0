package sfu

import (
	"slices"
	"time"

	"github.com/pion/rtcp"

	"onair/internal/takers"
	"onair/server/sfu/internal/pick"
)

// A layer that nobody wants may rest: its publisher is told how many want each, and sends one again when somebody does.
const (
	// wakes is how long one that is wanted may take to come before it is taken for one that the publisher cannot send.
	wakes = 2 * time.Second
	// wakeEvery is how often it is asked for until then, in ticks of the owner: a packet may be lost.
	wakeEvery = 2
)

// want notes that so many more, or fewer, would take the track.
func (t *track) want(n int32) {
	if now := t.wanted.Add(n); now > 0 && now <= n {
		t.wantedAt.Store(time.Now().UnixNano())
		t.p.roused.Store(true)
		t.p.poke()
	}
}

// rouses tells whether a layer that does not come in can be expected to when it is wanted.
func (t *track) rouses(now time.Time) bool {
	return t.lastKey.Load() != 0 && (t.wanted.Load() == 0 || now.UnixNano()-t.wantedAt.Load() < int64(wakes))
}

// choose says what the viewer gets, and what it would have if all came in that has come before: that is wanted of the publisher. Where it
// can be expected soon the picture that there is goes on up to it. The viewer's picking is held.
func (v *viewer) choose(r *ranking, ask pick.Ask, now time.Time) (to int, why pick.Why, goal int) {
	is := v.subs[video].playing.Load()
	want, to, why, goal := pick.Soon(ask, r.layers, r.expected(now), func(i int) bool { // can be expected, and nothing else is there, or goes on
		return r.tracks[i].rouses(now) && (is != nil && !is.rests() || !r.live())
	})
	v.takes(r.at(want), r.at(to))
	return to, why, goal
}

// expected is what may come in if it is wanted: where nothing does, as at a node that takes one layer alone which has ended, neither
// what was wanted in vain nor what the publisher said it does not send.
func (r *ranking) expected(now time.Time) []pick.Layer {
	if r.live() {
		return r.known
	}
	some, all := false, slices.Clone(r.known)
	for i := range all {
		all[i].Live = all[i].Live && !r.tracks[i].left.Load() && r.tracks[i].rouses(now)
		some = some || all[i].Live
	}
	if !some {
		return r.known
	}
	return all
}

// at is the i-th track, nil for pick.None.
func (r *ranking) at(i int) *track {
	if i == pick.None {
		return nil
	}
	return r.tracks[i]
}

// live tells whether any layer comes in.
func (r *ranking) live() bool {
	return slices.ContainsFunc(r.layers, func(l pick.Layer) bool { return l.Live })
}

// takes counts the viewer among the takers of the layer it would have, and of the one it gets until that comes; nil for none. The
// viewer's picking is held.
func (v *viewer) takes(best, until *track) {
	if until == best || v.p.opts.LayersWanted == nil { // other publishers send the next one for those who wait
		until = nil
	}
	if v.cut.Load() {
		best, until = nil, nil
	}
	was, is := v.adaption.takes, [2]*track{best, until}
	v.adaption.takes = is
	for _, t := range is {
		if t != nil && !slices.Contains(was[:], t) {
			t.want(1)
		}
	}
	for _, t := range was {
		if t != nil && !slices.Contains(is[:], t) {
			t.want(-1)
		}
	}
}

// foresee has the layer sent that the viewer will begin with: it takes some time to connect.
func (v *viewer) foresee() {
	r := v.p.rank.Load()
	if r == nil || v.subs[video] == nil || !v.p.layered() {
		return
	}
	v.picking.Lock()
	defer v.picking.Unlock()
	want, _, _, _ := pick.Soon(v.ask(r, guess, time.Now()), r.layers, r.known, func(int) bool { return true })
	v.takes(r.at(want), nil)
}

// forgo ends the viewer's wish.
func (v *viewer) forgo() {
	v.picking.Lock()
	defer v.picking.Unlock()
	v.takes(nil, nil)
}

// takers tells the publisher how many want each layer.
func (p *publisher) takers() rtcp.Packet {
	var counts []takers.Count
	for _, t := range p.layers {
		if ssrc := t.ssrc.Load(); ssrc != 0 {
			counts = append(counts, takers.Count{SSRC: ssrc, N: uint32(max(t.wanted.Load(), 0))})
		}
	}
	b := rtcp.RawPacket(takers.Append(nil, 1, counts))
	return &b
}

// rouse asks for layers that are wanted and rest. Clients find by the other packet's track out that this one is theirs.
func (p *publisher) rouse(now time.Time) {
	var packets []rtcp.Packet
	for _, t := range p.layers {
		if ssrc := t.ssrc.Load(); ssrc != 0 && t.wanted.Load() > 0 && t.rests() && t.rouses(now) {
			packets = append(packets, &rtcp.PictureLossIndication{SenderSSRC: 1, MediaSSRC: ssrc})
		}
	}
	if len(packets) > 0 {
		_ = p.up.WriteRTCP(append(packets, p.takers()))
	}
}
