package server

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"onair/room"
	"onair/signaling"
)

// wordFilter finds blocked words in texts. It does not change once made.
type wordFilter struct {
	of    []string // as given
	words []string // folded
}

func newWordFilter(words []string) *wordFilter {
	f := &wordFilter{of: words}
	for _, w := range words {
		if w = strings.TrimSpace(foldText(w)); w != "" {
			f.words = append(f.words, w)
		}
	}
	return f
}

// has reports whether a text has one of the words, anywhere in it.
func (f *wordFilter) has(text string) bool {
	if f == nil || len(f.words) == 0 {
		return false
	}
	text = foldText(text)
	for _, w := range f.words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// foldText makes texts that read the same equal: compatibility forms (NFKC,
// UAX #15), case (Unicode's full folding), spaces, and nothing that is not seen.
func foldText(text string) string {
	text = norm.NFKC.String(cases.Fold().String(norm.NFKC.String(text)))
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		return r
	}, text)
	return norm.NFKC.String(text) // what stood apart may compose now
}

// checkWords refuses a message with a word that the room's owner blocks.
func (h *host) checkWords(st room.State, m signaling.Message) error {
	words := st.Words()
	if len(words) == 0 || m.User.UserID == st.Owner().ID {
		return nil
	}
	if f := h.words; f == nil || len(f.of) != len(words) || &f.of[0] != &words[0] {
		h.words = newWordFilter(words)
	}
	if h.words.has(m.Text) || h.words.has(m.Message) {
		return codeError(signaling.CodeBlockedWords, "")
	}
	return nil
}
