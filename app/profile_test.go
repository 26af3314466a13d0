package app

import (
	"slices"
	"strings"
	"testing"

	"onair/app/model"
)

// TestNameAndPictureChangeInARoom: others see it at once, a refusal has words.
func TestNameAndPictureChangeInARoom(t *testing.T) {
	d := newDesk(t)
	a := d.live("anna", 62)
	b := d.window(func(o *Options) { o.Start, o.User, o.Room = StartWatch, "bob", 62 })
	until(t, b, "bob watching", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying })
	until(t, a, "bob among the viewers", func(s model.State) bool { return len(s.OnAir.Members) == 1 })

	b.SetProfile(" Bobby ", "avatar:3")
	want := model.User{ID: "bob", Name: "Bobby", Avatar: "avatar:3"}
	until(t, b, "bob's own name", func(s model.State) bool { return s.Me == want && s.Profile.Saved == 1 && !s.Profile.Saving })
	until(t, a, "bob's new name among the viewers", func(s model.State) bool { return slices.Contains(s.OnAir.Members, want) })
	a.SetProfile("Anna Blume", "avatar:2")
	until(t, b, "the host's new name", func(s model.State) bool {
		return s.Watching.Room.Host.Name == "Anna Blume" && s.Watching.Tiles[0].User.Name == "Anna Blume"
	})
	b.SetProfile(strings.Repeat("b", 65), "avatar:3")
	s := until(t, b, "the refusal", func(s model.State) bool { return s.Profile.Failure != nil })
	if s.Profile.Failure.Code != model.FailureTooLong || s.Me != want {
		t.Errorf("65 letters: %+v, now %+v", s.Profile.Failure, s.Me)
	}
	b.Close()
	if f := d.window().Store.State().Welcome.Form; f.Nickname != "Bobby" || f.Avatar != "avatar:3" {
		t.Errorf("the next run begins with %+v", f)
	}
}
