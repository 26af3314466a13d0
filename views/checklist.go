package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"onair/app/model"
	"onair/views/kit"
)

// checkList is the lines camera, sound and network that turn green.
type checkList struct {
	w    *window
	box  *fyne.Container
	rows []*checkRow
}

// checkRow is one line; its reason is in the tooltip and, if bad, below.
type checkRow struct {
	tap
	icon  *canvas.Image
	text  *kit.Line
	why   *kit.Para
	shown model.Check
}

func newCheckList(w *window) *checkList { return &checkList{w: w, box: kit.Column(6)} }

func (c *checkList) update(checks []model.Check) {
	if len(checks) != len(c.rows) {
		c.rows, c.box.Objects = nil, nil
		for range checks {
			r := newCheckRow(c.w)
			c.rows = append(c.rows, r)
			c.box.Add(r)
		}
		c.box.Refresh()
	}
	for i, m := range checks {
		c.rows[i].update(m)
	}
}

func newCheckRow(w *window) *checkRow {
	r := &checkRow{icon: kit.Icon("more", kit.ColorFaint, 18), text: kit.NewCutLine("", kit.Muted)}
	r.why = kit.NewPara("", kit.Caption, panelWidth-34-28)
	r.why.Hide()
	r.init(w.env, r, kit.Column(2, kit.Row(10, r.icon, r.text), kit.Row(0, kit.Gap(28, 1), r.why)), nil)
	return r
}

func (r *checkRow) update(m model.Check) {
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
	r.text.SetText(kit.T("check." + string(m.Kind) + suffix))
	why := ""
	if m.Failure != nil {
		_, reason, do := failureTexts(m.Failure)
		why = reason + " " + do
	}
	r.why.SetText(why)
	show(r.why, why != "")
	r.content.Refresh()
}
