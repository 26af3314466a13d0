package face

// What is not surely a face is looked at once more, upright and large, by the far
// detector, before it is shown: landmarks alone take a dog for a face.
const (
	plainlySure  = .55 // score in the whole picture that needs no second look
	confirmSure  = .65
	confirmShare = 2.2 // of a face's region, so that the face is as detectors like it
	confirmNear  = .2  // how far from the middle it may be, of that
)

// planConfirm looks at one of the faces that are followed but not shown yet, or that are turned far
// and not known any more: at that which has waited longest.
func (t *Tracker) planConfirm(j *job) {
	var of *track
	for _, k := range t.faces {
		if k.motion != nil && (k.unsure || k.doubted()) && (of == nil || k.asked.Before(of.asked)) {
			of = k
		}
	}
	if of == nil {
		return
	}
	of.asked = j.time
	r := of.region
	r.W, r.H = r.W*confirmShare, r.H*confirmShare
	j.confirm.id, j.confirm.region = of.id, r
}

// confirm shows a face from now on, or drops it, or finds out whether one that is turned far is there.
func (t *Tracker) confirm(j *job) {
	list, err := t.models.DetectFar(j.confirm.rgb, t.found[:0])
	t.found = list
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.bad(err) || j.round != t.round {
		return
	}
	for i, k := range t.faces {
		if k.id != j.confirm.id {
			continue
		}
		switch {
		case k.unsure:
			if k.unsure = !k.sure(list); k.unsure {
				t.faces = append(t.faces[:i:i], t.faces[i+1:]...)
			}
		case k.witness(list, j.confirm.region, j.time):
			t.faces = t.lose(t.faces, i)
		}
		return
	}
}
