// Package frames puts together what an RTP stream carries: packets in order, pictures whole, both kinds of media on one clock. Its
// types belong to one goroutine each.
package frames

import "time"

// Kinds of media, as indices.
const (
	Video = iota
	Audio
)

// Packet is one RTP packet.
type Packet struct {
	Kind     int
	Seq      int64 // without an end
	TS       uint32
	Marker   bool
	KeyStart bool          // begins a picture that needs no other
	Late     time.Duration // by which its picture is shown later than TS says
	Payload  []byte
	Fresh    bool // nothing before it will come any more
	At       time.Time
}

// How long a packet is waited for that the publisher is asked for again, and for how many behind it.
const (
	videoPatience = 500 * time.Millisecond
	audioPatience = 150 * time.Millisecond
	reorderMost   = 1024
)

// Reorder puts a track's packets in order. Where one stays away it goes on behind it: with sound at once, with video at the next
// keyframe.
type Reorder struct {
	patience time.Duration
	keyed    bool // what follows a loss is of no use before a keyframe

	want  int64 // the packet to come next; 0: any
	held  []Packet
	since time.Time // how long the first gap has been there
	seek  bool      // for a keyframe
	begun bool
}

// newReorder makes one for a kind of media.
func newReorder(kind int) Reorder {
	if kind == Audio {
		return Reorder{patience: audioPatience}
	}
	return Reorder{patience: videoPatience, keyed: true}
}

// Waits tells whether nothing can go on before a keyframe.
func (r *Reorder) Waits() bool { return r.keyed && (!r.begun || r.seek) }

// Lose forgets what is held; packets are missing.
func (r *Reorder) Lose() {
	r.held, r.want, r.seek = r.held[:0], 0, r.keyed
}

// Push takes a packet in, in any order, also twice.
func (r *Reorder) Push(p Packet) {
	if p.Fresh {
		r.Lose()
	}
	if p.Seq < r.want {
		return
	}
	if len(r.held) >= reorderMost {
		r.Lose()
	}
	i := len(r.held)
	for i > 0 && r.held[i-1].Seq > p.Seq {
		i--
	}
	if i > 0 && r.held[i-1].Seq == p.Seq {
		return
	}
	if len(r.held) == 0 || i == 0 {
		r.since = p.At
	}
	r.held = append(r.held, Packet{})
	copy(r.held[i+1:], r.held[i:])
	r.held[i] = p
}

// Next returns the next packet in order, if it has come by now or is waited for no longer.
func (r *Reorder) Next(now time.Time) (p Packet, ok bool) {
	for len(r.held) > 0 {
		p = r.held[0]
		switch {
		case r.want == 0 || p.Seq == r.want:
		case now.Sub(r.since) < r.patience:
			return p, false
		default:
			r.seek = r.keyed
		}
		r.held = r.held[1:]
		r.want, r.since = p.Seq+1, p.At
		if r.Waits() && !p.KeyStart {
			continue
		}
		r.seek, r.begun = false, true
		return p, true
	}
	return p, false
}
