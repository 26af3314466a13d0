package views

import (
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// paramRow is the control of one parameter with its value and its own reset.
type paramRow struct {
	box      *fyne.Container
	param    model.Param
	value    *kit.Line
	reset    *kit.Button
	slider   *kit.Slider
	toggle   *kit.Switch
	choice   *kit.Segmented
	disabled bool
}

func newParamRow(w *window, m model.Param) *paramRow {
	r := &paramRow{param: m}
	act := w.cfg.Actions
	name := kit.NewCutLine(kit.T("beauty."+m.ID), kit.Muted)
	switch m.Kind {
	case model.ParamSwitch:
		r.toggle = kit.NewSwitch(w.env, kit.T("beauty."+m.ID), func(on bool) {
			v := 0.0
			if on {
				v = 1
			}
			act.SetBeauty(m.ID, v)
		})
		r.box = kit.Frame(nil, nil, nil, r.toggle, container.NewVBox(kit.Gap(1, 1), name))
	case model.ParamChoice:
		var words []string
		for _, o := range m.Options {
			words = append(words, kit.T("beauty."+m.ID+"."+o))
		}
		r.choice = kit.NewSegmented(w.env, words, func(i int) { act.SetBeauty(m.ID, float64(i)) })
		r.box = kit.Column(0, r.choice)
	default:
		r.slider = kit.NewSlider(w.env, m.Min, m.Max, m.Step, func(v float64) { act.SetBeauty(m.ID, v) })
		r.value = kit.NewLine("", kit.TextStyle{Bold: true, Align: fyne.TextAlignTrailing})
		r.reset = kit.NewButton(w.env, kit.ButtonSpec{Icon: "reset", Rank: kit.RankGhost, Tip: kit.T("tip.resetOne"), Action: func() { act.ResetBeauty(m.ID) }})
		r.box = container.New(sliderLine{}, name, r.slider, r.value, r.reset)
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
		put(o, x, (size.Height-h)/2, w, h)
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
		_, reason, _ = failureTexts(m.Disabled)
	}
	r.param = m
	switch {
	case r.slider != nil:
		r.slider.SetValue(m.Value)
		r.slider.SetEnabled(enabled)
		r.value.SetText(paramValue(m))
		show(r.reset, m.Value != m.Default)
	case r.toggle != nil:
		r.toggle.SetOn(m.Value >= 0.5)
		r.toggle.SetEnabled(enabled, reason)
	case r.choice != nil:
		r.choice.SetChosen(int(m.Value))
		r.choice.SetEnabled(enabled)
	}
}

// paramValue writes a value: a share in percent, a level as it is, a signed
// one with its sign.
func paramValue(m model.Param) string {
	switch {
	case m.Max == 1:
		return strconv.Itoa(int(math.Round(m.Value*100))) + " %"
	case m.Signed() && m.Value > 0:
		return "+" + trim(m.Value)
	default:
		return trim(m.Value)
	}
}
