package signaling

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// TextLimit is how long a text may be. Chars are as people count them (grapheme
// clusters), 0 for as many as there is room for; Bytes are of UTF-8.
type TextLimit struct {
	Chars int `json:"chars,omitempty"`
	Bytes int `json:"bytes"`
}

// Fits reports whether a text is short enough.
func (l TextLimit) Fits(text string) bool {
	return len(text) <= l.Bytes && (l.Chars == 0 || len(text) <= l.Chars || Chars(text) <= l.Chars)
}

// TextLimits are those of a server, in the answer of /api/info.
type TextLimits struct {
	Title   TextLimit `json:"title"`
	Name    TextLimit `json:"name"`
	Message TextLimit `json:"message"`
	Custom  TextLimit `json:"custom"`
}

// DefaultTextLimits are the ones of this version.
func DefaultTextLimits() TextLimits {
	return TextLimits{Title: TextLimit{MaxTitleChars, MaxTitle}, Name: TextLimit{MaxNameChars, MaxName},
		Message: TextLimit{MaxTextChars, MaxText}, Custom: TextLimit{Bytes: MaxCustom}}
}

// Chars counts the grapheme clusters of a text: what people take for characters,
// such as an emoji of several code points or a letter with its marks.
func Chars(text string) (n int) {
	for g := graphemes.FromString(text); g.Next(); {
		n++
	}
	return n
}

// Faithful reports whether JSON can be read without altering a text in it: it is
// valid UTF-8, and no escape names half of a surrogate pair.
func Faithful(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' {
			continue
		}
		r, n := escape(b[i:])
		i += n - 1
		switch {
		case r >= 0xdc00 && r < 0xe000:
			return false
		case r >= 0xd800 && r < 0xdc00:
			low, n := escape(b[i+1:])
			if low < 0xdc00 || low >= 0xe000 {
				return false
			}
			i += n
		}
	}
	return true
}

// escape reads an escape's code unit and length; 0 for one that names none.
func escape(b []byte) (unit rune, n int) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, min(2, len(b))
	}
	for _, c := range b[2:6] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, 2
		}
		unit = unit<<4 | rune(c)
	}
	return unit, 6
}
