package shell

import (
	"testing"
	"time"

	"onair/app/model"
)

func TestTheWindowsTitleSaysLive(t *testing.T) {
	live := model.State{Screen: model.ScreenOnAir, OnAir: model.OnAir{Since: time.Unix(1, 0)}}
	ended := live
	ended.OnAir.Summary = &model.Summary{}
	for name, c := range map[string]struct {
		s    model.State
		want string
	}{
		"lobby": {model.State{Screen: model.ScreenLobby}, "OnAir"}, "watching": {model.State{Screen: model.ScreenWatching}, "OnAir"},
		"starting": {model.State{Screen: model.ScreenOnAir}, "OnAir"}, "live": {live, "LIVE - OnAir"}, "ended": {ended, "OnAir"},
	} {
		if got := titleOf("OnAir", c.s); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
