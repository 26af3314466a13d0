package device

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// CheckList is the lines camera, sound and network that turn green.
type CheckList struct {
	w    *desk.Desk
	Box  *fyne.Container
	rows []*checkRow
}

// checkRow is one line; what is missing stands in it, the reason below, and what
// can stand in for it below that.
type checkRow struct {
	kit.Tap
	w      *desk.Desk
	icon   *canvas.Image
	text   *kit.Line
	why    *kit.Para
	offers *fyne.Container // a row of its own, hidden as a whole while empty
	shown  model.Check
}

// NewCheckList makes an empty one.
func NewCheckList(w *desk.Desk) *CheckList { return &CheckList{w: w, Box: kit.Column(6)} }

// Update shows the checks; d has what can stand in for what is missing.
func (c *CheckList) Update(checks []model.Check, d model.Devices) {
	if len(checks) != len(c.rows) {
		c.rows, c.Box.Objects = nil, nil
		for range checks {
			r := newCheckRow(c.w)
			c.rows = append(c.rows, r)
			c.Box.Add(r)
		}
		c.Box.Refresh()
	}
	for i, m := range checks {
		c.rows[i].update(m, d)
	}
}

func newCheckRow(w *desk.Desk) *checkRow {
	r := &checkRow{w: w, offers: kit.Row(0), icon: kit.Icon("more", kit.ColorFaint, 18), text: kit.NewCutLine("", kit.Muted)}
	r.why = kit.NewPara("", kit.Caption, desk.PanelWidth-34-28)
	r.why.Hide()
	r.offers.Hide()
	r.Init(w.Env, r, kit.Column(2, kit.Row(10, r.icon, r.text), kit.Row(0, kit.Gap(28, 1), r.why), r.offers), nil)
	return r
}

func (r *checkRow) update(m model.Check, d model.Devices) {
	if m == r.shown {
		return
	}
	r.shown = m
	icon, color, suffix := "more", kit.ColorFaint, ".running"
	switch m.State {
	case model.CheckGood:
		icon, color, suffix = "check", kit.ColorGood, ".good"
	case model.CheckWarn:
		icon, color, suffix = "warn", kit.ColorFair, ".warn"
	case model.CheckBad:
		icon, color, suffix = "error", kit.ColorBad, ".bad"
	}
	kit.SetIcon(r.icon, icon, color)
	text, why := kit.T("check."+string(m.Kind)+suffix), ""
	if m.Failure != nil {
		what, reason, do := desk.FailureTexts(m.Failure)
		text, why = what, reason+" "+do
	}
	r.text.SetText(text)
	r.offers.Objects = nil
	if Missing(m) {
		r.offers.Objects = offers(r.w, m.Kind, d)
		if len(r.offers.Objects) > 0 {
			r.offers.Objects = append([]fyne.CanvasObject{kit.Gap(28, 1)}, r.offers.Objects...)
		}
	}
	kit.Show(r.offers, len(r.offers.Objects) > 0)
	r.offers.Refresh()
	r.why.SetText(why)
	kit.Show(r.why, why != "")
	r.Content.Refresh()
}

// offers are what can stand in for a camera or microphone that gives nothing,
// with one press.
func offers(w *desk.Desk, kind model.CheckKind, d model.Devices) []fyne.CanvasObject {
	act := w.Actions
	button := func(text, tip string, action func()) fyne.CanvasObject {
		return kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T(text), Tip: kit.T(tip), Action: action})
	}
	var out []fyne.CanvasObject
	switch kind {
	case model.CheckCamera:
		out = append(out, button("offer.pattern", "tip.offer.pattern", func() { act.SetCamera("test:") }), button("offer.file", "tip.offer.file", func() { PickFile(w) }))
		for _, c := range d.Cameras {
			if c.Kind == model.DeviceScreen {
				return append(out, button("offer.screen", "tip.offer.screen", func() { act.SetCamera(c.Spec) }))
			}
		}
	case model.CheckSound:
		out = append(out, button("offer.silence", "tip.offer.silence", func() { act.SetMicrophone("silence:") }), button("offer.tone", "tip.offer.tone", func() { act.SetMicrophone("tone:440") }))
	}
	return out
}

// Missing reports whether a source gives nothing: there is something to choose.
func Missing(c model.Check) bool { return c.State == model.CheckWarn || c.State == model.CheckBad }
