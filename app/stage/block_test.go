package stage

import (
	"fmt"
	"slices"
	"testing"
)

func TestTheListOfBlockedUsersIsBounded(t *testing.T) {
	var list []string
	for i := range maxBlocked + 5 {
		list = withBlocked(list, fmt.Sprint("u", i), true)
	}
	if len(list) != maxBlocked || list[0] != "u5" {
		t.Errorf("%d, first %s", len(list), list[0])
	}
	if got := withBlocked([]string{"a", "b"}, "a", true); !slices.Equal(got, []string{"b", "a"}) {
		t.Errorf("twice: %v", got)
	}
}
