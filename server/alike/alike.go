// Package alike tells which texts read the same: in other case, other width, with
// nothing seen between, or in letters of another script.
package alike

import (
	"strings"
	"unicode"

	"github.com/mtibben/confusables"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold makes texts that read the same equal: compatibility forms (NFKC, UAX #15),
// case (Unicode's full folding), spaces, and nothing that is not seen.
func Fold(text string) string {
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

// Name is a name to compare others with. The zero value is like nothing.
type Name struct{ keys [2]string }

// NewName prepares a name. One of marks and signs alone is like equal ones only.
func NewName(name string) Name {
	// By case first and by shape first: capital I is a small l by its shape alone.
	return Name{[2]string{letters(skeleton(Fold(name))), letters(Fold(skeleton(norm.NFKC.String(name))))}}
}

// Like reports whether people can take one name for the other.
func (n Name) Like(other Name) bool {
	return n.keys[0] != "" && (n.keys[0] == other.keys[0] || n.keys[1] == other.keys[1])
}

// skeleton replaces each letter by the one that stands for all that look like it
// (UTS #39).
func skeleton(text string) string { return confusables.Skeleton(text) }

// letters is a text without what does not make another name of it: accents, spaces,
// punctuation and signs. A text that has nothing else stays.
func letters(text string) string {
	only := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) && !accent(r) {
			return r
		}
		return -1
	}, norm.NFD.String(text))
	if only == "" {
		return strings.TrimSpace(text)
	}
	return only
}

// accent reports whether a mark is one of those that Latin, Greek and Cyrillic
// letters carry; other scripts write their vowels with marks.
func accent(r rune) bool { return r >= 0x300 && r <= 0x36f }
