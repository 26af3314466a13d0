package views

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// commentTools are the host's switch for comments and the way to the blocked words.
type commentTools struct {
	off *kit.Switch
	box *fyne.Container
}

func newCommentTools(w *window) *commentTools {
	c := &commentTools{}
	c.off = kit.NewSwitch(w.env, kit.T("comments.off"), func(on bool) { w.comments.SetCommentsOff(on) })
	words := kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("words.title"), Rank: kit.RankGhost, Tip: kit.T("tip.words"), Action: w.showWords})
	c.box = kit.Row(8, kit.NewLine(kit.T("comments.off"), kit.Body), c.off, kit.Stretch(), words)
	show(c.box, w.comments != nil)
	return c
}

// wordsCard is the list of blocked words, one a line.
type wordsCard struct {
	w       *window
	entry   *kit.Entry
	count   *kit.Line
	save    *kit.Button
	failure *failureCard
	loaded  bool
	saved   int
}

// showWords opens the card.
func (w *window) showWords() {
	c := &wordsCard{w: w, saved: w.state.Words.Saved}
	c.entry = kit.NewEntry(w.env, kit.T("words.hint"), func(string) { c.judge(w.state.Words) })
	c.entry.MultiLine, c.entry.Scroll, c.entry.Wrapping = true, fyne.ScrollVerticalOnly, fyne.TextWrapWord
	c.entry.SetMinRowsVisible(9)
	c.count = kit.NewCutLine("", kit.Caption)
	c.failure = newFailureCard(w, dialogWidth)
	c.save = kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("words.save"), Rank: kit.RankPrimary, Action: func() { w.comments.SaveBlockedWords(linesOf(c.entry.Text)) }})
	d := &dialog{w: w, cancel: w.closeDialog, update: c.update, yes: c.save}
	d.no = kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("cancel"), Action: d.cancel})
	d.show(kit.Column(10,
		kit.NewPara(kit.T("words.title"), kit.Title, dialogWidth),
		kit.NewPara(kit.T("words.text"), kit.Muted, dialogWidth),
		container.NewStack(c.entry), c.count, c.failure.object(),
		kit.Row(8, kit.Stretch(), d.no, d.yes),
	))
	w.comments.OpenBlockedWords()
	c.update(w.state)
	w.win.Canvas().Focus(c.entry)
}

// linesOf is the words of a text, one a line.
func linesOf(text string) []string {
	words := []string{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			words = append(words, line)
		}
	}
	return words
}

func (c *wordsCard) update(s model.State) bool {
	if s.Words.Saved != c.saved {
		return false
	}
	if s.Words.Loaded && !c.loaded {
		c.loaded = true
		c.entry.SetContent(strings.Join(s.Words.Words, "\n"))
	}
	c.judge(s.Words)
	return true
}

// judge says how many words there are, and what keeps them from being saved.
func (c *wordsCard) judge(m model.BlockedWords) {
	words := linesOf(c.entry.Text)
	long := ""
	for _, w := range words {
		if len(w) > model.MaxBlockedWord {
			long = w
		}
	}
	reason := ""
	switch {
	case !m.Loaded:
		reason = kit.T("words.loading")
	case m.Saving:
		reason = kit.T("words.saving")
	case len(words) > model.MaxBlockedWords:
		reason = kit.T("words.many", kit.Values{"Most": model.MaxBlockedWords})
	case long != "":
		reason = kit.T("words.long", kit.Values{"Word": long})
	}
	c.count.SetText(kit.T("words.count", kit.Values{"Count": len(words), "Most": model.MaxBlockedWords}))
	if reason != "" {
		c.count.SetText(reason)
	}
	c.entry.SetEnabled(m.Loaded && !m.Saving)
	c.save.SetEnabled(reason == "", reason)
	c.failure.set(m.Failure)
}
