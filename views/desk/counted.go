package desk

import (
	"strconv"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// Counted is a field whose text others will read: it says how much of the server's
// limit is used, and turns red beyond it.
type Counted struct {
	entry *kit.Entry
	count *kit.Line
	Box   *fyne.Container
	limit model.TextLimit
}

// NewCounted puts a label and a counter above an entry.
func NewCounted(label string, entry *kit.Entry) *Counted {
	c := &Counted{entry: entry, count: kit.NewLine("", kit.Caption)}
	c.Box = kit.Column(4, kit.Row(8, kit.NewLine(label, kit.Caption), kit.Stretch(), c.count), entry)
	changed := entry.OnChanged
	entry.OnChanged = func(text string) {
		if changed != nil {
			changed(text)
		}
		c.Judge(c.limit)
	}
	return c
}

// Judge shows the count and returns why the text cannot be sent, "" if it can.
func (c *Counted) Judge(l model.TextLimit) (reason string) {
	c.limit = l
	use := l.Use(c.entry.Text)
	ShowUse(c.count, use)
	return TooLong(use)
}

// ShowUse writes a count; nothing for no text or no limit.
func ShowUse(line *kit.Line, u model.TextUse) {
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

// TooLong says why a text is refused, "" if it is not.
func TooLong(u model.TextUse) string {
	switch {
	case u.Fits:
		return ""
	case u.Bytes:
		return kit.T("count.tooLong.bytes", kit.Values{"Most": u.Most})
	}
	return kit.T("count.tooLong", kit.Values{"Most": u.Most})
}
