package face

import (
	"cmp"
	"slices"
	"time"

	"onair/media"
)

// How often a part of the picture is searched: while nothing is followed, and for
// more while something is. Palms cost ten times what faces cost.
const (
	searchFaces  = 30 * time.Millisecond
	moreFaces    = 300 * time.Millisecond
	searchHands  = 200 * time.Millisecond
	moreHands    = 600 * time.Millisecond
	touchHands   = 400 * time.Millisecond // near faces alone
	newBody      = 200 * time.Millisecond
	facesAtOnce  = 2
	overdueFace  = 1 << 20 // more pictures than anything waits
	handsPhase   = 1       // hands are looked at in other pictures than faces
	handsEvery   = 2
	facesCounter = 0
	palmsCounter = 1
)

// plan says what to look at in f: nil if nothing.
func (t *Tracker) plan(f *media.Frame) *job {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed || t.want == 0 {
		return nil
	}
	if f.Width() != t.w || f.Height() != t.h {
		t.w, t.h = f.Width(), f.Height()
		t.round++
		t.faces, t.hands, t.masked = nil, nil, false
		t.looked, t.turns, t.body = [2]time.Time{}, [2]int{}, time.Time{}
	}
	j := t.take()
	if j == nil {
		return nil
	}
	j.plan(f, t.want, t.round)
	t.frames++
	t.planFaces(j, f)
	t.planHands(j, f.Time)
	if t.want&WantPerson != 0 || t.want&WantBody != 0 && t.bodyDue(f.Time) {
		j.person.id, t.body = 1, f.Time
	}
	if j.empty() {
		t.spare = append(t.spare, j)
		return nil
	}
	return j
}

// take returns a job to fill: the one that waits, since a newer picture takes
// its place, or a spare one. What the waiting one was for is not put off again.
func (t *Tracker) take() *job {
	j := t.pending
	t.pending = nil
	if j == nil {
		if len(t.spare) == 0 {
			return nil
		}
		j = t.spare[len(t.spare)-1]
		t.spare = t.spare[:len(t.spare)-1]
		t.overdue = overdue{}
		return j
	}
	for _, k := range t.faces {
		for i := range j.faces {
			if k.id == j.faces[i].id {
				k.waited = overdueFace
			}
		}
	}
	t.overdue = overdue{len(j.hands) > 0, j.detect.id+j.far.id != 0, j.palms.id != 0}
	if j.person.id != 0 {
		t.body = time.Time{}
	}
	return j
}

// overdue is what a picture was to be looked at for that was replaced.
type overdue struct{ hands, detect, palms bool }

// bodyDue reports whether it is time for another mask.
func (t *Tracker) bodyDue(now time.Time) bool {
	since := now.Sub(t.body)
	return t.body.IsZero() || since < 0 || since >= newBody
}

func (t *Tracker) planFaces(j *job, f *media.Frame) {
	if t.want&WantFaces == 0 {
		return
	}
	now := f.Time
	for _, k := range t.faces {
		// A head that is turned far changes as it turns, and is not what it was elsewhere.
		if k.motion != nil && !k.aside() && k.glance.look(f, k.motion) {
			k.waited += t.opt.Every // its turn comes now
		}
	}
	for _, k := range t.turn() {
		k.waited = 0
		j.faces = add(j.faces, k.id, k.lookAt(now))
	}
	t.planConfirm(j)
	if t.overdue.detect || t.due(facesCounter, now, len(t.faces), t.opt.MaxFaces, searchFaces, moreFaces) {
		t.planDetect(j)
	}
}

func (t *Tracker) planHands(j *job, now time.Time) {
	if t.want&(WantHands|WantTouch) == 0 || t.want&WantHands == 0 && len(t.hands) == 0 && len(t.faces) == 0 {
		return
	}
	if t.frames%handsEvery == handsPhase || t.overdue.hands || fresh(t.hands) {
		for _, k := range t.hands {
			j.hands = add(j.hands, k.id, k.lookAt(now))
		}
	}
	if t.want&WantHands == 0 {
		if len(t.faces) > 0 && (t.overdue.palms || t.due(palmsCounter, now, len(t.hands), t.opt.MaxHands, touchHands, moreHands)) {
			j.palms.id, j.palms.region, j.palms.least = 1, t.touched(), palmSure
		}
		return
	}
	if t.overdue.palms || t.due(palmsCounter, now, len(t.hands), t.opt.MaxHands, searchHands, moreHands) {
		t.planPalms(&j.palms)
	}
}

// touchMargin is how much larger than a face's region hands at it are searched for in.
const touchMargin = 1.3

// touched is where hands may be that cover a face: each face has its turn.
func (t *Tracker) touched() Region {
	t.turns[palmsCounter]++
	r := t.faces[t.turns[palmsCounter]%len(t.faces)].region
	side := max(r.W, r.H) * touchMargin
	if !(side >= 1) {
		return whole(t.w, t.h, t.size.Palms)
	}
	return Region{X: r.X, Y: r.Y, W: side, H: side}
}

// planPalms takes the next turn of the search for palms.
func (t *Tracker) planPalms(l *look) {
	turn := t.turns[palmsCounter] % palmTurns
	if len(t.hands) == 0 {
		turn = palmTurn(t.turns[palmsCounter])
	}
	l.id, l.region, l.least = 1, searchRegion(turn, t.w, t.h, t.size.Palms), palmSure
	t.turns[palmsCounter]++
}

// planDetect takes the next turn of the search for faces.
func (t *Tracker) planDetect(j *job) {
	s := faceSearch(faceTurn(t.turns[facesCounter]), t.w, t.h, t.size)
	l := &j.detect
	if s.far {
		l = &j.far
	}
	l.id, l.region, l.least, l.sure = 1, s.region, s.least, s.sure
	t.turns[facesCounter]++
}

// turn gives the faces to look at in a picture, a few at most, those that have waited
// longest first and of those the fastest; what is fresh comes on top. The others are where
// their movement takes them meanwhile.
func (t *Tracker) turn() []*track {
	t.turned = t.turned[:0]
	for _, k := range t.faces {
		k.waited++
		if k.motion == nil || k.waited >= t.opt.Every || k.motion.moves() {
			t.turned = append(t.turned, k)
		}
	}
	slices.SortStableFunc(t.turned, func(a, b *track) int {
		if a.motion == nil || b.motion == nil {
			return cmp.Compare(truth(b.motion == nil), truth(a.motion == nil))
		}
		return cmp.Or(cmp.Compare(b.waited, a.waited), cmp.Compare(b.motion.pace, a.motion.pace))
	})
	n := 0
	for n < len(t.turned) && (t.turned[n].motion == nil || n < facesAtOnce) {
		n++
	}
	return t.turned[:n]
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// fresh reports whether something was detected whose points are not known.
func fresh(list []*track) bool {
	return slices.ContainsFunc(list, func(k *track) bool { return k.motion == nil })
}

// due reports whether it is time to search.
func (t *Tracker) due(counter int, now time.Time, have, most int, none, more time.Duration) bool {
	if have >= most {
		return false
	}
	every := none
	if have > 0 {
		every = more
	}
	last := &t.looked[counter]
	if since := now.Sub(*last); since >= 0 && since < every && !last.IsZero() {
		return false
	}
	*last = now
	return true
}
