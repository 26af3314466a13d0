package face

import "time"

// Of a head that was turned so far, in radians, the landmarks' network is less sure, or not at all,
// and mixes up its sides.
const (
	turnedAside = .7
	turnedScore = .3
	turnedBack  = 1.1 // more than a head turns from one picture to the next
	turnedSize  = .1  // by which its size may differ from what it was before
	turnedLean  = .25
	turnedLeast = .8 // how far at least one is turned that a detector sees so
)

// A head that the landmarks' network does not know, or not any more, is there as long as the far
// detector sees it turned to that side.
const (
	heldScore   = .45
	heldNear    = .2  // how far from the middle it may be, of the crop
	heldSide    = .06 // how far the nose is beside the line from eyes to mouth, of the box
	heldDoubts  = 5   // looks in a row in which neither sees it, after which it is given up
	profileSide = .12 // the same of one that is seen for the first time
	profileEyes = .2  // and how far its eyes are apart at most, of the box
	agreeNose   = .2  // how far the points' nose may be from the detector's, of the box
	agreeTurn   = .3  // how far the points have to be turned, in radians
	profileSure = .55 // score of the second look
)

// held is what a detector says of a head that is turned far.
type held struct {
	at     time.Time // when it was last seen; zero: not since the landmarks were
	box    Region    // where
	doubts int       // looks in a row in which it was not
}

// profile is a head that a detector sees turned far.
type profile struct {
	side float32 // 0: it was not
	nose Point
	wide float32
}

// side tells how far to a side a detected head is turned: where the nose lies beside the line from
// the eyes to the mouth, of the box; positive to the right.
func (d *Detection) side() float32 {
	x, y := (d.Keys[0][0]+d.Keys[1][0])/2, (d.Keys[0][1]+d.Keys[1][1])/2
	dx, dy := d.Keys[3][0]-x, d.Keys[3][1]-y
	long := dist2(Point{X: dx, Y: dy}, Point{})
	return ((d.Keys[2][0]-x)*dy - (d.Keys[2][1]-y)*dx) / max(long*(d.MaxX-d.MinX), 1e-6)
}

// guess is what the landmarks' network makes of a face, whether it is sure or not.
type guess struct {
	turned float32
	nose   Point
}

// guessed notes what the landmarks' network says.
func (k *track) guessed(points []Point) {
	if len(points) == Points {
		k.guess = guess{yaw(points), points[noseTip]}
	}
}

// agrees reports whether it is of what the detector has seen.
func (p *profile) agrees(g guess) bool {
	return g.turned*p.side > 0 && abs(g.turned) > agreeTurn && dist2(g.nose, p.nose) < p.wide*agreeNose
}

// profileOf is what a detection says of a head that is turned far.
func profileOf(d *Detection, in Region) (p profile) {
	apart := dist2(Point{X: d.Keys[0][0], Y: d.Keys[0][1]}, Point{X: d.Keys[1][0], Y: d.Keys[1][1]})
	if s := d.side(); abs(s) > profileSide && apart < profileEyes*(d.MaxX-d.MinX) {
		p = profile{s, in.at(d.Keys[2][0], d.Keys[2][1]), (d.MaxX - d.MinX) * in.W}
	}
	return p
}

// told reports whether the points that were guessed are those of a head that a detector has seen turned
// far: its landmarks are quite good when the network that finds them does not think so.
func (k *track) told() bool {
	p := &k.profile
	if k.motion != nil || p.side == 0 || !p.agrees(k.guess) {
		return false
	}
	k.unsure = true
	k.turned = max(abs(k.guess.turned), turnedLeast)
	if p.side < 0 {
		k.turned = -k.turned
	}
	return true
}

// aside reports whether it is a face that is turned far.
func (k *track) aside() bool { return abs(k.turned) > turnedAside }

// believes reports whether points are those of what is followed.
func (k *track) believes(points []Point, score float32) bool {
	if !k.aside() {
		return score >= minScore
	}
	return score >= turnedScore && abs(yaw(points)-k.turned) < turnedBack
}

// missed reports whether to give up.
func (k *track) missed() bool {
	k.misses++
	return k.motion == nil || !k.aside() && k.misses > maxMisses
}

// doubted reports whether a detector is to be asked about a head that is turned far.
func (k *track) doubted() bool { return k.motion != nil && k.aside() && k.misses > 0 }

// holds keeps the region of a head that is turned aside about as large and as upright as it was,
// whatever its points say.
func (r Region) holds(turned Region) Region {
	if r.W == 0 {
		return turned
	}
	side := min(max(turned.W, r.W*(1-turnedSize)), r.W*(1+turnedSize))
	lean := min(max(normal(turned.Angle-r.Angle), -turnedLean), turnedLean)
	return Region{X: turned.X, Y: turned.Y, W: side, H: side, Angle: normal(r.Angle + lean)}
}

// witness takes what a detector saw of a head that is turned far, and reports whether to give it
// up. Its points move as what the detector sees does.
func (k *track) witness(list []Detection, in Region, t time.Time) (lost bool) {
	if k.misses == 0 { // the landmarks are there again
		return false
	}
	d := middlemost(list, heldScore, heldNear)
	if d == nil || !k.facing(d) {
		k.held.doubts++
		return k.held.doubts > heldDoubts
	}
	at := in.at((d.MinX+d.MaxX)/2, (d.MinY+d.MaxY)/2)
	box := Region{X: at.X, Y: at.Y, W: (d.MaxX - d.MinX) * in.W}
	m := k.motion
	m.at, m.speed = m.poseAt(t), pose{}
	if last := k.held.box; last.W > 0 {
		m.at.X += float64(box.X - last.X)
		m.at.Y += float64(box.Y - last.Y)
	}
	k.held = held{at: t, box: box}
	return false
}

// facing reports whether a detector sees a head turned to the side that it is known to be, and the
// landmarks' network guesses so.
func (k *track) facing(d *Detection) bool {
	s := d.side()
	return abs(s) > heldSide && s*k.turned > 0 && k.guess.turned*s > 0 && abs(k.guess.turned) > agreeTurn
}

// sure reports whether a second look has seen what is not shown yet.
func (k *track) sure(list []Detection) bool {
	if k.profile.side == 0 || !k.aside() {
		return middlemost(list, confirmSure, confirmNear) != nil
	}
	d := middlemost(list, profileSure, confirmNear)
	return d != nil && k.facing(d)
}

// middlemost is the detection of at least that score that is nearest to the middle, and no farther
// than near from it.
func middlemost(list []Detection, score, near float32) (best *Detection) {
	for i, d := range list {
		x, y := abs((d.MinX+d.MaxX)/2-.5), abs((d.MinY+d.MaxY)/2-.5)
		if off := max(x, y); d.Score >= score && off < near {
			best, near = &list[i], off
		}
	}
	return best
}
