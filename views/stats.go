package views

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// statsPanel is the numbers over the stage's corner.
type statsPanel struct {
	box    *fyne.Container
	values []*kit.Line
	cause  *kit.Para
	last   model.Stats
}

// statsRows are the names of the numbers, in the order of statsValues.
func statsRows() []string {
	return []string{
		kit.T("stats.size"), kit.T("stats.fps"), kit.T("stats.bitRate"), kit.T("stats.roundTrip"), kit.T("stats.loss"),
		kit.T("stats.jitter"), kit.T("stats.delay"), kit.T("stats.freezes"), kit.T("stats.dropped"), kit.T("stats.encoder"),
	}
}

func statsValues(s model.Stats) []string {
	return []string{
		orDash(s.Width > 0, fmt.Sprintf("%d × %d", s.Width, s.Height)),
		orDash(s.FPS > 0, strconv.FormatFloat(s.FPS, 'f', 1, 64)),
		orDash(s.BitRate > 0, bitRate(s.BitRate)),
		orDash(s.RoundTrip > 0, millis(s.RoundTrip)),
		orDash(s.Width > 0, strconv.FormatFloat(s.Loss*100, 'f', 1, 64)+" %"),
		orDash(s.Jitter > 0, millis(s.Jitter)),
		orDash(s.Delay > 0, millis(s.Delay)),
		strconv.Itoa(s.Freezes),
		strconv.Itoa(s.Dropped),
		orDash(s.Encoder != "", shorten(s.Encoder, 24)),
	}
}

const statsWidth = 236

// causeText says why a health is not good and what to do about it.
func causeText(c model.HealthCause) string {
	if c == "" {
		return ""
	}
	return kit.T("health.cause."+string(c)) + " " + kit.T("health.do."+string(c))
}

func newStatsPanel() *statsPanel {
	p := &statsPanel{}
	var rows []fyne.CanvasObject
	glass := kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorOnGlass}
	for _, name := range statsRows() {
		v := kit.NewLine("–", kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorOnGlass, Bold: true, Align: fyne.TextAlignTrailing})
		p.values = append(p.values, v)
		rows = append(rows, kit.Frame(nil, nil, kit.NewLine(name, glass), v, nil))
	}
	p.cause = kit.NewPara("", kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorFair}, statsWidth)
	p.cause.Hide()
	rows = append(rows, p.cause)
	p.box = kit.Sheet(kit.ColorGlass, 10, kit.Pad(10, 14, kit.Fixed(statsWidth, 0, kit.Column(1, rows...))))
	p.box.Hide()
	return p
}

func (p *statsPanel) object() fyne.CanvasObject { return p.box }

func (p *statsPanel) visible() bool { return p.box.Visible() }

func (p *statsPanel) show(on bool, s model.Stats) {
	show(p.box, on)
	p.update(s)
}

// update writes new numbers; nothing while the panel is hidden.
func (p *statsPanel) update(s model.Stats) {
	if !p.visible() {
		return
	}
	for i, text := range statsValues(s) {
		p.values[i].SetText(text)
	}
	p.cause.SetText(causeText(s.Cause))
	show(p.cause, s.Cause != "")
}

// health is the dot that opens the numbers.
type health struct {
	tap
	dot  *fyne.Container
	word *kit.Line
	last model.Health

	cause model.HealthCause
}

func newHealth(w *window, action func()) *health {
	h := &health{dot: kit.Dot(kit.ColorFaint, 10), word: kit.NewLine("", kit.Caption), last: -1}
	h.init(w.env, h, kit.Pad(6, 8, kit.Row(7, h.dot, h.word)), action)
	h.tip = kit.T("tip.stats")
	return h
}

func (h *health) restyle() {
	c := kit.ColorMuted
	if h.hovered || h.focused {
		c = kit.ColorText
	}
	h.word.SetColor(c)
}

func (h *health) set(to model.Health, cause model.HealthCause) {
	if to == h.last && cause == h.cause {
		return
	}
	h.last, h.cause = to, cause
	h.tip = kit.T("tip.stats")
	if cause != "" {
		h.tip = causeText(cause)
	}
	color, word := kit.ColorFaint, kit.T("health.unknown")
	switch to {
	case model.HealthGood:
		color, word = kit.ColorGood, kit.T("health.good")
	case model.HealthFair:
		color, word = kit.ColorFair, kit.T("health.fair")
	case model.HealthBad:
		color, word = kit.ColorBad, kit.T("health.bad")
	}
	if to >= model.HealthFair && cause != "" {
		word = kit.T("health.because", kit.Values{"Word": word, "Cause": kit.T("health.short." + string(cause))})
	}
	kit.SetDot(h.dot, color)
	h.word.SetText(word)
	h.content.Refresh()
}
