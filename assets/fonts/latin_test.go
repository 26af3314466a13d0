package fonts

import (
	"bytes"
	"encoding/binary"
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
		had, has := glyphs(t, data), glyphs(t, Latin(name, data).Content())
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
		inPlace(t, data)
		if !bytes.Equal(before, data) {
			t.Errorf("%s: the font itself was changed", name)
		}
	}
}

// inPlace compares each table's bytes with those of the copy.
func inPlace(t *testing.T, data []byte) {
	t.Helper()
	n := Latin("", data)
	for i := range binary.BigEndian.Uint16(data[4:]) {
		entry := data[12+16*int(i):]
		at, size := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		if got := n.Slice(at, size); len(got) != int(size) || cap(got) != len(got) || !bytes.Equal(got, n.Content()[at:at+size]) {
			t.Errorf("%s is not as in the copy", entry[:4])
		}
	}
	if n.Slice(uint32(len(data)), 1) != nil {
		t.Error("more than there is")
	}
}

func TestLatinLeavesWhatItCannotRead(t *testing.T) {
	if other := []byte("OTTO\x00\x00\x00\x00\x00\x00\x00\x00"); !bytes.Equal(Latin("", other).Content(), other) {
		t.Error("changed")
	}
}
