package sticker

import (
	"sync"
	"time"

	"onair/beauty/face"
	"onair/beauty/motion"
	"onair/beauty/outline"
)

// gestures is the inbox of NoteGesture: the newest few, for the next frame.
type gestures struct {
	mu   sync.Mutex
	list [8]gestureNote
	n    int
}

type gestureNote struct {
	name string
	at   time.Time
}

// note keeps a gesture; with the inbox full the oldest is lost.
func (g *gestures) note(name string, at time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.n == len(g.list) {
		copy(g.list[:], g.list[1:])
		g.n--
	}
	g.list[g.n] = gestureNote{name, at}
	g.n++
}

func (g *gestures) take() (list [8]gestureNote, n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	n, g.n = g.n, 0
	return g.list, n
}

const staleGesture = 2 * time.Second

// anyFace is the place of what no one face has done alone.
const anyFace = outline.MaxFaces

// show is what of a template is to be seen: when each layer was triggered.
type show struct {
	tmpl   *motion.Template
	start  time.Time
	last   time.Time
	done   map[int]deeds // by face
	layers [motion.MaxLayers]layerState
}

// layerState is when a layer was set off: by each of the faces, and by any.
type layerState struct {
	held         [outline.MaxFaces + 1]bool
	since, until [outline.MaxFaces + 1]time.Time
	began        bool // in this frame
	visible      bool
	playing      bool
}

// begin starts anew with another template, or when time has jumped back.
func (s *show) begin(t *motion.Template, now time.Time, sound *func(motion.SoundEvent)) {
	if t == s.tmpl && t != nil && !now.Before(s.last) {
		s.last = now
		for i := range s.layers {
			s.layers[i].began = false
		}
		return
	}
	s.silence(sound)
	*s = show{tmpl: t, start: now, last: now}
	if t == nil {
		return
	}
	s.done = make(map[int]deeds, outline.MaxFaces)
	for i := range t.Layers {
		s.layers[i].began = t.Layers[i].When.On == motion.Always
	}
}

// notice finds out what the faces are doing and sets off the layers that wait
// for it.
func (s *show) notice(faces []face.Face, g *gestures, now time.Time) {
	faces = faces[:min(len(faces), s.tmpl.Faces)]
	var list [outline.MaxFaces]deeds
	for i := range faces {
		list[i] = s.watch(&faces[i], now)
	}
	for id, d := range s.done {
		if now.Sub(d.seen) > time.Second {
			delete(s.done, id)
		}
	}
	for i := range s.tmpl.Layers {
		l, st := &s.tmpl.Layers[i], &s.layers[i]
		if l.When.On.OfFace() {
			var any bool
			for k := range outline.MaxFaces {
				does := k < len(faces) && list[k].does(l.When.On)
				any = any || does
				st.set(k, does, l.When.For, now)
			}
			st.began = st.set(anyFace, any, l.When.For, now)
		}
		st.visible = s.visible(i, now)
	}
	notes, n := g.take()
	for _, note := range notes[:n] {
		if now.Sub(note.at) < staleGesture {
			s.gesture(note.name, now)
		}
	}
}

func (s *show) gesture(name string, now time.Time) {
	for i := range s.tmpl.Layers {
		l, st := &s.tmpl.Layers[i], &s.layers[i]
		if l.When.On == motion.Gesture && l.When.Name == name {
			st.since[anyFace], st.until[anyFace] = now, now.Add(l.When.For)
			st.began, st.visible = true, true
		}
	}
}

// set notes whether a face does what a layer waits for; true: it has just begun.
func (st *layerState) set(k int, does bool, stay time.Duration, now time.Time) bool {
	rises := does && !st.held[k]
	st.held[k] = does
	if rises {
		st.since[k] = now
	}
	switch {
	case stay == 0 && does:
		st.until[k] = now.Add(time.Nanosecond)
	case stay > 0 && rises:
		st.until[k] = now.Add(stay)
	}
	return rises
}
