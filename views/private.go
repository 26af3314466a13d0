package views

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// privateTools are the host's switch for a private live and, on air, what opens it.
type privateTools struct {
	w       *window
	on      *kit.Switch
	code    *kit.Entry // before the live
	ask     *fyne.Container
	line    *kit.Line // on air
	key     *fyne.Container
	box     *fyne.Container
	private model.Private
}

func newPrivateTools(w *window) *privateTools {
	p := &privateTools{w: w}
	p.on = kit.NewSwitch(w.env, kit.T("private.on"), func(on bool) { w.private.SetPrivate(on) })
	p.code = kit.NewEntry(w.env, kit.T("private.code.hint"), func(text string) { w.private.SetPasscode(text) })
	p.ask = kit.Column(4, field(kit.T("private.code"), p.code), kit.NewPara(kit.T("private.explain"), kit.Caption, panelWidth-34))
	p.line = kit.NewCutLine("", kit.Body)
	copied := kit.NewButton(w.env, kit.ButtonSpec{Icon: "copy", Text: kit.T("private.copy"), Tip: kit.T("tip.copyInvitation"), Action: func() {
		w.app.Clipboard().SetContent(p.private.Invitation)
		w.cfg.Actions.CopyLink()
	}})
	renew := kit.NewButton(w.env, kit.ButtonSpec{Icon: "refresh", Rank: kit.RankGhost, Tip: kit.T("tip.renewInvitation"), Action: func() { w.private.RenewInvitation() }})
	p.key = kit.Column(4, p.line, kit.Row(8, copied, kit.Stretch(), renew))
	p.box = container.NewVBox(kit.Row(8, kit.NewCutLine(kit.T("private.on"), kit.Body), p.on), p.ask, p.key)
	show(p.box, w.private != nil)
	show(p.ask, false)
	show(p.key, false)
	return p
}

// before shows what is chosen for the live to come.
func (p *privateTools) before(m model.Setup) {
	p.on.SetOn(m.Private)
	p.code.SetContent(m.Passcode)
	show(p.ask, m.Private)
}

// during shows what opens the live that is on.
func (p *privateTools) during(m model.Private) {
	p.private = m
	p.on.SetOn(m.On)
	p.line.SetText(kit.T("private.is", kit.Values{"Passcode": m.Passcode}))
	show(p.key, m.On)
}

// badPasscode says what is wrong with a passcode, "" for nothing.
func badPasscode(m model.Setup) string {
	if n := len(m.Passcode); m.Private && n != 0 && (n < 4 || n > 32) {
		return kit.T("private.code.bad")
	}
	return ""
}

// askPasscode asks for the passcode of a private live that did not open.
func (w *window) askPasscode(f *model.Failure) {
	id, err := strconv.ParseUint(f.Subject, 10, 32)
	if err != nil || w.private == nil {
		return
	}
	entry := kit.NewEntry(w.env, kit.T("private.code"), nil)
	d := &dialog{w: w, cancel: w.closeDialog}
	d.enter = func() {
		if text := strings.TrimSpace(entry.Text); text != "" {
			w.closeDialog()
			w.private.OpenWithPasscode(uint32(id), text)
		}
	}
	d.yes = kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("lobby.open.yes"), Rank: kit.RankPrimary, Action: d.enter})
	d.yes.SetEnabled(false, kit.T("private.code.missing"))
	entry.OnChanged = func(text string) { d.yes.SetEnabled(strings.TrimSpace(text) != "", kit.T("private.code.missing")) }
	entry.OnSubmitted = func(string) { d.enter() }
	d.no = kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("cancel"), Action: d.cancel})
	why := "private.ask"
	if f.Code == model.FailurePasscode {
		why = "private.wrong"
	}
	d.show(kit.Column(10,
		kit.NewPara(kit.T("private.ask.title", kit.Values{"Room": f.Subject}), kit.Title, dialogWidth),
		kit.NewPara(kit.T(why), kit.Muted, dialogWidth),
		entry, kit.Gap(1, 6),
		kit.Row(8, kit.Stretch(), d.no, d.yes),
	))
	w.win.Canvas().Focus(entry)
}
