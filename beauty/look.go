package beauty

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/media"
)

// looker is a filter that has to know where faces, hands or the person are. It
// is asked before each frame while it is active; what was found is in the work's
// faces, hands and person. A filter that needs a face does nothing without one.
type looker interface {
	wants(s *settings) face.Want
}

// unable is a Finder that may learn that it will never find anything.
type unable interface{ Unable() bool }

// SetFinder chooses who looks for faces, hands and people; nil: nobody, and
// filters that need them do nothing. The chain does not close it. A Process that
// is running may use the former one to the end of its frame.
func (c *Chain) SetFinder(f face.Finder) {
	if f == nil {
		c.finder.Store(nil)
		return
	}
	c.finder.Store(&f)
}

// FacesSeen is the number of faces in the newest frame, 0 to 6; 0 also while
// nothing asks for faces.
func (c *Chain) FacesSeen() int { return int(c.faces.Load()) }

// wants joins what the active filters ask for.
func (c *Chain) wants(s *settings) face.Want {
	var want face.Want
	for _, fl := range c.filters {
		if l, ok := fl.(looker); ok && fl.active(s) {
			want |= l.wants(s)
		}
	}
	if want&face.WantTouch != 0 && c.work.seen.Doubtful() {
		want |= face.WantHands
	}
	return want
}

// look offers the frame to the finder, before any filter but the early ones, and takes
// what is known of it already. It never waits.
func (c *Chain) look(f *media.Frame, s *settings) {
	w := c.work
	w.faces, w.hands, w.looking, w.personSeen, w.bodySeen, w.touches = w.faces[:0], w.hands[:0], false, false, false, false
	defer func() {
		c.faces.Store(int32(len(w.faces)))
		if !w.personSeen {
			w.masks.age.Store(0)
		}
	}()
	now := c.finder.Load()
	if now == nil {
		c.asked = nil
		return
	}
	want := c.wants(s)
	if c.asked != now || c.askedFor != want {
		(*now).Want(want)
		c.asked, c.askedFor = now, want
	}
	if want == 0 {
		return
	}
	if u, ok := (*now).(unable); !ok || !u.Unable() {
		w.looking = true
	}
	(*now).Submit(f)
	if want&face.WantFaces != 0 {
		w.faces = (*now).Faces(f.Time, w.faces)
		w.faces = w.faces[:min(len(w.faces), outline.MaxFaces)]
	}
	w.touches = want&face.WantTouch != 0
	if want&(face.WantHands|face.WantTouch) != 0 {
		w.hands = (*now).Hands(f.Time, w.hands)
	}
	if want&(face.WantPerson|face.WantBody) != 0 {
		w.bodySeen = (*now).Person(&w.person)
		w.personSeen = w.bodySeen && want&face.WantPerson != 0
	}
}
