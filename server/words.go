package server

import (
	"strings"

	"onair/room"
	"onair/server/alike"
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
		if w = strings.TrimSpace(alike.Fold(w)); w != "" {
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
	text = alike.Fold(text)
	for _, w := range f.words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// checkWords refuses a message with a word that the room's owner blocks.
func (h *host) checkWords(st room.State, m signaling.Message) error {
	if m.User.UserID == st.Owner().ID {
		return nil
	}
	if f := h.filter(st); f.has(m.Text) || f.has(m.Message) {
		return codeError(signaling.CodeBlockedWords, "")
	}
	return nil
}

// filter finds the words that the room's owner blocks.
func (h *host) filter(st room.State) *wordFilter {
	words := st.Words()
	if len(words) == 0 {
		return nil
	}
	if f := h.words; f == nil || len(f.of) != len(words) || &f.of[0] != &words[0] {
		h.words = newWordFilter(words)
	}
	return h.words
}
