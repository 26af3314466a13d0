package model

import (
	"fmt"
	"strings"
	"testing"
)

func chatOf(words string) []ChatLine {
	var lines []ChatLine
	for _, w := range strings.Fields(words) {
		var l ChatLine
		if _, err := fmt.Sscan(w, &l.Seq); err != nil {
			l.Text = w // the program's own, without a number
		}
		lines = append(lines, l)
	}
	return lines
}

// TestLinesStandInTheServersOrder whatever the order in which they come; the
// program's own lines stay where they came.
func TestLinesStandInTheServersOrder(t *testing.T) {
	for _, k := range []struct{ has, comes, want string }{
		{"", "1 2 3", "1 2 3"},
		{"1 2", "3", "1 2 3"},
		{"1 3", "2", "1 2 3"},
		{"2 3", "1", "1 2 3"},
		{"1 4", "3 2 5", "1 2 3 4 5"},
		{"1 came 3 left 4", "2", "1 came 2 3 left 4"},
		{"1 came", "2", "1 came 2"},
		{"3 came", "2", "2 3 came"},
		{"5", "came", "5 came"},
		{"1 2", "2 3 3", "1 2 3"},
		{"", "1 2 3 3 2 4", "1 2 3 4"}, // a history, and what was heard meanwhile
		{"came", "left", "came left"},
	} {
		before := Chat{Lines: chatOf(k.has)}
		var got []string
		for _, l := range before.With(chatOf(k.comes)...).Lines {
			if got = append(got, l.Text); l.Seq != 0 {
				got[len(got)-1] = fmt.Sprint(l.Seq)
			}
		}
		if s := strings.Join(got, " "); s != k.want {
			t.Errorf("%q and then %q: %q, want %q", k.has, k.comes, s, k.want)
		}
		if fmt.Sprint(before.Lines) != fmt.Sprint(chatOf(k.has)) {
			t.Errorf("%q was changed", k.has)
		}
	}
}

func TestALateLineDropsTheOldestBeyondTheLimit(t *testing.T) {
	var c Chat
	for i := range MaxChatLines {
		c = c.With(ChatLine{Seq: uint64(2*i + 2)})
	}
	c = c.With(ChatLine{Seq: 2*MaxChatLines - 1})
	n := len(c.Lines)
	if n != MaxChatLines || c.Lines[0].Seq != 4 || c.Lines[n-2].Seq != 2*MaxChatLines-1 || c.Lines[n-1].Seq != 2*MaxChatLines {
		t.Errorf("%d lines from %d to %d, %d", n, c.Lines[0].Seq, c.Lines[n-2].Seq, c.Lines[n-1].Seq)
	}
}
