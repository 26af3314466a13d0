package looks

import (
	"log/slog"
	"maps"
	"slices"
	"testing"
	"time"

	"onair/app/desk"
	"onair/app/model"
	"onair/app/settings"
	"onair/beauty"
	"onair/beauty/makeup"
	"onair/liveroom"
)

// patience is for a busy machine.
const patience = 40 * time.Second

// panel is the panel of a program that nobody is signed in with.
func panel(t *testing.T) (*Looks, *liveroom.BeautyManager) {
	t.Helper()
	room := liveroom.New(liveroom.Options{Camera: "none", Microphone: "none"})
	d := desk.New(&settings.Profile{Unlock: func() {}, Settings: settings.Default()}, slog.New(slog.DiscardHandler))
	d.Store.Update(func(s *model.State) { s.Beauty = First(d.Settings.Settings) })
	d.Run()
	t.Cleanup(func() { d.Stop(); d.Wait(); room.Close() })
	return New(d, room.BeautyManager()), room.BeautyManager()
}

// TestThePanelKnowsEveryValueOfTheChain compares the panel's description with
// the filters' own.
func TestThePanelKnowsEveryValueOfTheChain(t *testing.T) {
	chain := beauty.NewChain()
	defer chain.Close()
	rows := map[string]model.Param{}
	for _, p := range model.DefaultBeauty().Params {
		rows[p.ID] = p
	}
	for _, f := range chain.Filters() {
		for _, p := range f.Params {
			if p.ID == "mirror" {
				continue // Settings has it
			}
			m, ok := rows[p.ID]
			delete(rows, p.ID)
			switch {
			case !ok:
				t.Errorf("the panel has no %q", p.ID)
			case float32(m.Min) != p.Min || float32(m.Max) != p.Max || len(m.Options) != len(p.Choices):
				t.Errorf("%q goes from %v to %v with %d choices in the panel, from %v to %v with %d in the chain", p.ID, m.Min, m.Max, len(m.Options), p.Min, p.Max, len(p.Choices))
			}
		}
	}
	for id := range rows {
		t.Errorf("the chain has no %q", id)
	}
}

func TestMakeupIsRemembered(t *testing.T) {
	for _, k := range makeup.Kinds() {
		first := makeup.Looks(k)[0]
		for text, want := range map[string]makeup.Look{
			"":             first,
			"no such look": first,
			"#zzzzzz":      first,
			first.Name:     first,
			"#102030":      makeup.Custom(makeup.RGB{R: 16, G: 32, B: 48}, makeup.FormPlain),
			"#102030 bold": makeup.Custom(makeup.RGB{R: 16, G: 32, B: 48}, makeup.FormBold),
			"#102030 odd":  makeup.Custom(makeup.RGB{R: 16, G: 32, B: 48}, makeup.FormPlain),
		} {
			if got := lookFrom(k, text); got != want {
				t.Errorf("%s %q is read as %+v, want %+v", k, text, got, want)
			}
		}
	}
}

// TestASlowFileHoldsNoCommandUp chooses something that takes its time.
func TestASlowFileHoldsNoCommandUp(t *testing.T) {
	a, _ := panel(t)
	slow := make(chan struct{})
	defer close(slow)
	a.desk.Choose(func() { <-slow })
	a.SetSticker("glasses")
	done := make(chan struct{})
	a.desk.Do(func() { close(done) })
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatal("commands wait for a file")
	}
}

func TestImportedSettingsAreShownAsTheyAre(t *testing.T) {
	a, m := panel(t)
	a.takeSettings(liveroom.BeautySettings{
		Version: 1, Values: map[string]float32{"smooth": 5.3, "chin": -40, "of tomorrow": 1},
		Makeup: map[string]makeup.Look{"lips": {}, "of tomorrow": {}},
	}, "")
	b := a.desk.Store.State().Beauty
	for _, id := range []string{"smooth", "chin"} {
		if v, err := m.Value(id); err != nil || float64(v) != b.Value(id) {
			t.Errorf("%s is %v in the live and %v in the panel (%v)", id, v, b.Value(id), err)
		}
	}
	var told []string
	for _, n := range a.desk.Store.State().Notices {
		if n.Failure != nil && n.Failure.Code == model.FailureBeautyPartly {
			told = append(told, n.Failure.Subject)
		}
	}
	if !slices.Equal(told, []string{"makeup.of tomorrow, values.of tomorrow"}) {
		t.Errorf("the user is told of %q", told)
	}
	lips := makeup.Looks(makeup.Lips)[0]
	if b.Makeup[0].ID != makeup.Lips.ParamID() || b.Makeup[0].Look != lips.Name || b.Makeup[0].Colour != colourOf(lips.Color) {
		t.Errorf("the panel shows %+v, want the look %+v", b.Makeup[0], lips)
	}
	remembered := make(chan map[string]string, 1)
	a.desk.Do(func() { remembered <- maps.Clone(a.desk.Settings.Looks.Makeup) })
	if got := <-remembered; len(got) != 1 || got[makeup.Lips.ParamID()] != lips.Name {
		t.Errorf("remembered is %v", got)
	}
}

func TestAnOwnColourKeepsTheForm(t *testing.T) {
	a, m := panel(t)
	lips := makeup.Lips.ParamID()
	a.takeSettings(liveroom.BeautySettings{Version: 1, Makeup: map[string]makeup.Look{
		"lips": makeup.Custom(makeup.RGB{R: 200}, makeup.FormBold),
	}}, "")
	a.SetMakeupColour(lips, 0x102030)
	want := makeup.Custom(makeup.RGB{R: 16, G: 32, B: 48}, makeup.FormBold)
	if got := m.Settings().Makeup["lips"]; got != want {
		t.Errorf("the lips are %+v, want %+v", got, want)
	}
	remembered := make(chan string, 1)
	a.desk.Do(func() { remembered <- a.desk.Settings.Looks.Makeup[lips] })
	if got := lookFrom(makeup.Lips, <-remembered); got != want {
		t.Errorf("remembered is %+v, want %+v", got, want)
	}
}
