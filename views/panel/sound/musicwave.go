package sound

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"onair/views/kit"
)

// waveform shows a song as bars, the part that was heard in the accent colour.
// A tap or the end of a drag seeks.
type waveform struct {
	widget.BaseWidget
	env      *kit.Env
	seek     func(time.Duration)
	peaks    []float32
	position time.Duration
	length   time.Duration
	dragged  float32 // share of the length under the hand, -1 none
	focused  bool
}

// waveBars is how many bars there are, whatever the width.
const waveBars = 72

func newWaveform(env *kit.Env, seek func(time.Duration)) *waveform {
	w := &waveform{env: env, seek: seek, dragged: -1}
	w.ExtendBaseWidget(w)
	env.Note(w, func() kit.Control {
		return kit.Control{Kind: "slider", Text: kit.T("tip.music.seek"), Disabled: w.length == 0}
	})
	return w
}

func (w *waveform) set(peaks []float32, position, length time.Duration) {
	same := len(peaks) == len(w.peaks) && (len(peaks) == 0 || &peaks[0] == &w.peaks[0]) && length == w.length &&
		w.bar(position) == w.bar(w.position)
	w.peaks, w.position, w.length = peaks, position, length
	if !same {
		w.Refresh()
	}
}

// bar is the bar a time lies in.
func (w *waveform) bar(at time.Duration) int {
	if w.length <= 0 {
		return -1
	}
	return int(int64(at) * waveBars / int64(w.length))
}

func (w *waveform) share(x float32) float32 { return min(max(x/max(w.Size().Width, 1), 0), 1) }

func (w *waveform) seekTo(share float32) {
	if w.length > 0 {
		w.seek(time.Duration(float64(w.length) * float64(share)))
	}
}

// Tapped implements fyne.Tappable.
func (w *waveform) Tapped(e *fyne.PointEvent) { w.seekTo(w.share(e.Position.X)) }

// Dragged implements fyne.Draggable.
func (w *waveform) Dragged(e *fyne.DragEvent) {
	w.dragged = w.share(e.Position.X)
	w.Refresh()
}

// DragEnd implements fyne.Draggable.
func (w *waveform) DragEnd() {
	if w.dragged >= 0 {
		w.seekTo(w.dragged)
		w.dragged = -1
		w.Refresh()
	}
}

// Cursor implements desktop.Cursorable.
func (w *waveform) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (w *waveform) FocusGained() {
	w.focused = true
	w.Refresh()
	w.env.Reveal(w)
}

// FocusLost implements fyne.Focusable.
func (w *waveform) FocusLost() { w.focused = false; w.Refresh() }

// TypedRune implements fyne.Focusable.
func (w *waveform) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (w *waveform) TypedKey(e *fyne.KeyEvent) {
	if !w.env.Guard(w, e) {
		w.env.Key(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (w *waveform) CreateRenderer() fyne.WidgetRenderer {
	r := &waveRenderer{w: w, ring: canvas.NewRectangle(color.Transparent)}
	r.ring.CornerRadius = 6
	r.objects = append(r.objects, r.ring)
	for range waveBars {
		b := canvas.NewRectangle(color.Transparent)
		b.CornerRadius = 1
		r.bars = append(r.bars, b)
		r.objects = append(r.objects, b)
	}
	r.Refresh()
	return r
}

type waveRenderer struct {
	w       *waveform
	ring    *canvas.Rectangle
	bars    []*canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *waveRenderer) MinSize() fyne.Size { return fyne.NewSize(120, 40) }

func (r *waveRenderer) Layout(size fyne.Size) {
	r.ring.Resize(size)
	pace := size.Width / waveBars
	for i, b := range r.bars {
		h := max(2, size.Height*r.w.height(i))
		b.Resize(fyne.NewSize(max(pace-1.5, 1), h))
		b.Move(fyne.NewPos(float32(i)*pace, (size.Height-h)/2))
	}
}

// height is a bar's share of the height: the loudest of its part.
func (w *waveform) height(i int) float32 {
	n := len(w.peaks)
	if n == 0 {
		return 0
	}
	var top float32
	for _, p := range w.peaks[i*n/waveBars : max((i+1)*n/waveBars, i*n/waveBars+1)] {
		top = max(top, p)
	}
	return min(top, 1)
}

func (r *waveRenderer) Refresh() {
	w := r.w
	heard := w.bar(w.position)
	if w.dragged >= 0 {
		heard = int(w.dragged * waveBars)
	}
	done, rest := kit.Color(kit.ColorAccent), kit.Color(kit.ColorFaint)
	for i, b := range r.bars {
		b.FillColor = rest
		if i <= heard {
			b.FillColor = done
		}
	}
	r.ring.StrokeColor, r.ring.StrokeWidth = color.Transparent, 0
	if w.focused {
		r.ring.StrokeColor, r.ring.StrokeWidth = kit.Color(kit.ColorRing), 2
	}
	r.Layout(w.Size())
	canvas.Refresh(w)
}

func (r *waveRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *waveRenderer) Destroy() {}
