package beauty

import "onair/beauty/face"

// warp is how reshape moves the picture of the frame in the works. The zero warp
// moves nothing.
type warp struct{}

// Forward tells where what was at p in the camera's picture is after reshape.
func (*warp) Forward(p face.Point) face.Point { return p }

// shaped returns the frame's faces as they are after reshape: what is drawn on
// top of the picture goes by them. They are the work's own until the next frame.
func (w *work) shaped() []face.Face {
	if w.shapedReady {
		return w.moved
	}
	w.shapedReady = true
	w.moved = append(w.moved[:0], w.faces...)
	for i := range w.moved {
		for k, p := range w.moved[i].Points {
			w.moved[i].Points[k] = w.warp.Forward(p)
		}
	}
	return w.moved
}
