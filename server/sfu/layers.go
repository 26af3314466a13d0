package sfu

import (
	"time"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"

	"onair/server/sfu/internal/intake"
	"onair/server/sfu/internal/pick"
)

// Rules of layers.
const (
	rankEvery = 4 // ticks of the owner
	// unknownEvery is how often, in ticks, a keyframe is asked for of a layer that none has come of, by which its size is known.
	unknownEvery = 10
	restsFor     = 500 * time.Millisecond // without packets, and a layer does not come in any more
)

// onTrack is called by pion on a goroutine of its own.
func (p *publisher) onTrack(remote *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
	k := audio
	if remote.Kind() == webrtc.RTPCodecTypeVideo {
		k = video
	}
	t := p.tracks[k]
	if k == video && p.layered() {
		t = p.layerOf(remote.RID())
	}
	if t == nil || !t.taken.CompareAndSwap(false, true) {
		return
	}
	t.ssrc.Store(uint32(remote.SSRC()))
	t.twccID = twccID(receiver)
	p.start(func() { t.run(remote) })
	if t.rid != "" { // the first packets are lost to finding out which layer it is
		t.requestKeyframe()
	}
}

// twccID is the negotiated number of the transport-wide sequence extension, 0 if none.
func twccID(r *webrtc.RTPReceiver) uint8 {
	for _, e := range r.GetParameters().HeaderExtensions {
		if e.URI == sdp.TransportCCURI && e.ID > 0 && e.ID < 256 {
			return uint8(e.ID)
		}
	}
	return 0
}

func (p *publisher) layerOf(rid string) *track {
	for _, t := range p.layers {
		if t.rid == rid {
			return t
		}
	}
	return nil
}

// ranking is the video tracks of a stream, the best first.
type ranking struct {
	tracks []*track
	layers []pick.Layer
	known  []pick.Layer // as if all came in that have come before
}

func (p *publisher) layered() bool { return len(p.layers) > 1 }

// rankLayers notes which layers come in, and in which order; the owner's.
func (p *publisher) rankLayers() {
	if len(p.layers) == 0 {
		return
	}
	newest := p.newest()
	all := make([]pick.Layer, len(p.layers))
	for i, t := range p.layers {
		l := t.layer()
		all[i] = pick.Layer{Width: l.Width, Height: l.Height, BitRate: l.BitRate,
			Live: newest > 0 && !t.rests()}
	}
	r := &ranking{}
	for _, i := range pick.Rank(all) {
		r.tracks, r.layers = append(r.tracks, p.layers[i]), append(r.layers, all[i])
		all[i].Live = all[i].Live || p.layers[i].lastKey.Load() != 0
		r.known = append(r.known, all[i])
	}
	p.rank.Store(r)
}

// newest is when the newest packet of any layer came, Unix nanoseconds; 0 before the first.
func (p *publisher) newest() (at int64) {
	for _, t := range p.layers {
		at = max(at, t.lastSeen.Load())
	}
	return at
}

// rests tells whether nothing of a layer comes while others do, or will, as its publisher says; where none comes the anchor's machine
// is out of breath, and nothing is known.
func (t *track) rests() bool {
	return t.left.Load() || t.p.newest()-t.lastSeen.Load() >= int64(restsFor)
}

// leave notes that the publisher sends no more of a layer for now; its viewers get another at once.
func (t *track) leave() {
	if t.p.layered() && t.kind == video {
		t.left.Store(true)
		t.p.parted.Store(true)
		t.p.poke()
	}
}

// part gives viewers of layers that have ended what there is instead; the owner's.
func (p *publisher) part(now time.Time) {
	if !p.parted.Swap(false) {
		return
	}
	p.rankLayers()
	for _, v := range p.allViewers() {
		v.adapt(now)
	}
}

// askUnknown asks for what tells the size of layers: the first keyframe may be lost to finding out which layer it is.
func (p *publisher) askUnknown() {
	for _, t := range p.layers {
		if t.flowing.Load() && t.lastKey.Load() == 0 {
			t.requestKeyframe()
		}
	}
}

// best is the best layer that comes in, where none does the best of all; nil without video.
func (p *publisher) best() *track {
	r := p.rank.Load()
	if r == nil {
		return p.tracks[video]
	}
	for i, l := range r.layers {
		if l.Live {
			return r.tracks[i]
		}
	}
	return r.tracks[0]
}

// layer describes a video track as far as it is known.
func (t *track) layer() Layer {
	size := t.size.Load()
	return Layer{Width: int(size >> 16), Height: int(size & 0xffff), BitRate: int(t.rate.Load())}
}

// measure is the owner's, once a second; a second in which a layer began to rest tells less than it has.
func (t *track) measure(bits int64, now time.Time) {
	if t.rate.Load() > 0 && now.UnixNano()-t.lastSeen.Load() > int64(restsFor/2) {
		return
	}
	t.rate.Store(intake.Rate(t.rate.Load(), bits, now.Sub(time.Unix(0, t.flowAt.Load()))))
}

// all lists the tracks of a stream.
func (p *publisher) all() []*track {
	if t := p.tracks[audio]; t != nil {
		return append(p.layers[:len(p.layers):len(p.layers)], t)
	}
	return p.layers
}

// flows reports whether a stream's video, or sound, comes in.
func (p *publisher) flows(k kind) bool { return p.flowing[k].Load() > 0 }

// LayerStats describes one layer of a stream.
type LayerStats struct {
	Layer
	Takers int // viewers and taps that would take it; where there are none it need not be sent
}

func (p *publisher) layerStats() (out []LayerStats) {
	r := p.rank.Load()
	if r == nil {
		return nil
	}
	for _, t := range r.tracks {
		out = append(out, LayerStats{t.layer(), int(t.wanted.Load())})
	}
	return out
}
