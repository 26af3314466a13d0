package face

import (
	"image"
	"time"

	"onair/media"
)

// job is what is to be looked at in one picture: crops of it, taken while the
// camera's goroutine offers it.
type job struct {
	want    Want
	time    time.Time
	round   int // of the tracker's state that it was planned with
	w, h    int
	faces   []look
	hands   []look
	detect  look // a part to search for faces
	far     look // the same with the far detector
	confirm look // a face that is not sure to be one, by the far detector
	palms   look // a part to search for palms
	person  look
}

// look is one crop. An id of 0 means that it was not taken.
type look struct {
	id     int
	region Region
	least  float32 // score of what a search finds
	sure   float32 // score from which no second look is needed
	rgb    []float32
}

// plan empties the job for a picture.
func (j *job) plan(f *media.Frame, want Want, round int) {
	j.want, j.time, j.round, j.w, j.h = want, f.Time, round, f.Width(), f.Height()
	j.faces, j.hands = j.faces[:0], j.hands[:0]
	j.detect.id, j.far.id, j.confirm.id, j.palms.id, j.person.id = 0, 0, 0, 0, 0
}

func (j *job) empty() bool {
	return len(j.faces)+len(j.hands)+j.detect.id+j.far.id+j.confirm.id+j.palms.id+j.person.id == 0
}

// add appends a look, keeping the tensor of one that was there before.
func add(list []look, id int, r Region) []look {
	if len(list) < cap(list) {
		list = list[:len(list)+1]
	} else {
		list = append(list, look{})
	}
	l := &list[len(list)-1]
	l.id, l.region = id, r
	return list
}

// sample takes the crops.
func (j *job) sample(s *sampler, f *media.Frame, size Sizes) {
	for i := range j.faces {
		j.faces[i].sample(s, f, size.Landmarks, extend)
	}
	for i := range j.hands {
		j.hands[i].sample(s, f, size.Hand, extend)
	}
	j.detect.sample(s, f, size.Detect, black)
	j.far.sample(s, f, size.Far, black)
	j.confirm.sample(s, f, size.Far, extend)
	j.palms.sample(s, f, size.Palms, black)
	// The person's mask covers the whole picture, stretched.
	j.person.region = Region{X: float32(j.w) / 2, Y: float32(j.h) / 2, W: float32(j.w), H: float32(j.h)}
	j.person.sample(s, f, size.Segment, extend)
}

func (l *look) sample(s *sampler, f *media.Frame, size image.Point, edge border) {
	if l.id == 0 {
		return
	}
	if n := 3 * size.X * size.Y; len(l.rgb) != n {
		l.rgb = make([]float32, n)
	}
	s.crop(f, l.region, size, edge, l.rgb)
}
