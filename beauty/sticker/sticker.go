// Package sticker draws motion templates: pictures on faces and over the frame,
// rain, and what their sounds should do.
package sticker

import (
	"sync/atomic"
	"time"

	"onair/beauty/face"
	"onair/beauty/motion"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// Stickers draws motion templates. apply belongs to one goroutine; the rest may be
// called from any.
type Stickers struct {
	onSound  atomic.Pointer[func(motion.SoundEvent)]
	gestures gestures

	// Touched by apply alone.
	k       kernels
	time    time.Time // of the frame in the works
	show    show
	screens [motion.MaxLayers]screenLayer
	poses   [outline.MaxFaces]outline.Pose
	posed   [outline.MaxFaces]bool
	rows    []uint8
	now     drawing
	nodes   nodes            // of now
	over    Over             // this frame's
	share   float32          // of all opacities
	mask    outline.Coverage // of what is before now
	part    outline.Coverage
	oval    []outline.Point
	bones   []outline.Bone
	scratch outline.Rasters
}

// OnSound has f called with what the sounds should do, on the goroutine of apply.
// nil takes it away.
func (st *Stickers) OnSound(f func(motion.SoundEvent)) { st.onSound.Store(&f) }

// NoteGesture tells that a gesture was seen, such as "heart".
func (st *Stickers) NoteGesture(name string, at time.Time) { st.gestures.note(name, at) }

// New has no template yet.
func New() *Stickers { return &Stickers{k: defaultKernels()} }

// Busy reports whether apply has to be called without a template once more: its
// sounds must end.
func (st *Stickers) Busy() bool { return st.show.tmpl != nil }

// Apply draws a template over a frame taken at a time; nil: none. seen are the
// faces as the camera gave them, by which layers are set off, and shaped the same
// ones as they are in the frame, where layers go; over is what is before those. mute keeps the
// sounds off, share is how much is seen of it, 0 to 1.
func (st *Stickers) Apply(f *pixel.Frame, now time.Time, t *motion.Template, mute bool, share float32, seen, shaped []face.Face, over Over) {
	sound := st.onSound.Load()
	if st.show.tmpl != t {
		st.screens = [motion.MaxLayers]screenLayer{}
	}
	st.show.begin(t, now, sound)
	if t == nil {
		return
	}
	st.time, st.over, st.share = now, over, share
	st.show.notice(seen, &st.gestures, now)
	st.show.sounds(sound, mute)

	faces := shaped[:min(len(shaped), t.Faces, outline.MaxFaces)]
	for i := range faces {
		st.poses[i], st.posed[i] = outline.PoseOf(&faces[i])
	}
	if n := stickerRows * (f.Y.W + 2); len(st.rows) < n {
		st.rows = make([]uint8, n)
	}
	for i := range st.show.tmpl.Layers {
		l := &st.show.tmpl.Layers[i]
		switch l.Kind {
		case motion.OnFace:
			for k := len(faces) - 1; k >= 0; k-- {
				if st.posed[k] {
					st.onFace(f, i, &faces[k], k)
				}
			}
		case motion.OnFrame:
			st.onFrame(f, i)
		case motion.Rain:
			st.rain(f, i, faces)
		}
	}
}

func (st *Stickers) onFace(f *pixel.Frame, i int, fc *face.Face, k int) {
	l := &st.show.tmpl.Layers[i]
	since, shown := st.show.shown(i, k, st.time)
	if !shown {
		return
	}
	pic := pictureAt(l, st.time.Sub(since))
	if pic == nil {
		return
	}
	pl := placedOn(&st.poses[k], fc, &l.Place, pic.W, pic.H)
	var d drawing
	var ok bool
	if l.Place.Turn {
		var s surface
		if s, ok = surfaceOn(&st.poses[k], fc, &l.Place, pl, pic.W, pic.H); ok {
			d, ok = st.bent(&s, pic, f.Y.W, f.Y.H, l.Opacity*st.share)
		}
	} else {
		d, ok = pl.drawing(pic, f.Y.W, f.Y.H, l.Opacity*st.share)
	}
	if ok {
		d.hide = st.hidden(f, l, fc, &st.poses[k], &d)
		st.draw(f, d)
	}
}

// draw goes by a copy in st: what the kernels point at must not be on the stack.
func (st *Stickers) draw(f *pixel.Frame, d drawing) {
	st.now = d
	st.k.draw(f, &st.now, st.rows)
	st.now.tex, st.now.hide, st.now.nodes = nil, nil, nil
}

func (st *Stickers) onFrame(f *pixel.Frame, i int) {
	l := &st.show.tmpl.Layers[i]
	since, shown := st.show.shown(i, anyFace, st.time)
	if !shown {
		return
	}
	pic := pictureAt(l, st.time.Sub(since))
	if pic != nil && st.screens[i].prepare(&st.k, pic, l.Fit, f) {
		st.k.over(f, &st.screens[i].o, int(l.Opacity*st.share*256+0.5))
	}
}

func (st *Stickers) rain(f *pixel.Frame, i int, faces []face.Face) {
	l := &st.show.tmpl.Layers[i]
	since, until, raining := st.show.span(i, st.time)
	if !raining {
		return
	}
	r := rain{layer: l, w: float32(f.Y.W), h: float32(f.Y.H)}
	r.mouth = outline.Vec{X: r.w / 2, Y: r.h / 2}
	if k := st.show.doer(i, len(faces)); l.Particles.From == motion.FromAnchor && k < len(faces) && st.posed[k] {
		r.mouth = anchored(&st.poses[k], &faces[k], &l.Particles.Anchor)
	}
	r.draw(st.time, since, until, func(pic *motion.Picture, pl placing, opacity float32) {
		if d, ok := pl.drawing(pic, f.Y.W, f.Y.H, opacity*st.share); ok {
			st.draw(f, d)
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
