package live

import (
	"strings"

	"onair/views/desk"
	"onair/views/kit"
)

// newPrivateMark is the lock in the header of a private live.
func newPrivateMark() *kit.Badge {
	b := kit.NewBadge(kit.T("private.on"), "lock", kit.ColorRaised, kit.ColorText)
	b.Container.Hide()
	return b
}

// askTitle asks for another title of the live that is on.
func askTitle(w *desk.Desk, now string) {
	d := &desk.Card{Desk: w, Cancel: w.CloseDialog}
	entry := kit.NewEntry(w.Env, kit.T("setup.name.hint"), nil)
	entry.SetContent(now)
	count := kit.NewLine("", kit.Caption)
	d.Enter = func() {
		if d.Yes.Enabled() {
			w.CloseDialog()
			w.Can.Titles.ChangeTitle(strings.TrimSpace(entry.Text))
		}
	}
	d.Yes = kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("onair.title.yes"), Rank: kit.RankPrimary, Action: d.Enter})
	judge := func(text string) {
		text = strings.TrimSpace(text)
		use := w.State.Limits.Title.Use(text)
		desk.ShowUse(count, use)
		switch {
		case text == "":
			d.Yes.SetEnabled(false, kit.T("onair.title.missing"))
		case !use.Fits:
			d.Yes.SetEnabled(false, desk.TooLong(use))
		default:
			d.Yes.SetEnabled(true, "")
		}
	}
	entry.OnChanged = judge
	entry.OnSubmitted = func(string) { d.Enter() }
	judge(now)
	d.No = kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("cancel"), Action: d.Cancel})
	d.Show(kit.Column(10,
		kit.NewPara(kit.T("onair.title"), kit.Title, desk.DialogWidth),
		entry, count, kit.Gap(1, 6),
		kit.Row(8, kit.Stretch(), d.No, d.Yes),
	))
	w.Canvas().Focus(entry)
}
