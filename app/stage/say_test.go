package stage

import (
	"fmt"
	"testing"

	"onair/app/model"
)

// TestTheOwnLineStandsWhereTheServerPutIt: others' lines that were said later are
// heard before the answer to the own one.
func TestTheOwnLineStandsWhereTheServerPutIt(t *testing.T) {
	var s State
	s.say(model.ChatLine{Kind: model.ChatText, Seq: 4, Text: "before"})
	s.say(model.ChatLine{Kind: model.ChatText, Seq: 6, Text: "after"}, model.ChatLine{Kind: model.ChatCame})
	s.say(model.ChatLine{Kind: model.ChatText, Seq: 5, Text: "own", Mine: true})
	s.say(model.ChatLine{Kind: model.ChatText, Seq: 5, Text: "own", Mine: true}) // and once
	var got []string
	for _, l := range s.Live.Chat.Lines {
		got = append(got, fmt.Sprint(l.Text, l.ID))
	}
	if fmt.Sprint(got) != "[before1 own4 after2 3]" {
		t.Errorf("the chat is %v", got)
	}
}
