package stage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// statsPanel is the numbers over the stage's corner.
type statsPanel struct {
	box    *fyne.Container
	rows   []fyne.CanvasObject
	values []*kit.Line
	cause  *kit.Para
}

// always is how many of the first rows are there for everybody; the others mean nothing
// where they have no value: to who has one encoding, wears no background, gets the best.
const always = 10

// statsRows are the names of the numbers, in the order of statsValues.
func statsRows() []string {
	return []string{
		kit.T("stats.size"), kit.T("stats.fps"), kit.T("stats.bitRate"), kit.T("stats.roundTrip"), kit.T("stats.loss"),
		kit.T("stats.jitter"), kit.T("stats.delay"), kit.T("stats.freezes"), kit.T("stats.dropped"), kit.T("stats.encoder"),
		kit.T("stats.layers"), kit.T("stats.resting"), kit.T("stats.why"), kit.T("stats.maskAge"), kit.T("stats.maskCarried"),
	}
}

func statsValues(s model.Stats) []string {
	why := WhyText(s.Why)
	if len(s.Resting) > 0 { // which says so
		why = "–"
	}
	return []string{
		desk.OrDash(s.Width > 0, fmt.Sprintf("%d × %d", s.Width, s.Height)),
		desk.OrDash(s.FPS > 0, strconv.FormatFloat(s.FPS, 'f', 1, 64)),
		desk.OrDash(s.BitRate > 0, desk.BitRate(s.BitRate)),
		desk.OrDash(s.RoundTrip > 0, desk.Millis(s.RoundTrip)),
		desk.OrDash(s.Width > 0, strconv.FormatFloat(s.Loss*100, 'f', 1, 64)+" %"),
		desk.OrDash(s.Jitter > 0, desk.Millis(s.Jitter)),
		desk.OrDash(s.Delay > 0, desk.Millis(s.Delay)),
		strconv.Itoa(s.Freezes),
		strconv.Itoa(s.Dropped),
		desk.OrDash(s.Encoder != "", desk.Shorten(s.Encoder, 24)),
		layersText(s),
		restingText(s.Resting),
		why,
		desk.OrDash(s.MaskAge > 0, desk.Millis(s.MaskAge)),
		desk.OrDash(s.MaskAge > 0, strconv.FormatFloat(s.MaskCarried*100, 'f', 0, 64)+" %"),
	}
}

// layersText lists the encodings in lines; with more to choose from, the one that comes first.
func layersText(s model.Stats) string {
	list := make([]string, len(s.Layers))
	for i, n := range s.Layers {
		list[i] = strconv.Itoa(n)
	}
	text := strings.Join(list, ", ")
	if s.Lines > 0 && len(list) > 1 {
		text = kit.T("stats.layer", kit.Values{"Lines": s.Lines, "All": text})
	}
	return desk.OrDash(text != "", text)
}

// restingText lists the encodings that are not sent, in lines, those of one reason together.
func restingText(all []model.RestingPicture) string {
	var reasons []model.PictureWhy
	lists := map[model.PictureWhy][]string{}
	for _, r := range all {
		if !slices.Contains(reasons, r.Why) {
			reasons = append(reasons, r.Why)
		}
		lists[r.Why] = append(lists[r.Why], strconv.Itoa(r.Lines))
	}
	parts := make([]string, len(reasons))
	for i, why := range reasons {
		parts[i] = kit.T("stats.rests", kit.Values{"Lines": strings.Join(lists[why], ", "), "Why": kit.T("quality.rests." + string(why))})
	}
	return desk.OrDash(len(parts) > 0, strings.Join(parts, ", "))
}

// WhyText says why no more of a picture comes, or is sent.
func WhyText(w model.PictureWhy) string {
	if w == "" || !slices.Contains(model.PictureWhys(), w) {
		return "–"
	}
	return kit.T("quality.why." + string(w))
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
	p.rows = rows
	p.cause = kit.NewPara("", kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorFair}, statsWidth)
	p.cause.Hide()
	rows = append(rows, p.cause)
	p.box = kit.Sheet(kit.ColorGlass, 10, kit.Pad(10, 14, kit.Fixed(statsWidth, 0, kit.Column(1, rows...))))
	p.box.Hide()
	return p
}

func (p *statsPanel) object() fyne.CanvasObject { return p.box }

// Visible tells whether the numbers are shown.
func (p *statsPanel) Visible() bool { return p.box.Visible() }

// Show shows or hides the numbers.
func (p *statsPanel) Show(on bool, s model.Stats) {
	kit.Show(p.box, on)
	p.Update(s)
}

// Update writes new numbers; nothing while the panel is hidden.
func (p *statsPanel) Update(s model.Stats) {
	if !p.Visible() {
		return
	}
	changed := false
	for i, text := range statsValues(s) {
		p.values[i].SetText(text)
		if shown := i < always || text != "–"; shown != p.rows[i].Visible() {
			kit.Show(p.rows[i], shown)
			changed = true
		}
	}
	p.cause.SetText(causeText(s.Cause))
	kit.Show(p.cause, s.Cause != "")
	if changed {
		p.box.Refresh()
	}
}

// Health is the dot that opens the numbers.
type Health struct {
	kit.Tap
	dot  *fyne.Container
	word *kit.Line
	last model.Health

	cause model.HealthCause
}

// NewHealth makes the sign of the connection's health; action opens the numbers.
func NewHealth(w *desk.Desk, action func()) *Health {
	h := &Health{dot: kit.Dot(kit.ColorFaint, 10), word: kit.NewLine("", kit.Caption), last: -1}
	h.Init(w.Env, h, kit.Pad(6, 8, kit.Row(7, h.dot, h.word)), action)
	h.Tip = kit.T("tip.stats")
	return h
}

// Restyle shows whether it is chosen, pointed at or focused.
func (h *Health) Restyle() {
	c := kit.ColorMuted
	if h.Hovered || h.Focused {
		c = kit.ColorText
	}
	h.word.SetColor(c)
}

// Set shows how the connection is, and why.
func (h *Health) Set(to model.Health, cause model.HealthCause) {
	if to == h.last && cause == h.cause {
		return
	}
	h.last, h.cause = to, cause
	h.Tip = kit.T("tip.stats")
	if cause != "" {
		h.Tip = causeText(cause)
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
	h.Content.Refresh()
}
