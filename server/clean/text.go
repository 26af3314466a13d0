// Package clean says what of people's texts and addresses others may see.
package clean

import (
	"strings"
	"unicode"
)

// Text takes out what is not meant to be seen in a line of chat: control
// characters and those that turn the direction of text (line ends and tabs become
// spaces), and what is no UTF-8.
func Text(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\u2028', r == '\u2029':
			return ' '
		case r == '\u2800':
			return ' '
		case unicode.IsControl(r), r == unicode.ReplacementChar, unicode.Is(unseen, r):
			return -1
		case r == '\u061c', r >= '\u200e' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, text)
	if !strings.ContainsFunc(text, seen) {
		return ""
	}
	return strings.TrimSpace(text)
}

// unseen are letters and marks that show nothing and that no language needs in a
// line; joiners and variation selectors stay, emoji and scripts need them.
var unseen = &unicode.RangeTable{R16: []unicode.Range16{
	{0x00ad, 0x00ad, 1}, {0x034f, 0x034f, 1}, {0x115f, 0x1160, 1}, {0x17b4, 0x17b5, 1}, {0x180e, 0x180e, 1}, {0x200b, 0x200b, 1},
	{0x2060, 0x2064, 1}, {0x206a, 0x206f, 1}, {0x3164, 0x3164, 1}, {0xfeff, 0xfeff, 1}, {0xffa0, 0xffa0, 1}, {0xfff9, 0xfffb, 1},
}, LatinOffset: 1}

// seen reports whether a character shows something by itself.
func seen(r rune) bool {
	return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me, unicode.Variation_Selector)
}
