package clean

import (
	"strings"
	"testing"
	"unicode/utf8"

	"onair/server/alike"
)

func FuzzBlockedWords(f *testing.F) {
	f.Add("Straße", "die STRASSE")
	f.Add("a\u0301", "Á")
	f.Add("\u1100\u200b\u1161", "가")
	f.Fuzz(func(t *testing.T, word, text string) {
		folded := alike.Fold(word)
		if !utf8.ValidString(word) || strings.TrimSpace(folded) == "" {
			return
		}
		if again := alike.Fold(folded); again != folded {
			t.Fatalf("%q folds to %q, then to %q", word, folded, again)
		}
		filter := NewWords([]string{word})
		if !filter.Has(word) || !filter.Has(". "+word+" .") {
			t.Fatalf("%q is not found in itself", word)
		}
		filter.Has(text)
	})
}
