package face

import "testing"

// TestNoFaceWaitsLong has six fast faces of which two a picture are looked at, and of
// which one is faster than all others.
func TestNoFaceWaitsLong(t *testing.T) {
	tr := &Tracker{opt: Options{Every: 2}}
	for i := range 6 {
		k := newFaceTrack(i+1, Region{})
		k.motion = newMotion(Points, faceTuning)
		k.motion.pace = 1
		tr.faces = append(tr.faces, k)
	}
	tr.faces[4].motion.pace = 9
	for n := range 60 {
		list := tr.turn()
		if len(list) != facesAtOnce {
			t.Fatalf("%d faces in picture %d", len(list), n)
		}
		if n == 0 && list[0] != tr.faces[4] {
			t.Error("the fastest is not the first")
		}
		for _, k := range list {
			k.waited = 0
		}
		for _, k := range tr.faces {
			if k.waited > 2 {
				t.Errorf("face %d has waited for %d pictures", k.id, k.waited)
			}
		}
	}
	// What is fresh comes on top, at once.
	for _, k := range tr.faces[:3] {
		k.motion = nil
	}
	if list := tr.turn(); len(list) != 3 || list[0].motion != nil || list[2].motion != nil {
		t.Errorf("with three fresh faces %d are looked at", len(list))
	}
}
