package model

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// TextLimit is how long a text may be: Chars as people count them (grapheme
// clusters), 0 for as many as there is room for, and at most Bytes of UTF-8. The
// zero TextLimit has no bound.
type TextLimit struct {
	Chars, Bytes int
}

// TextLimits are those of the server signed in to, before that the usual ones.
type TextLimits struct {
	Title, Name, Message TextLimit
}

// TextUse is how much of a limit a text takes. Most is 0 where there is no limit.
type TextUse struct {
	Used, Most int
	// Bytes: they are what is counted, because they run out before the characters.
	Bytes bool
	Fits  bool
}

// Use counts a text without the space around it, which nobody sees.
func (l TextLimit) Use(text string) TextUse {
	text = strings.TrimSpace(text)
	n := 0
	for g := graphemes.FromString(text); g.Next(); {
		n++
	}
	u := TextUse{Used: n, Most: l.Chars, Fits: true}
	if l.Chars > 0 {
		u.Fits = n <= l.Chars
	}
	if l.Bytes > 0 && (l.Chars == 0 || u.Fits && len(text) > l.Bytes) {
		u = TextUse{Used: len(text), Most: l.Bytes, Bytes: true, Fits: len(text) <= l.Bytes}
	}
	return u
}

// Fits reports whether a text is short enough.
func (l TextLimit) Fits(text string) bool { return l.Use(text).Fits }
