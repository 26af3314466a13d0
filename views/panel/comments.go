package panel

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// CommentTools are the host's switch for comments and the way to the blocked words.
type CommentTools struct {
	Off *kit.Switch
	Box *fyne.Container
}

// NewCommentTools makes the switch, hidden where there is nothing to switch.
func NewCommentTools(w *desk.Desk) *CommentTools {
	c := &CommentTools{}
	c.Off = kit.NewSwitch(w.Env, kit.T("comments.off"), func(on bool) { w.Can.Comments.SetCommentsOff(on) })
	words := kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("words.title"), Rank: kit.RankGhost, Tip: kit.T("tip.words"), Action: func() { ShowWords(w) }})
	c.Box = kit.Row(8, kit.NewLine(kit.T("comments.off"), kit.Body), c.Off, kit.Stretch(), words)
	kit.Show(c.Box, w.Can.Comments != nil)
	return c
}

// wordsCard is the list of blocked words, one a line.
type wordsCard struct {
	w       *desk.Desk
	entry   *kit.Entry
	count   *kit.Line
	save    *kit.Button
	failure *desk.FailureCard
	loaded  bool
	saved   int
}

// ShowWords opens the card.
func ShowWords(w *desk.Desk) {
	c := &wordsCard{w: w, saved: w.State.Words.Saved}
	c.entry = kit.NewEntry(w.Env, kit.T("words.hint"), func(string) { c.judge(w.State.Words) })
	c.entry.MultiLine, c.entry.Scroll, c.entry.Wrapping = true, fyne.ScrollVerticalOnly, fyne.TextWrapWord
	c.entry.SetMinRowsVisible(9)
	c.count = kit.NewCutLine("", kit.Caption)
	c.failure = desk.NewFailureCard(w, desk.DialogWidth)
	c.save = kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("words.save"), Rank: kit.RankPrimary, Action: func() { w.Can.Comments.SaveBlockedWords(LinesOf(c.entry.Text)) }})
	d := &desk.Card{Desk: w, Cancel: w.CloseDialog, Update: c.update, Yes: c.save}
	d.No = kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("cancel"), Action: d.Cancel})
	d.Show(kit.Column(10,
		kit.NewPara(kit.T("words.title"), kit.Title, desk.DialogWidth),
		kit.NewPara(kit.T("words.text"), kit.Muted, desk.DialogWidth),
		container.NewStack(c.entry), c.count, c.failure.Object(),
		kit.Row(8, kit.Stretch(), d.No, d.Yes),
	))
	w.Can.Comments.OpenBlockedWords()
	c.update(w.State)
	w.Canvas().Focus(c.entry)
}

// LinesOf is the words of a text, one a line.
func LinesOf(text string) []string {
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
	words := LinesOf(c.entry.Text)
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
	c.failure.Set(m.Failure)
}
