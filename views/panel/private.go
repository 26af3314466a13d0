package panel

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// PrivateTools are the host's switch for a private live and, on air, what opens it.
type PrivateTools struct {
	w       *desk.Desk
	On      *kit.Switch
	Code    *kit.Entry // before the live
	Ask     *fyne.Container
	line    *kit.Line // on air
	Key     *fyne.Container
	Box     *fyne.Container
	private model.Private
}

// NewPrivateTools makes the switch, hidden where there is nothing to switch.
func NewPrivateTools(w *desk.Desk) *PrivateTools {
	p := &PrivateTools{w: w}
	p.On = kit.NewSwitch(w.Env, kit.T("private.on"), func(on bool) { w.Can.Private.SetPrivate(on) })
	p.Code = kit.NewEntry(w.Env, kit.T("private.code.hint"), func(text string) { w.Can.Private.SetPasscode(text) })
	p.Ask = kit.Column(4, kit.Field(kit.T("private.code"), p.Code), kit.NewPara(kit.T("private.explain"), kit.Caption, desk.PanelWidth-34))
	p.line = kit.NewCutLine("", kit.Body)
	copied := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "copy", Text: kit.T("private.copy"), Tip: kit.T("tip.copyInvitation"), Action: func() {
		w.Copy(p.private.Invitation)
		w.Actions.CopyLink()
	}})
	renew := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "refresh", Rank: kit.RankGhost, Tip: kit.T("tip.renewInvitation"), Action: func() { w.Can.Private.RenewInvitation() }})
	p.Key = kit.Column(4, p.line, kit.Row(8, copied, kit.Stretch(), renew))
	p.Box = container.NewVBox(kit.Row(8, kit.NewCutLine(kit.T("private.on"), kit.Body), p.On), p.Ask, p.Key)
	kit.Show(p.Box, w.Can.Private != nil)
	kit.Show(p.Ask, false)
	kit.Show(p.Key, false)
	return p
}

// Before shows what is chosen for the live to come.
func (p *PrivateTools) Before(m model.Setup) {
	p.On.SetOn(m.Private)
	p.Code.SetContent(m.Passcode)
	kit.Show(p.Ask, m.Private)
}

// during shows what opens the live that is on.
func (p *PrivateTools) during(m model.Private) {
	p.private = m
	p.On.SetOn(m.On)
	p.line.SetText(kit.T("private.is", kit.Values{"Passcode": m.Passcode}))
	kit.Show(p.Key, m.On)
}

// BadPasscode says what is wrong with a passcode, "" for nothing.
func BadPasscode(m model.Setup) string {
	if n := len(m.Passcode); m.Private && n != 0 && (n < 4 || n > 32) {
		return kit.T("private.code.bad")
	}
	return ""
}

// AskPasscode asks for the passcode of a private live that did not open.
func AskPasscode(w *desk.Desk, f *model.Failure) {
	id, err := strconv.ParseUint(f.Subject, 10, 32)
	if err != nil || w.Can.Private == nil {
		return
	}
	entry := kit.NewEntry(w.Env, kit.T("private.code"), nil)
	d := &desk.Card{Desk: w, Cancel: w.CloseDialog}
	d.Enter = func() {
		if text := strings.TrimSpace(entry.Text); text != "" {
			w.CloseDialog()
			w.Can.Private.OpenWithPasscode(uint32(id), text)
		}
	}
	d.Yes = kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("lobby.open.yes"), Rank: kit.RankPrimary, Action: d.Enter})
	d.Yes.SetEnabled(false, kit.T("private.code.missing"))
	entry.OnChanged = func(text string) { d.Yes.SetEnabled(strings.TrimSpace(text) != "", kit.T("private.code.missing")) }
	entry.OnSubmitted = func(string) { d.Enter() }
	d.No = kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("cancel"), Action: d.Cancel})
	why := "private.ask"
	if f.Code == model.FailurePasscode {
		why = "private.wrong"
	}
	d.Show(kit.Column(10,
		kit.NewPara(kit.T("private.ask.title", kit.Values{"Room": f.Subject}), kit.Title, desk.DialogWidth),
		kit.NewPara(kit.T(why), kit.Muted, desk.DialogWidth),
		entry, kit.Gap(1, 6),
		kit.Row(8, kit.Stretch(), d.No, d.Yes),
	))
	w.Canvas().Focus(entry)
}
