package signaling

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTextsAreCountedAsPeopleCount(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "你好": 2, "e\u0301": 1, "👩\u200d👩\u200d👧": 1, "🇩🇪🇫🇷": 2, "👍🏽": 1, "각": 1, "\u1100\u1161\u11a8": 1, "नि": 1, "\r\n": 1, "\xff\xfe": 2,
	} {
		if got := Chars(text); got != want {
			t.Errorf("%q: %d characters, want %d", text, got, want)
		}
	}
	l := TextLimit{Chars: 3, Bytes: 60}
	for text, want := range map[string]bool{
		"": true, "abc": true, "abcd": false, "你好吗": true, "你好吗?": false, strings.Repeat("👍🏽", 3): true,
		strings.Repeat("👩\u200d👩\u200d👧", 3): true, strings.Repeat("👩\u200d👩\u200d👧", 4): false, "a" + strings.Repeat("\u0301", 30): false,
	} {
		if got := l.Fits(text); got != want {
			t.Errorf("%q (%d characters, %d bytes) fits: %v", text, Chars(text), len(text), got)
		}
	}
	if !(TextLimit{Bytes: 3}).Fits("abc") || (TextLimit{Bytes: 3}).Fits("abcd") {
		t.Error("bytes alone")
	}
}

func TestJSONThatWouldBeAlteredIsKnown(t *testing.T) {
	for text, want := range map[string]bool{
		`"plain"`: true, `"\u0041\n\\u"`: true, `"\ud83d\ude00"`: true, `"\uD83D\uDE00"`: true, `"\ufffd"`: true, "\"\ufffd\"": true,
		`"\ud83d"`: false, `"\ude00"`: false, `"\ud83dx"`: false, `"\ud83d\n"`: false, `"\ud83d\ud83d\ude00"`: false, `"\ude00\ud83d"`: false,
		`"\\ud83d"`: true, `"\\\ud83d"`: false, "\"\xff\"": false, "\"\xed\xa0\x80\"": false, `\`: true, `\u`: true, `"\ud83d\`: false,
	} {
		if got := Faithful([]byte(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// FuzzFaithful compares with what the JSON library does: where it puts U+FFFD that
// was not there, the text is not faithful, and the other way round.
func FuzzFaithful(f *testing.F) {
	for _, s := range []string{`"a"`, `"\ud83d\ude00"`, `"\ud83d"`, "\"\xff\"", `"\\ud83d"`, `"\ud83d\ud83d\ude00"`, `"\ufffd"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var out string
		if json.Unmarshal(b, &out) != nil {
			Faithful(b) // no panic
			return
		}
		put := strings.Count(out, "\ufffd")
		there := strings.Count(strings.ToLower(string(b)), `\ufffd`)
		if utf8.Valid(b) {
			there += strings.Count(string(b), "\ufffd")
		}
		if strings.Contains(string(b), `\\`) {
			return // what follows may be no escape: the table has those
		}
		if got := Faithful(b); got != (put == there && utf8.Valid(b)) {
			t.Errorf("%q: faithful %v, read as %q", b, got, out)
		}
	})
}
