package account

import (
	"strings"
	"testing"

	"onair/app/model"
	"onair/signaling"
)

// TestLimitsAreTheServers: what the screens count is what the server counts.
func TestLimitsAreTheServers(t *testing.T) {
	ours, theirs := Limits(signaling.DefaultTextLimits()), signaling.DefaultTextLimits()
	for _, text := range []string{
		"", "abc", strings.Repeat("你", 44), strings.Repeat("你", 151), strings.Repeat("👩\u200d👩\u200d👧", 28), strings.Repeat("👩\u200d👩\u200d👧", 29),
		strings.Repeat("x", 65), strings.Repeat("नि", 64), "e" + strings.Repeat("\u0301", 300), strings.Repeat("你", 2000), strings.Repeat("x", 2001),
	} {
		for name, l := range map[string][2]bool{
			"title": {ours.Title.Fits(text), theirs.Title.Fits(text)}, "name": {ours.Name.Fits(text), theirs.Name.Fits(text)}, "message": {ours.Message.Fits(text), theirs.Message.Fits(text)},
		} {
			if l[0] != l[1] {
				t.Errorf("%s %.20q (%d bytes): the app says %v, the server %v", name, text, len(text), l[0], l[1])
			}
		}
	}
	if !ours.Title.Fits(strings.Repeat("你", 44)) {
		t.Error("44 Chinese characters are no title")
	}
	if old := Limits(signaling.TextLimits{}); old.Title != (model.TextLimit{Bytes: 128}) {
		t.Errorf("a server that tells none: %+v", old)
	}
}
