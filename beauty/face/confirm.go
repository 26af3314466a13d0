package face

// What is not surely a face is looked at once more, upright and large, by the far
// detector, before it is shown: landmarks alone take a dog for a face.
const (
	plainlySure  = .55 // score in the whole picture that needs no second look
	confirmSure  = .65
	confirmShare = 2.2 // of a face's region, so that the face is as detectors like it
	confirmNear  = .2  // how far from the middle it may be, of that
)

// planConfirm looks at one of the faces that are followed but not shown yet.
func (t *Tracker) planConfirm(j *job) {
	for _, k := range t.faces {
		if k.unsure && k.motion != nil {
			r := k.region
			r.W, r.H = r.W*confirmShare, r.H*confirmShare
			j.confirm.id, j.confirm.region = k.id, r
			return
		}
	}
}

// confirm shows a face from now on, or drops it.
func (t *Tracker) confirm(j *job) {
	list, err := t.models.DetectFar(j.confirm.rgb, t.found[:0])
	t.found = list
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.bad(err) || j.round != t.round {
		return
	}
	sure := false
	for _, d := range list {
		x, y := (d.MinX+d.MaxX)/2-.5, (d.MinY+d.MaxY)/2-.5
		sure = sure || d.Score >= confirmSure && abs(x) < confirmNear && abs(y) < confirmNear
	}
	for i, k := range t.faces {
		if k.id != j.confirm.id {
			continue
		}
		if k.unsure = k.unsure && !sure; k.unsure {
			t.faces = append(t.faces[:i:i], t.faces[i+1:]...)
		}
		return
	}
}
