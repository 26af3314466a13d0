package clean

import (
	"fmt"
	"strings"

	"onair/server/alike"
	"onair/signaling"
)

// Words finds blocked words in texts. It does not change once made; nil has none.
type Words struct {
	of    []string // as given
	words []string // folded
}

// NewWords makes a filter of a list, which nobody may change afterwards.
func NewWords(words []string) *Words {
	f := &Words{of: words}
	for _, w := range words {
		if w = strings.TrimSpace(alike.Fold(w)); w != "" {
			f.words = append(f.words, w)
		}
	}
	return f
}

// Are reports whether the filter was made of this very list.
func (f *Words) Are(words []string) bool {
	return f != nil && len(f.of) == len(words) && (len(words) == 0 || &f.of[0] == &words[0])
}

// Has reports whether a text has one of the words, anywhere in it.
func (f *Words) Has(text string) bool {
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

// List tidies a list of words up: trimmed, each word once. Errors have a code.
func List(in []string) ([]string, error) {
	if len(in) > signaling.MaxBlockedWords {
		return nil, signaling.NewError(signaling.CodeBadArgument, "", fmt.Sprintf("at most %d words", signaling.MaxBlockedWords))
	}
	out, seen := []string{}, map[string]bool{}
	for _, w := range in {
		w = Text(w)
		key := strings.TrimSpace(alike.Fold(w))
		switch {
		case len(w) > signaling.MaxBlockedWord:
			return nil, signaling.NewError(signaling.CodeBadArgument, "", fmt.Sprintf("a word has at most %d bytes", signaling.MaxBlockedWord))
		case key == "" || seen[key]:
			continue
		}
		seen[key] = true
		out = append(out, w)
	}
	return out, nil
}
