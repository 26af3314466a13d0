package sfu

import (
	"slices"
	"time"

	"onair/server/sfu/internal/line"
	"onair/server/sfu/internal/pick"
)

// Rules of choosing for one viewer.
const (
	// guess is what a line is taken to carry at first, in bits a second: more is found out within seconds.
	guess = 300_000
	// overhead is what a packet has besides its payload, in bytes.
	overhead = 40
	// backAfter is how long a picture is hidden at least.
	backAfter = 250 * time.Millisecond
	// padsKept is how long padding waits at most for the end of a picture.
	padsKept = 150 * time.Millisecond
)

// padding is the payload of a packet of padding alone (RFC 3550, 5.1).
var padding = [255]byte{254: 255}

// adaption is what is remembered of the choices for one viewer; guarded by the viewer's picking.
type adaption struct {
	at    *track    // what it is to get; nil: no picture
	takes [2]*track // whose takers it is among
	since time.Time
	told  Picture
	spoke bool

	probed time.Time // and how many bytes of padding are yet to be sent
	owed   float64
}

var reasons = map[pick.Why]Why{
	pick.Best: WhyBest, pick.Line: WhyLine, pick.Tile: WhyTile, pick.Hidden: WhyHidden, pick.Chosen: WhyChosen, pick.Source: WhySource,
}

// adapt chooses what picture the viewer gets now, and tells it. The owner calls it each tick where there are layers, each second where
// there are none; others when what they know has changed.
func (v *viewer) adapt(now time.Time) {
	s, r := v.subs[video], v.p.rank.Load()
	if s == nil || r == nil || !s.on.Load() || s.gone.Load() {
		return
	}
	v.picking.Lock()
	defer v.picking.Unlock()
	a := &v.adaption
	if a.at == nil && !a.since.IsZero() && now.Sub(a.since) < backAfter {
		return
	}
	s.line.Tick(v.since(now))
	to, why, goal := v.choose(r, v.ask(r, s.line.Rate(), now), now)
	aim := r.at(to)
	if aim != a.at || a.since.IsZero() {
		falls := why == pick.Line && to > slices.Index(r.tracks, a.at) && s.line.Full()
		a.at, a.since = aim, now
		s.aim(aim, falls)
	}
	s.probe(goal, now)
	s.pace.Store(int64(s.line.Pace(goal, s.gets(), v.since(now))))
	v.tell(r, aim, reasons[why], now)
}

// ask is the question what the viewer gets on a line that carries rate; the viewer's picking is held.
func (v *viewer) ask(r *ranking, rate int, now time.Time) pick.Ask {
	view := v.view.Load()
	return pick.Ask{
		Width: view.Width, Height: view.Height, Hidden: view.Hidden, Sound: view.Quality == SoundOnly, Lines: max(int(view.Quality), 0),
		Rate: rate, At: slices.Index(r.tracks, v.adaption.at), Since: v.rested(now), First: v.adaption.since.IsZero(),
	}
}

// rested is how long the present choice has been; for ever before the first.
func (v *viewer) rested(now time.Time) time.Duration {
	if v.adaption.since.IsZero() {
		return time.Hour
	}
	return now.Sub(v.adaption.since)
}

// tell reports what the viewer gets if that has changed, and has come about.
func (v *viewer) tell(r *ranking, aim *track, why Why, now time.Time) {
	if v.opts.On == nil || v.subs[video].playing.Load() != aim {
		return
	}
	p := Picture{Why: why}
	if aim != nil {
		p.Layer = aim.layer()
	}
	for i, l := range r.layers {
		if l.Live || r.tracks[i].rouses(now) {
			p.Layers = append(p.Layers, r.tracks[i].layer())
		}
	}
	a := &v.adaption
	if a.spoke && a.told.like(&p) {
		return
	}
	a.told, a.spoke = p, true
	v.event(Event{Kind: PictureChanged, Picture: &p})
}

// like tells whether two are the same but for bit rates.
func (p *Picture) like(o *Picture) bool {
	same := func(a, b Layer) bool { return a.Width == b.Width && a.Height == b.Height }
	return same(p.Layer, o.Layer) && (p.BitRate == 0) == (o.BitRate == 0) && p.Why == o.Why && slices.EqualFunc(p.Layers, o.Layers, same)
}

// enter is called once, when packets can be sent.
func (s *subscription) enter() {
	s.on.Store(true)
	if s.kind == audio {
		s.aim(s.v.p.tracks[audio], false)
		return
	}
	s.v.adapt(time.Now())
}

// probe sends padding where a better layer needs more than the line is known to carry.
func (s *subscription) probe(goal int, now time.Time) {
	extra := s.line.Want(goal, s.gets(), s.v.since(now))
	a := &s.v.adaption
	took := min(now.Sub(a.probed), 2*ownerTick)
	a.probed = now
	if extra == 0 || took < 0 {
		a.owed = 0
		return
	}
	bytes := float64(extra) / 8
	a.owed = min(a.owed+bytes*took.Seconds(), bytes*padsKept.Seconds())
	if n := int(a.owed) / (len(padding) + overhead); n > 0 && s.pad(n) {
		a.owed -= float64(n * (len(padding) + overhead))
	}
}

// pad sends so many packets of padding, if it is between two pictures.
func (s *subscription) pad(n int) bool {
	s.turn.Lock()
	defer s.turn.Unlock()
	out := s.out.Load()
	if s.gone.Load() || out.Feedback == 0 || s.started && !s.whole {
		return false
	}
	was, high := s.seg, s.highest.Load()
	if high == 0 {
		high = firstNumber()
		s.first.Store(high + 1)
	}
	s.note(segment{from: high + 1, ts: s.lastTS})
	sent := int64(0)
	for range n {
		if s.pen.Write(out, high+1, s.lastTS, false, true, padding[:]) != nil {
			break
		}
		high, sent = high+1, sent+1
		s.highest.Store(high)
		s.line.Pad(uint16(high), len(padding)+overhead, s.v.since(time.Now()))
	}
	if s.started {
		was.from, was.shift = high+1, was.shift+sent
		s.note(was)
	}
	s.v.p.sfu.count.paddingOut.Add(uint64(sent))
	return true
}

func (s *subscription) handleFeedback(body []byte) {
	now := time.Now()
	if f, ok := line.Read(body); ok && s.line.Feedback(&f, s.v.since(now)) {
		s.v.adapt(now)
	}
}

// gets is the bit rate of what the viewer gets, or is to get if that is less.
func (s *subscription) gets() int {
	is, next := s.playing.Load(), s.aimed.Load()
	if is == nil || next == nil {
		return 0
	}
	return int(min(is.rate.Load(), next.rate.Load()))
}

// since is the time of the viewer's own clock.
func (v *viewer) since(now time.Time) time.Duration { return now.Sub(v.born) }
