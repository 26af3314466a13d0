package fonts

import (
	"bytes"
	"testing"

	"golang.org/x/image/font/sfnt"
)

func glyphs(t *testing.T, data []byte) func(rune) sfnt.GlyphIndex {
	t.Helper()
	f, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return func(r rune) sfnt.GlyphIndex {
		g, err := f.GlyphIndex(nil, r)
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
}

// TestLatin looks every character up before and after: only the wide marks are gone.
func TestLatin(t *testing.T) {
	gone := map[rune]bool{}
	for _, c := range wide {
		gone[rune(c)] = true
	}
	for name, data := range map[string][]byte{"regular": Regular, "semibold": SemiBold} {
		before := bytes.Clone(data)
		had, has := glyphs(t, data), glyphs(t, Latin(data))
		for c := rune(0x20); c < 0xffff; c++ {
			want := had(c)
			if gone[c] {
				if want == 0 {
					t.Errorf("%s: %U was never there", name, c)
				}
				want = 0
			}
			if got := has(c); got != want {
				t.Errorf("%s: %U has glyph %d, want %d", name, c, got, want)
			}
		}
		if !bytes.Equal(before, data) {
			t.Errorf("%s: the font itself was changed", name)
		}
	}
}

func TestLatinLeavesWhatItCannotRead(t *testing.T) {
	if other := []byte("OTTO\x00\x00\x00\x00\x00\x00\x00\x00"); !bytes.Equal(Latin(other), other) {
		t.Error("changed")
	}
}
