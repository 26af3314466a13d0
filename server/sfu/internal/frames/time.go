package frames

import "time"

const (
	soundWaits = 1500 * time.Millisecond // for the publisher's reports, which tell how picture and sound belong together
	slew       = time.Millisecond        // a packet of sound may be moved by that much when reports change
	nonsense   = 3 * time.Second         // beyond what a publisher's clocks can be off
)

// Report is a sender report: what a track's RTP time is at a time of the publisher's clock.
type Report struct {
	NTP uint64
	RTP uint32
}

// Times puts both tracks of a stream on one clock: that of their arrival, with the distance between the two as the publisher's
// sender reports have it.
type Times struct {
	Began  time.Time // zero of the clock
	Rates  [2]uint32 // ticks a second
	first  time.Time
	track  [2]trackTime
	joined bool // the sound's offset follows the reports
}

// trackTime is one track's time.
type trackTime struct {
	started bool
	last    uint32        // RTP time of the newest packet
	ticks   int64         // since the first
	offset  time.Duration // what the clock was then
}

// Of returns a packet's time. paired: a picture flows that the sound belongs to; reports are the tracks' newest, nil for none.
// Not ok: it is too early to tell.
func (c *Times) Of(pk *Packet, paired bool, reports [2]*Report) (time.Duration, bool) {
	t := &c.track[pk.Kind]
	if c.first.IsZero() {
		c.first = pk.At
	}
	rate := c.Rates[pk.Kind]
	came := max(pk.At.Sub(c.Began), 0)
	if !t.started {
		t.started, t.last, t.offset = true, pk.TS, came
	}
	t.ticks += int64(int32(pk.TS - t.last))
	t.last = pk.TS
	if d := t.now(rate) - came; d > nonsense || d < -nonsense { // the publisher's clock began anew
		t.offset += came - t.now(rate)
	}
	if pk.Kind == Audio && paired && !c.join(pk.At, reports) {
		return 0, false
	}
	return t.now(rate), true
}

// now is the time of the newest packet.
func (t *trackTime) now(rate uint32) time.Duration {
	r := int64(rate)
	return t.offset + time.Duration(t.ticks/r)*time.Second + time.Duration(t.ticks%r)*time.Second/time.Duration(r)
}

// join moves the sound to where it belongs beside the picture; false: that will be known soon.
func (c *Times) join(now time.Time, reports [2]*Report) bool {
	pic, snd := &c.track[Video], &c.track[Audio]
	if reports[Video] == nil || reports[Audio] == nil || !pic.started {
		return c.joined || now.Sub(c.first) >= soundWaits
	}
	want := pic.now(c.Rates[Video]) + c.distance(reports)
	switch off := want - snd.now(c.Rates[Audio]); {
	case off > nonsense || off < -nonsense:
	case !c.joined:
		snd.offset += off
	default:
		snd.offset += min(max(off, -slew), slew)
	}
	c.joined = true
	return true
}

// distance is how much later, by the publisher's clock, the newest sound was than the newest picture.
func (c *Times) distance(reports [2]*Report) time.Duration {
	video, sound := reports[Video], reports[Audio]
	apart := int64(sound.NTP - video.NTP) // in units of 2^-32 s
	d := time.Duration(apart>>32)*time.Second + time.Duration((apart&0xffffffff)*int64(time.Second)>>32)
	d += time.Duration(int32(c.track[Audio].last-sound.RTP)) * time.Second / time.Duration(c.Rates[Audio])
	return d - time.Duration(int32(c.track[Video].last-video.RTP))*time.Second/time.Duration(c.Rates[Video])
}
