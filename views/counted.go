package views

import (
	"strconv"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// counted is a field whose text others will read: it says how much of the server's
// limit is used, and turns red beyond it.
type counted struct {
	entry *kit.Entry
	count *kit.Line
	box   *fyne.Container
	limit model.TextLimit
}

// newCounted puts a label and a counter above an entry.
func newCounted(label string, entry *kit.Entry) *counted {
	c := &counted{entry: entry, count: kit.NewLine("", kit.Caption)}
	c.box = kit.Column(4, kit.Row(8, kit.NewLine(label, kit.Caption), kit.Stretch(), c.count), entry)
	changed := entry.OnChanged
	entry.OnChanged = func(text string) {
		if changed != nil {
			changed(text)
		}
		c.judge(c.limit)
	}
	return c
}

// judge shows the count and returns why the text cannot be sent, "" if it can.
func (c *counted) judge(l model.TextLimit) (reason string) {
	c.limit = l
	use := l.Use(c.entry.Text)
	showUse(c.count, use)
	return tooLong(use)
}

// showUse writes a count; nothing for no text or no limit.
func showUse(line *kit.Line, u model.TextUse) {
	color := kit.ColorMuted
	if !u.Fits {
		color = kit.ColorBad
	}
	line.SetColor(color)
	line.SetText(useText(u))
}

func useText(u model.TextUse) string {
	if u.Used == 0 || u.Most == 0 {
		return ""
	}
	if u.Bytes {
		return kit.T("count.bytes", kit.Values{"Used": u.Used, "Most": u.Most})
	}
	return strconv.Itoa(u.Used) + " / " + strconv.Itoa(u.Most)
}

// tooLong says why a text is refused, "" if it is not.
func tooLong(u model.TextUse) string {
	switch {
	case u.Fits:
		return ""
	case u.Bytes:
		return kit.T("count.tooLong.bytes", kit.Values{"Most": u.Most})
	}
	return kit.T("count.tooLong", kit.Values{"Most": u.Most})
}
