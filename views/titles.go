package views

import (
	"strings"

	"onair/app/model"
	"onair/views/kit"
)

// liveMark stands before the window's name while the user is live. It is the same
// in every language, so that taskbars and scripts know it.
const liveMark = "LIVE - "

// titleOf is the window's title.
func titleOf(name string, s model.State) string {
	if s.Screen == model.ScreenOnAir && !s.OnAir.Since.IsZero() && s.OnAir.Summary == nil {
		return liveMark + name
	}
	return name
}

// setTitle shows in the window's title whether the user is live.
func (w *window) setTitle(s model.State) {
	if title := titleOf(w.cfg.Title, s); title != w.win.Title() {
		w.win.SetTitle(title)
	}
}

// newPrivateMark is the lock in the header of a private live.
func newPrivateMark() *kit.Badge {
	b := kit.NewBadge(kit.T("private.on"), "lock", kit.ColorRaised, kit.ColorText)
	b.Container.Hide()
	return b
}

// askTitle asks for another title of the live that is on.
func (w *window) askTitle(now string) {
	d := &dialog{w: w, cancel: w.closeDialog}
	entry := kit.NewEntry(w.env, kit.T("setup.name.hint"), nil)
	entry.SetContent(now)
	count := kit.NewLine("", kit.Caption)
	d.enter = func() {
		if d.yes.Enabled() {
			w.closeDialog()
			w.titles.ChangeTitle(strings.TrimSpace(entry.Text))
		}
	}
	d.yes = kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("onair.title.yes"), Rank: kit.RankPrimary, Action: d.enter})
	judge := func(text string) {
		text = strings.TrimSpace(text)
		use := w.state.Limits.Title.Use(text)
		showUse(count, use)
		switch {
		case text == "":
			d.yes.SetEnabled(false, kit.T("onair.title.missing"))
		case !use.Fits:
			d.yes.SetEnabled(false, tooLong(use))
		default:
			d.yes.SetEnabled(true, "")
		}
	}
	entry.OnChanged = judge
	entry.OnSubmitted = func(string) { d.enter() }
	judge(now)
	d.no = kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("cancel"), Action: d.cancel})
	d.show(kit.Column(10,
		kit.NewPara(kit.T("onair.title"), kit.Title, dialogWidth),
		entry, count, kit.Gap(1, 6),
		kit.Row(8, kit.Stretch(), d.no, d.yes),
	))
	w.win.Canvas().Focus(entry)
}

// showKeys opens the list of hot keys.
func (w *window) showKeys() {
	if w.dialog != nil || w.overlaid() {
		return
	}
	if w.settings != nil {
		w.settings.chooseNamed(kit.T("settings.keys"))
		return
	}
	w.keysWanted = true
	w.cfg.Actions.OpenSettings()
}

// chooseNamed opens the page with a name.
func (s *settingsScreen) chooseNamed(name string) {
	for i, p := range s.pages {
		if p.name == name {
			s.choose(i)
		}
	}
}
