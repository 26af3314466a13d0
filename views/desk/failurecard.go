package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"onair/app/model"
	"onair/views/kit"
)

// FailureTexts are the three sentences of a failure: what happened, why, what
// to do.
func FailureTexts(f *model.Failure) (what, why, do string) {
	key := "failure." + string(f.Code)
	if !kit.Has(key + ".what") {
		key = "failure." + string(model.FailureUnknown)
	}
	v := kit.Values{"Subject": f.Subject, "Detail": f.Detail}
	do = kit.T(key+".do", v)
	if f.Wait > 0 {
		do = kit.T("failure.wait", kit.Values{"Time": Seconds(f.Wait)})
	}
	return kit.T(key+".what", v), kit.T(key+".why", v), do
}

// FailureCard shows a failure in place; it is hidden while there is none, and
// can be closed.
type FailureCard struct {
	w     *Desk
	width float32
	box   *fyne.Container
	shown *model.Failure
	do    *kit.Para // counts down
}

// NewFailureCard makes a card so wide, which is hidden.
func NewFailureCard(w *Desk, width float32) *FailureCard {
	f := &FailureCard{w: w, width: width, box: container.NewStack()}
	f.box.Hide()
	return f
}

// Object is what is to be shown.
func (f *FailureCard) Object() fyne.CanvasObject { return f.box }

// Set shows a failure, or nothing.
func (f *FailureCard) Set(failure *model.Failure) {
	before := f.shown
	f.shown = failure // the newest one is closed
	switch {
	case failure == before || failure != nil && before != nil && *failure == *before:
		return
	case onlyLater(before, failure):
		_, _, do := FailureTexts(failure)
		f.do.SetText(do)
		return
	}
	if failure == nil {
		f.box.Objects = nil
		f.box.Hide()
		return
	}
	what, why, do := FailureTexts(failure)
	width := f.width - 60 - 44
	shut := kit.NewButton(f.w.Env, kit.ButtonSpec{Icon: "close", Rank: kit.RankGhost, Tip: kit.T("failure.close"), Action: func() {
		f.box.Hide() // until there is another one
		f.w.Actions.DismissFailure(f.shown)
	}})
	corner := container.NewVBox(shut)
	if detail := failure.Detail; detail != "" {
		if width > 500 { // room beside, and it keeps the card low
			corner, width = container.NewHBox(shut), width-44
		}
		corner.Add(kit.NewButton(f.w.Env, kit.ButtonSpec{Icon: "copy", Rank: kit.RankGhost, Tip: kit.T("failure.copy", kit.Values{"Detail": detail}), Action: func() {
			f.w.Copy(detail)
		}}))
	}
	f.do = kit.NewPara(do, kit.Body, width)
	lines := kit.Column(2, kit.NewPara(what, kit.Strong, width), kit.NewPara(why, kit.Muted, width), f.do)
	top := container.New(layout.NewVBoxLayout(), kit.Icon("error", kit.ColorBad, 20))
	row := kit.Frame(nil, nil, kit.Pad(1, 0, top), container.NewVBox(corner), kit.Pad2(0, 0, 12, 0, lines))
	f.box.Objects = []fyne.CanvasObject{kit.Outlined(kit.ColorRaised, 10, kit.Pad(12, 14, row))}
	f.box.Show()
	f.box.Refresh()
	kit.Drawn(f.box)
}

// onlyLater reports whether now is before with another time to wait.
func onlyLater(before, now *model.Failure) bool {
	if before == nil || now == nil || before.Wait == 0 || now.Wait == 0 {
		return false
	}
	same := *now
	same.Wait = before.Wait
	return same == *before
}
