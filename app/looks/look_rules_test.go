package looks

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"onair/app/model"
	"onair/beauty/makeup"
)

// dressed are the states of the panel with a face that has lipstick to choose and a hand to watch.
func dressed(state string) State {
	s := states[state]()
	for _, k := range makeup.Kinds() {
		s.Beauty.Makeup = append(s.Beauty.Makeup, model.Makeup{ID: k.ParamID(), Look: "none yet"})
	}
	s.Beauty.Gestures = []model.GestureBinding{{ID: "palm", Action: model.GestureNothing}}
	s.Beauty.Preset = "mine"
	return s
}

// TestEveryEventOfLooksInEveryState: makeup, presets, gestures and switches do the same whatever else is chosen.
func TestEveryEventOfLooksInEveryState(t *testing.T) {
	lips := makeup.Kinds()[0]
	id := lips.ParamID()
	ready, own := makeup.Looks(lips)[1], makeup.Custom(makeup.RGB{R: 1, G: 2, B: 3}, makeup.FormBold)
	for _, r := range []struct {
		name    string
		event   Event
		shown   string
		effects string
	}{
		{"a look", Lay{lips, ready}, fmt.Sprintf("%s %06x 0.5 preset ''", ready.Name, colourOf(ready.Color)), "Paint KeepLook"},
		{"a colour", Lay{lips, own}, " 010203 0.5 preset ''", "Paint KeepLook"},
		{"a preset", Taken{map[string]float64{id: 0.8, "no such": 1}, map[string]makeup.Look{id: ready}, "party"},
			fmt.Sprintf("%s %06x 0.8 preset 'party'", ready.Name, colourOf(ready.Color)), "Set KeepTaken"},
		{"settings from a file", Taken{Values: map[string]float64{id: 0.3}}, "none yet 000000 0.3 preset ''", "Set KeepTaken"},
		{"no sounds", Mute{true}, "none yet 000000 0 preset 'mine' muted", "SetMute KeepMute"},
		{"sounds", Mute{false}, "none yet 000000 0 preset 'mine'", "SetMute KeepMute"},
		{"a gesture", Bind{"palm", model.GestureActions()[1]}, "none yet 000000 0 preset 'mine' " + string(model.GestureActions()[1]), "Watch KeepBinding"},
		{"an unknown gesture", Bind{"foot", model.GestureActions()[1]}, "none yet 000000 0 preset 'mine'", ""},
		{"compare", Compare{true}, "none yet 000000 0 preset 'mine' comparing", "Bypass"},
		{"compare no more", Compare{false}, "none yet 000000 0 preset 'mine'", "Bypass"},
	} {
		for name := range states {
			t.Run(r.name+" "+name, func(t *testing.T) {
				before, kept := dressed(name), dressed(name)
				after, effects := reduce(before, r.event)
				b := after.Beauty
				shown := fmt.Sprintf("%s %06x %.2g preset '%s'", b.Makeup[0].Look, b.Makeup[0].Colour, b.Value(id), b.Preset)
				if b.StickerMuted {
					shown += " muted"
				}
				if a := b.Gestures[0].Action; a != model.GestureNothing {
					shown += " " + string(a)
				}
				if b.Comparing {
					shown += " comparing"
				}
				if shown != r.shown {
					t.Errorf("shown is %q, want %q", shown, r.shown)
				}
				var names []string
				for _, e := range effects {
					names = append(names, reflect.TypeOf(e).Name())
				}
				if got := strings.Join(names, " "); got != r.effects {
					t.Errorf("effects are %q, want %q", got, r.effects)
				}
				if !reflect.DeepEqual(before, kept) {
					t.Error("the state it was given has changed")
				}
			})
		}
	}
}

// TestMakeupThatIsOnKeepsItsStrength: another colour is as strong as the one before.
func TestMakeupThatIsOnKeepsItsStrength(t *testing.T) {
	lips := makeup.Kinds()[0]
	s := dressed("first")
	s.Beauty = s.Beauty.With(lips.ParamID(), 0.9)
	_, effects := reduce(s, Lay{lips, makeup.Looks(lips)[0]})
	if p, ok := effects[0].(Paint); !ok || p.Value != 0.9 {
		t.Errorf("effects are %+v", effects)
	}
}

// TestGesturesAreLookedForWhileOneDoesSomething: those of the sticker do not count.
func TestGesturesAreLookedForWhileOneDoesSomething(t *testing.T) {
	for _, action := range model.GestureActions() {
		s := dressed("first")
		_, effects := reduce(s, Bind{"palm", action})
		if want := (Watch{action != model.GestureNothing && action != model.GestureSticker}); effects[0] != want {
			t.Errorf("%s: %+v", action, effects[0])
		}
	}
}
