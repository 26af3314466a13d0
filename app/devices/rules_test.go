package devices

import (
	"fmt"
	"slices"
	"testing"

	"onair/app/model"
)

// TestEveryEventInEveryStateOfASource.
func TestEveryEventInEveryStateOfASource(t *testing.T) {
	const spec = "camera:One"
	idle, open := Source{Chosen: spec}, Source{Uses: ForStage, Runs: true, Chosen: spec}
	both, shut := Source{Uses: ForStage | ForTest, Runs: true, Chosen: spec}, Source{Uses: ForStage, Chosen: spec}
	off, needless := Source{Uses: ForStage, Chosen: model.SourceNone}, Source{Chosen: model.SourceNone}
	states := map[string]Source{"idle": idle, "open": open, "open for two": both, "shut": shut, "off": off, "off and needless": needless}
	for _, c := range []struct {
		event  Event
		in     string
		want   Source
		effect []Effect
	}{
		{Needed{ForStage}, "idle", open, []Effect{Open}},
		{Needed{ForStage}, "open", open, nil},
		{Needed{ForTest}, "open", both, nil},
		{Needed{ForTest}, "open for two", both, nil},
		{Needed{}, "shut", open, []Effect{Open}},
		{Needed{}, "off", off, []Effect{Halt, TellOff}},
		{Needed{ForStage}, "off and needless", off, []Effect{Halt, TellOff}},
		{Dropped{ForStage}, "idle", idle, []Effect{Halt, Uncheck}},
		{Dropped{ForStage}, "open", idle, []Effect{Halt, Uncheck}},
		{Dropped{ForTest}, "open", open, nil},
		{Dropped{ForTest}, "open for two", open, nil},
		{Dropped{ForStage | ForTest}, "open for two", idle, []Effect{Halt, Uncheck}},
		{Dropped{ForStage}, "shut", idle, []Effect{Halt, Uncheck}},
		{Dropped{ForStage}, "off", needless, []Effect{Halt, Uncheck}},
		{Dropped{ForStage}, "off and needless", needless, []Effect{Halt, Uncheck}},
		{Failed{}, "idle", idle, nil},
		{Failed{}, "open", shut, nil},
		{Failed{}, "shut", shut, nil},
		{Failed{}, "off", off, nil},
		{Anew{}, "idle", idle, nil},
		{Anew{}, "open", shut, []Effect{Halt}},
		{Anew{}, "shut", shut, []Effect{Halt}},
		{Anew{}, "off and needless", needless, nil},
		{Back{}, "idle", idle, nil},
		{Back{}, "open", open, nil},
		{Back{}, "open for two", both, nil},
		{Back{}, "shut", open, []Effect{Open}},
		{Back{}, "off", off, nil},
		{Back{}, "off and needless", needless, nil},
	} {
		t.Run(fmt.Sprintf("%T %s", c.event, c.in), func(t *testing.T) {
			got, effects := reduce(states[c.in], c.event)
			if got != c.want || !slices.Equal(effects, c.effect) {
				t.Errorf("%+v with %v, want %+v with %v", got, effects, c.want, c.effect)
			}
		})
	}
}
