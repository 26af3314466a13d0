package beauty

import (
	"sync/atomic"
	"time"

	"onair/beauty/face"
	"onair/beauty/motion"
)

// stickers draws the motion template.
type stickers struct {
	onSound  atomic.Pointer[func(motion.SoundEvent)]
	gestures gestures

	// Touched by Process alone.
	show    show
	screens [motion.MaxLayers]screenLayer
	poses   [maxFaces]pose
	posed   [maxFaces]bool
	rows    []uint8
	now     drawing
	mask    coverage // of the face in front of now
	oval    []pt
	scratch rasters
}

func (*stickers) info() FilterInfo {
	return FilterInfo{ID: "stickers", LabelKey: "beauty.group.stickers"}
}

// active stays on for one frame after the template is gone: its sounds must end.
func (st *stickers) active(s *settings) bool { return s.motion != nil || st.show.tmpl != nil }

func (st *stickers) wants(s *settings) face.Want {
	var want face.Want
	if t := s.motion; t != nil {
		if t.NeedsFace() {
			want |= face.WantFaces
		}
		if t.NeedsGesture() {
			want |= face.WantHands
		}
	}
	return want
}

func (st *stickers) apply(w *work, f *frame, s *settings) {
	sound := st.onSound.Load()
	if st.show.tmpl != s.motion {
		st.screens = [motion.MaxLayers]screenLayer{}
	}
	st.show.begin(s.motion, w.now, sound)
	if st.show.tmpl == nil {
		return
	}
	st.show.notice(w.faces, &st.gestures, w.now)
	st.show.sounds(sound, s.motionMute)

	faces := w.shaped()
	faces = faces[:min(len(faces), st.show.tmpl.Faces)]
	for i := range faces {
		st.poses[i], st.posed[i] = poseOf(&faces[i])
	}
	if n := stickerRows * (f.y.w + 2); len(st.rows) < n {
		st.rows = make([]uint8, n)
	}
	for i := range st.show.tmpl.Layers {
		l := &st.show.tmpl.Layers[i]
		switch l.Kind {
		case motion.OnFace:
			for k := len(faces) - 1; k >= 0; k-- {
				if st.posed[k] {
					st.onFace(w, f, i, &faces[k], k)
				}
			}
		case motion.OnFrame:
			st.onFrame(w, f, i)
		case motion.Rain:
			st.rain(w, f, i, faces)
		}
	}
}

func (st *stickers) onFace(w *work, f *frame, i int, fc *face.Face, k int) {
	l := &st.show.tmpl.Layers[i]
	since, shown := st.show.shown(i, k, w.now)
	if !shown {
		return
	}
	pic := pictureAt(l, w.now.Sub(since))
	if pic == nil {
		return
	}
	d, ok := st.poses[k].on(fc, &l.Place, pic.W, pic.H).drawing(pic, f.y.w, f.y.h, l.Opacity)
	if !ok {
		return
	}
	if l.Behind {
		d.hide = st.hide(w, f, fc, &d)
	}
	st.draw(w, f, d)
}

// draw goes by a copy in st: what the kernels point at must not be on the stack.
func (st *stickers) draw(w *work, f *frame, d drawing) {
	st.now = d
	w.k.sticker.draw(f, &st.now, st.rows)
	st.now.tex, st.now.hide = nil, nil
}

// hide is the oval of a face, as far as it lies in front of a drawing; nil: it
// does not.
func (st *stickers) hide(w *work, f *frame, fc *face.Face, d *drawing) *coverage {
	r, c := &st.scratch, &st.mask
	// A little more than the drawing, so that the blur does not see its end.
	const soft, more = 2, 6
	r.begin(f)
	r.within(d.x0-more, d.y0-more, d.x1+more, d.y1+more)
	st.oval = landmarksOf(st.oval[:0], fc, face.FaceOval)
	if !r.open(c, more, st.oval) {
		return nil
	}
	r.outline(c)
	r.polygon(c, st.oval, false)
	r.fill(c)
	r.soften(&w.k.makeup, c, soft)
	return c
}

func (st *stickers) onFrame(w *work, f *frame, i int) {
	l := &st.show.tmpl.Layers[i]
	since, shown := st.show.shown(i, anyFace, w.now)
	if !shown {
		return
	}
	pic := pictureAt(l, w.now.Sub(since))
	if pic != nil && st.screens[i].prepare(&w.k.sticker, pic, l.Fit, f) {
		w.k.sticker.over(f, &st.screens[i].o, int(l.Opacity*256+0.5))
	}
}

func (st *stickers) rain(w *work, f *frame, i int, faces []face.Face) {
	l := &st.show.tmpl.Layers[i]
	since, until, raining := st.show.span(i, w.now)
	if !raining {
		return
	}
	r := rain{layer: l, w: float32(f.y.w), h: float32(f.y.h)}
	r.mouth = vec{x: r.w / 2, y: r.h / 2}
	if k := st.show.doer(i, len(faces)); l.Particles.From == motion.FromAnchor && k < len(faces) && st.posed[k] {
		r.mouth = st.poses[k].point(&faces[k], &l.Particles.Anchor)
	}
	r.draw(w.now, since, until, func(pic *motion.Picture, pl placing, opacity float32) {
		if d, ok := pl.drawing(pic, f.y.w, f.y.h, opacity); ok {
			st.draw(w, f, d)
		}
	})
}

// pictureAt is the picture of a sequence at a time after its start; nil: over.
func pictureAt(l *motion.Layer, t time.Duration) *motion.Picture {
	n := len(l.Pictures)
	i := max(int(t.Seconds()*l.FPS), 0)
	switch l.Loop {
	case motion.Repeat:
		i %= n
	case motion.PingPong:
		if turn := max(2*n-2, 1); n > 1 {
			if i %= turn; i >= n {
				i = turn - i
			}
		} else {
			i = 0
		}
	case motion.Hold:
		i = min(i, n-1)
	case motion.Once:
		if i >= n {
			return nil
		}
	}
	return l.Pictures[i]
}
