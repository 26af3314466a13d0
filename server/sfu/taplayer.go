package sfu

import "time"

// wish wants the best layer, be it sent now or not.
func (t *tap) wish() {
	r := t.p.rank.Load()
	if r == nil || r.tracks[0] == t.want {
		return
	}
	r.tracks[0].want(1)
	if t.want != nil {
		t.want.want(-1)
	}
	t.want = r.tracks[0]
}

// follow goes over to the best layer where another has become that. It begins with the best if that can be expected soon.
func (t *tap) follow(now time.Time) {
	was := t.subs[video]
	switch {
	case was == nil && t.want != nil && t.want.rests() && t.want.rouses(now):
		return
	case was == nil:
		to := t.p.best()
		if t.want != nil && !t.want.rests() { // what is known of the others may be older
			to = t.want
		}
		t.chosen = now
		t.enter(video, to)
		return
	case !t.p.layered() || now.Sub(t.chosen) < time.Second:
		return
	}
	best := t.p.best()
	if best == was.t {
		return
	}
	t.chosen = now
	next := &tapSub{tap: t, kind: video, t: best, shift: was.shift}
	if of, to := was.t.report.Load(), best.report.Load(); of != nil && to != nil {
		next.shift += between(of, to, int64(best.codec.Clock))
	}
	t.mu.Lock()
	was.over = true
	t.mu.Unlock()
	was.t.detach(was)
	t.subs[video] = next
	best.attach(next, now)
}
