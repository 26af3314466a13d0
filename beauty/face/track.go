package face

import (
	"time"
)

// track follows one face or hand. Until its points have been found once there
// is only the region where a detector saw it.
type track struct {
	id      int
	region  Region  // of the last crop, or where to look first
	front   Region  // the last in which a face was not turned aside
	motion  *motion // nil until the first points
	score   float32
	left    float32 // of a hand, smoothed
	misses  int
	unsure  bool      // a face that is not shown yet
	turned  float32   // how far aside a face was when the network was last sure, in radians
	held    held      // of a face that is turned far
	guess   guess     // of a face
	profile profile   // likewise, when it was first seen
	asked   time.Time // when the far detector was last asked about it
	waited  int       // pictures since it was last looked at
	glance  glance
	next    func([]Point) Region
	width   func([]Point) float32
	tuning  tuning
	raw     []Point // scratch
}

// maxMisses is how often in a row a face may not be found where it should be
// before it is given up.
const maxMisses = 2

// stale is how long points are shown after the last picture in which they were
// found.
const stale = 500 * time.Millisecond

// unseen is the same where the picture has become another one since: the machine is busy,
// and nobody has looked at that yet.
const unseen = 150 * time.Millisecond

func newFaceTrack(id int, r Region) *track {
	return &track{id: id, region: r, tuning: faceTuning, raw: make([]Point, Points),
		next:  nextFace,
		width: func(p []Point) float32 { return dist2(p[rightCheek], p[leftCheek]) }}
}

func newHandTrack(id int, r Region) *track {
	return &track{id: id, region: r, left: .5, tuning: handTuning, raw: make([]Point, HandPoints),
		next:  nextHand,
		width: func(p []Point) float32 { return dist2(p[Wrist], p[handKnuckle]) }}
}

// lookAt is the region to look at in a picture taken at t. A face at rest is
// looked at through the very same region each time, so that it does not tremble
// with the crop.
func (k *track) lookAt(t time.Time) Region {
	if k.motion == nil {
		return k.region
	}
	k.motion.predict(t, k.raw)
	r := k.next(k.raw)
	if k.aside() {
		r = k.front.holds(r)
	}
	if !r.near(k.region) {
		k.region = r
	}
	if !k.aside() {
		k.front = k.region
	}
	return k.region
}

// near reports whether r is practically the same region as s.
func (r Region) near(s Region) bool {
	const place, scale, turn = .015, .03, .03
	d := Region{X: (r.X - s.X) / s.W, Y: (r.Y - s.Y) / s.W, W: r.W/s.W - 1, Angle: normal(r.Angle - s.Angle)}
	return abs(d.X) < place && abs(d.Y) < place && abs(d.W) < scale && abs(d.Angle) < turn
}

func abs(v float32) float32 { return max(v, -v) }

// found takes points, in the picture, that were seen at t.
func (k *track) found(points []Point, score float32, t time.Time) {
	k.score, k.misses, k.held = score, 0, held{}
	if len(points) == Points && score >= minScore {
		k.turned = yaw(points)
	}
	if k.motion == nil {
		k.motion = newMotion(len(points), k.tuning)
		k.motion.reset(points, float64(max(k.width(points), 1)), t)
		return
	}
	k.motion.update(points, t)
}

// visible reports whether there are points to show at t.
func (k *track) visible(t time.Time) bool {
	if k.motion != nil && k.glance.gone.After(k.motion.seen) && t.Sub(k.motion.seen) > unseen {
		return false
	}
	return k.motion != nil && !k.unsure && (t.Sub(k.motion.seen) < stale || t.Sub(k.held.at) < stale)
}

// same reports whether both regions show the same thing.
func (r Region) same(s Region) bool {
	return dist2(Point{X: r.X, Y: r.Y}, Point{X: s.X, Y: s.Y}) < min(r.W, s.W)/4
}

// without drops the tracks that follow the same thing as an older one.
func withoutDoubles(list []*track) []*track {
	kept := list[:0]
next:
	for _, k := range list {
		for _, o := range kept {
			if o.region.same(k.region) {
				continue next
			}
		}
		kept = append(kept, k)
	}
	return kept
}
