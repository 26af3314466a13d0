package beauty

import (
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// paramRow is the control of one parameter with its value and its own reset.
type paramRow struct {
	box    *fyne.Container
	param  model.Param
	Value  *kit.Line
	Reset  *kit.Button
	Slider *kit.Slider
	Toggle *kit.Switch
	Choice *kit.Segmented
}

func newParamRow(w *desk.Desk, m model.Param) *paramRow {
	r := &paramRow{param: m}
	act := w.Actions
	name := kit.NewCutLine(kit.T("beauty."+m.ID), kit.Muted)
	switch m.Kind {
	case model.ParamSwitch:
		r.Toggle = kit.NewSwitch(w.Env, kit.T("beauty."+m.ID), func(on bool) {
			v := 0.0
			if on {
				v = 1
			}
			act.SetBeauty(m.ID, v)
		})
		r.box = kit.Frame(nil, nil, nil, r.Toggle, container.NewVBox(kit.Gap(1, 1), name))
	case model.ParamChoice:
		var words []string
		for _, o := range m.Options {
			words = append(words, kit.T("beauty."+m.ID+"."+o))
		}
		r.Choice = kit.NewSegmented(w.Env, words, func(i int) { act.SetBeauty(m.ID, float64(i)) })
		r.box = kit.Column(0, r.Choice)
	default:
		r.Slider = kit.NewSlider(w.Env, m.Min, m.Max, m.Step, func(v float64) { act.SetBeauty(m.ID, v) })
		r.Value = kit.NewLine("", kit.TextStyle{Bold: true, Align: fyne.TextAlignTrailing})
		r.Reset = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "reset", Rank: kit.RankGhost, Tip: kit.T("tip.resetOne"), Action: func() { act.ResetBeauty(m.ID) }})
		r.box = container.New(sliderLine{}, name, r.Slider, r.Value, r.Reset)
	}
	return r
}

// sliderLine is a name, a slider, its value and its reset in one line, so that a
// small window shows several; they stand in columns.
type sliderLine struct{}

const (
	lineName   = 116
	lineValue  = 44
	lineReset  = 26
	lineHeight = 28
)

func (sliderLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, w := range []float32{lineName, size.Width - lineName - lineValue - lineReset, lineValue, lineReset} {
		o := objects[i]
		h := min(o.MinSize().Height, size.Height)
		kit.Put(o, x, (size.Height-h)/2, w, h)
		x += w
	}
}

func (sliderLine) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(lineName+96+lineValue+lineReset, lineHeight)
}

func (r *paramRow) update(m model.Param) {
	enabled := m.Disabled == nil
	reason := ""
	if !enabled {
		_, reason, _ = desk.FailureTexts(m.Disabled)
	}
	r.param = m
	switch {
	case r.Slider != nil:
		r.Slider.SetValue(m.Value)
		r.Slider.SetEnabled(enabled)
		r.Value.SetText(paramValue(m))
		kit.Show(r.Reset, m.Value != m.Default)
	case r.Toggle != nil:
		r.Toggle.SetOn(m.Value >= 0.5)
		r.Toggle.SetEnabled(enabled, reason)
	case r.Choice != nil:
		r.Choice.SetChosen(int(m.Value))
		r.Choice.SetEnabled(enabled)
	}
}

// paramValue writes a value: a share in percent, a level as it is, a signed
// one with its sign.
func paramValue(m model.Param) string {
	switch {
	case m.Max == 1:
		return strconv.Itoa(int(math.Round(m.Value*100))) + " %"
	case m.Signed() && m.Value > 0:
		return "+" + desk.Trim(m.Value)
	default:
		return desk.Trim(m.Value)
	}
}
