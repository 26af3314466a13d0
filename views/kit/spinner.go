package kit

import (
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Spinner is a wheel of dots that turns while something is waited for. It turns
// only while it can be seen: what is hidden draws nothing. Unlike Fyne's it
// needs a few pictures a second, not sixty.
type Spinner struct {
	widget.BaseWidget
	env     *Env
	started bool
	turning *fyne.Animation // nil: it stands still
	step    int
}

const (
	spinnerDots  = 8
	spinnerSteps = 8 // a turn
	spinnerTurn  = 800 * time.Millisecond
)

// NewSpinner returns a spinner that stands still.
func NewSpinner(env *Env) *Spinner {
	s := &Spinner{env: env}
	s.ExtendBaseWidget(s)
	return s
}

// Start lets it turn.
func (s *Spinner) Start() {
	if s.started {
		return
	}
	s.started = true
	if s.env.spinners == nil {
		s.env.spinners = map[*Spinner]bool{}
	}
	s.env.spinners[s] = true
	s.turn()
}

// Stop ends that.
func (s *Spinner) Stop() {
	s.started = false
	delete(s.env.spinners, s)
	s.rest()
}

func (s *Spinner) turn() {
	if s.turning != nil {
		return
	}
	s.turning = &fyne.Animation{Duration: spinnerTurn, RepeatCount: fyne.AnimationRepeatForever, Curve: fyne.AnimationLinear, Tick: s.tick}
	s.turning.Start()
}

// rest stands still until the next turn.
func (s *Spinner) rest() {
	if s.turning != nil {
		s.turning.Stop()
		s.turning = nil
	}
}

func (s *Spinner) tick(part float32) {
	step := int(part*spinnerSteps) % spinnerSteps
	if step == s.step || s.turning == nil {
		return
	}
	if !Shown(s) {
		s.rest()
		return
	}
	s.step = step
	s.Refresh()
}

// ResumeSpinners lets those turn that can be seen again. The window calls it
// when what it shows has changed.
func (e *Env) ResumeSpinners() {
	for s := range e.spinners {
		if s.turning == nil && Shown(s) {
			s.turn()
		}
	}
}

// StopSpinners stops all of them, those of a screen that is left.
func (e *Env) StopSpinners() {
	for s := range e.spinners {
		s.Stop()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Spinner) CreateRenderer() fyne.WidgetRenderer {
	r := &spinnerRenderer{s: s}
	for range spinnerDots {
		c := canvas.NewCircle(color.Transparent)
		r.dots, r.objects = append(r.dots, c), append(r.objects, c)
	}
	r.Refresh()
	return r
}

type spinnerRenderer struct {
	s       *Spinner
	dots    []*canvas.Circle
	objects []fyne.CanvasObject
}

func (r *spinnerRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(20) }

func (r *spinnerRenderer) Layout(size fyne.Size) {
	d := min(size.Width, size.Height)
	dot := d / 6
	for i, c := range r.dots {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / spinnerDots)
		at := fyne.NewPos(size.Width/2+float32(sin)*(d-dot)/2, size.Height/2-float32(cos)*(d-dot)/2)
		c.Resize(fyne.NewSquareSize(dot))
		c.Move(at.SubtractXY(dot/2, dot/2))
	}
}

// Refresh fades the dots behind the newest.
func (r *spinnerRenderer) Refresh() {
	red, green, blue, _ := Color(ColorText).RGBA()
	for i, c := range r.dots {
		behind := (r.s.step - i + spinnerDots) % spinnerDots
		c.FillColor = color.NRGBA{R: uint8(red >> 8), G: uint8(green >> 8), B: uint8(blue >> 8), A: uint8(255 * (spinnerDots - behind) / spinnerDots)}
		canvas.Refresh(c)
	}
}

func (r *spinnerRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *spinnerRenderer) Destroy() { r.s.rest() }
