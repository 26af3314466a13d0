package face

import (
	"image"
	"time"
)

// run looks at one job after another until Close.
func (t *Tracker) run() {
	defer close(t.done)
	for range t.wake {
		t.mu.Lock()
		j := t.pending
		t.pending = nil
		t.busy = j != nil
		t.mu.Unlock()
		if j == nil {
			continue
		}
		t.look(j)
		t.mu.Lock()
		t.spare = append(t.spare, j)
		t.busy = false
		t.idle.Broadcast()
		t.mu.Unlock()
	}
}

// look runs the networks that a job asks for, what is most pressing first.
func (t *Tracker) look(j *job) {
	for i := range j.faces {
		t.lookAtFace(j, &j.faces[i])
	}
	if j.confirm.id != 0 {
		t.confirm(j)
	}
	for i := range j.hands {
		t.lookAtHand(j, &j.hands[i])
	}
	if j.person.id != 0 {
		t.lookForPerson(j)
	}
	if j.far.id != 0 {
		t.detect(j, &j.far, WantFaces, t.models.DetectFar, func(d Detection) { t.startFace(d, &j.far) })
	}
	if j.detect.id != 0 {
		t.detect(j, &j.detect, WantFaces, t.models.Detect, func(d Detection) { t.startFace(d, &j.detect) })
	}
	if j.palms.id != 0 {
		t.detect(j, &j.palms, WantHands|WantTouch, t.models.Palms, func(d Detection) {
			t.hands = t.start(t.hands, handRegion(d, j.palms.region), t.opt.MaxHands, newHandTrack)
		})
	}
}

func (t *Tracker) lookAtFace(j *job, l *look) {
	score, err := t.models.Landmarks(l.rgb, &t.points)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.bad(err) || j.round != t.round {
		return
	}
	t.faces = t.settle(t.faces, j, l, t.points[:], score, t.size.Landmarks)
}

func (t *Tracker) lookAtHand(j *job, l *look) {
	points := (*[HandPoints]Point)(t.points[:])
	res, err := t.models.HandLandmarks(l.rgb, points)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.bad(err) || j.round != t.round {
		return
	}
	for _, k := range t.hands {
		if k.id == l.id {
			k.left += (res.Left - k.left) * .3
		}
	}
	t.hands = t.settle(t.hands, j, l, points[:], res.Score, t.size.Hand)
}

// settle gives the points of a crop to the track they belong to, and drops it if
// it is lost; t.mu is held.
func (t *Tracker) settle(list []*track, j *job, l *look, points []Point, score float32, size image.Point) []*track {
	for i, k := range list {
		if k.id != l.id {
			continue
		}
		for n, p := range points {
			points[n] = l.region.place(size.X, size.Y, p)
		}
		k.guessed(points)
		if k.believes(points, score) || k.told() {
			x, y := k.glance.since(j.time)
			for n := range points {
				points[n].X, points[n].Y = points[n].X+x, points[n].Y+y
			}
			k.found(points, score, j.time)
			return withoutDoubles(list)
		}
		if k.missed() {
			return t.lose(list, i)
		}
		return list
	}
	return list
}

// lose drops a track and searches at once, the whole first; what was no face has no say in the
// order. t.mu is held.
func (t *Tracker) lose(list []*track, i int) []*track {
	if list[i].motion != nil {
		t.looked, t.turns = [2]time.Time{}, [2]int{}
	}
	return append(list[:i:i], list[i+1:]...)
}

// detect runs a detector and starts what is new, if it is still wanted.
func (t *Tracker) detect(j *job, l *look, want Want, run func([]float32, []Detection) ([]Detection, error), start func(Detection)) {
	found, err := run(l.rgb, t.found[:0])
	t.found = found
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.bad(err) || j.round != t.round {
		return
	}
	for _, d := range found {
		if d.Score >= l.least && t.want&want != 0 {
			start(d)
		}
	}
}

// startFace follows a face that a detector saw in a part of the picture; t.mu is held.
func (t *Tracker) startFace(d Detection, l *look) {
	unsure := d.Score < l.sure
	t.faces = t.start(t.faces, faceRegion(d, l.region), t.opt.MaxFaces, func(id int, r Region) *track {
		k := newFaceTrack(id, r)
		k.unsure, k.profile = unsure, profileOf(&d, l.region)
		return k
	})
}

// start follows what is at r unless it is followed already; t.mu is held.
func (t *Tracker) start(list []*track, r Region, most int, make func(int, Region) *track) []*track {
	if len(list) >= most {
		return list
	}
	for _, k := range list {
		if k.region.same(r) {
			return list
		}
	}
	t.lastID++
	return append(list, make(t.lastID, r))
}

func (t *Tracker) lookForPerson(j *job) {
	size := t.size.Segment
	if len(t.back) != size.X*size.Y {
		t.back = make([]uint8, size.X*size.Y)
	}
	err := t.models.Segment(j.person.rgb, t.back)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.bad(err) || j.round != t.round || t.want&(WantPerson|WantBody) == 0 {
		return
	}
	t.mask, t.back, t.masked = Mask{size.X, size.Y, t.back, j.time}, t.mask.P, true
}

// bad reports a network's failure, the first time it happens; t.mu is held.
func (t *Tracker) bad(err error) bool {
	if err != nil && !t.failed {
		t.failed = true
		t.opt.Logger.Warn("a network failed", "err", err)
	}
	return err != nil
}
