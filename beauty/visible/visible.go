// Package visible says what of a face can be seen: for each of its parts, and for each
// place in the picture. Hands, things held before the face, masks, hair and the frames of
// glasses are not the face, and no effect that is meant for it may act on them.
//
// What is known lies on a grid that moves with the face, so that it can settle over time:
// what is uncovered comes in over 150 ms, what is covered goes out over 100 ms, and what
// hovers between the two stays what it was.
package visible

import (
	"time"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// Part is a part of a face. Right and left are the person's own.
type Part int

// The parts.
const (
	RightEye Part = iota
	LeftEye
	RightBrow
	LeftBrow
	Lips
	RightCheek
	LeftCheek
	Nose
	Forehead
	Chin
	parts
)

// Faces know what can be seen of the faces of a picture and of those before. They belong
// to one goroutine.
type Faces struct {
	known [outline.MaxFaces]Face
	list  []face.Face
	at    time.Time
	s     scratch
	doubt float32 // seconds for which hands are still to be looked for
}

// New knows nothing yet.
func New() *Faces { return new(Faces) }

// Look looks at a frame before any filter has changed it: at its faces, the hands in it
// and, if not nil, where people are. It returns the faces to work on: those given, and
// those that have just gone, as they were, until they have faded. The list is good until
// the next Look. A frame of the time zero follows the one before by nothing: all is at
// once as it will be.
func (v *Faces) Look(f *pixel.Frame, at time.Time, faces []face.Face, hands []face.Hand, person *face.Mask) []face.Face {
	dt := since(v.at, at)
	v.at = at
	v.doubt = max(v.doubt-dt, 0)
	v.list = append(v.list[:0], faces[:min(len(faces), len(v.known))]...)
	for i := range v.known {
		v.known[i].here = false
	}
	for i := range v.list {
		one := v.get(v.list[i].ID)
		one.here = true
		one.last = v.list[i]
	}
	for i := range v.known {
		k := &v.known[i]
		if k.id == 0 {
			continue
		}
		k.come = approach(k.come, pixel.Bit(k.here), dt)
		if !k.here {
			if k.come <= 0 || len(v.list) == len(v.known) {
				k.id = 0
				continue
			}
			v.list = append(v.list, k.last)
		}
		k.look(&v.s, f, dt, hands, person)
		if k.doubtful {
			v.doubt = doubtFor
		}
	}
	return v.list
}

// doubtFor is for how many seconds hands are looked for after a face has changed.
const doubtFor = 1.5

// Doubtful reports whether something may be before a face that only hands' landmarks tell
// from it.
func (v *Faces) Doubtful() bool { return v.doubt > 0 }

// Forget drops all that is known.
func (v *Faces) Forget() {
	for i := range v.known {
		v.known[i].id = 0
	}
	v.at, v.doubt = time.Time{}, 0
}

// Of is what is known of a face; nil, of which all is visible, if it was not looked at.
func (v *Faces) Of(id int) *Face {
	if v == nil || id == 0 {
		return nil
	}
	for i := range v.known {
		if v.known[i].id == id {
			return &v.known[i]
		}
	}
	return nil
}

// get is the face of that id, or a new one in the place of one that is not in the frame.
func (v *Faces) get(id int) *Face {
	if k := v.Of(id); k != nil {
		return k
	}
	free := &v.known[0]
	for i := range v.known {
		k := &v.known[i]
		if k.id == 0 {
			free = k
			break
		}
		if !k.here && (free.here || k.come < free.come) {
			free = k
		}
	}
	free.begin(id)
	return free
}

// Face is what is known of one face. All of a nil one is visible.
type Face struct {
	id   int
	here bool
	last face.Face
	come float32 // how far the whole face has come in, 0 to 1

	grid     grid
	tones    tones
	glasses  glasses
	state    [nodes]bool  // covered
	odd      [nodes]uint8 // how surely, settled
	value    [nodes]uint8 // how visible each node is
	soft     [nodes]uint8 // the same, with soft edges
	was      [nodes]uint8 // luma, some time ago
	hand     [nodes]uint8 // hidden by a hand or what it holds
	byHand   bool         // some of it is
	began    bool
	clear    bool // all of soft is full
	doubtful bool
	part     [parts]partly
}

func (k *Face) begin(id int) {
	k.id, k.here, k.come, k.began, k.clear, k.doubtful = id, false, 0, false, true, false
	k.tones, k.glasses = tones{}, glasses{}
	k.part = [parts]partly{}
	clear(k.state[:])
	clear(k.odd[:])
	for i := range k.value {
		k.value[i], k.soft[i] = 255, 255
	}
}

// Level is how far the face has come in, or not gone yet: 0 to 1.
func (k *Face) Level() float32 {
	if k == nil {
		return 1
	}
	return k.come
}

// Part is how visible a part is, 0 to 1, with Level in it. Which half is turned away is not
// asked here but of outline.Facing.
func (k *Face) Part(p Part) float32 {
	if k == nil {
		return 1
	}
	return k.come * k.part[p].level
}

// look finds out about the face in a frame.
func (k *Face) look(s *scratch, f *pixel.Frame, dt float32, hands []face.Hand, person *face.Mask) {
	m := outline.Measure(&k.last)
	k.doubtful, k.byHand = false, false
	if !k.grid.of(&m) {
		return
	}
	s.kinds(&k.grid, &m)
	s.gather(&k.grid, f)
	k.tones.learn(s, k, dt)
	s.evidence(k, person, f)
	k.glasses.find(s, k, dt)
	s.infer()
	s.hands(&k.grid, hands)
	k.settle(s, dt)
	k.touched(s)
	k.measure(s, dt)
	k.compare(s, dt)
	k.began = true
}
