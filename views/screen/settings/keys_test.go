package settings

import (
	"testing"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

func TestTheHotKeysHaveWords(t *testing.T) {
	viewtest.New(t, viewtest.On(model.ScreenLobby))
	for _, k := range hotKeys() {
		if kit.T(k.what) == k.what {
			t.Errorf("no words for %q", k.what)
		}
	}
}
