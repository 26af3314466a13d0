package account

import (
	"testing"

	"onair/app/model"
)

func TestALinkIsSharedForBrowsersAndForTheApp(t *testing.T) {
	for link, want := range map[string]model.Share{
		"https://live.example.org/r/7": {Page: "https://live.example.org/r/7", App: "onairs://live.example.org/7"},
		"what is this":                 {App: "what is this"},
	} {
		if got := ShareOf(link); got != want {
			t.Errorf("%q: %+v", link, got)
		}
	}
}
