package app

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"onair/app/model"
	"onair/beauty"
	"onair/liveroom"
)

// TestThePanelKnowsEveryValueOfTheChain compares the panel's description with
// the filters' own.
func TestThePanelKnowsEveryValueOfTheChain(t *testing.T) {
	chain := beauty.NewChain()
	defer chain.Close()
	panel := map[string]model.Param{}
	for _, p := range model.DefaultBeauty().Params {
		panel[p.ID] = p
	}
	for _, f := range chain.Filters() {
		for _, p := range f.Params {
			if p.ID == "mirror" {
				continue // Settings has it
			}
			m, ok := panel[p.ID]
			delete(panel, p.ID)
			switch {
			case !ok:
				t.Errorf("the panel has no %q", p.ID)
			case float32(m.Min) != p.Min || float32(m.Max) != p.Max || len(m.Options) != len(p.Choices):
				t.Errorf("%q goes from %v to %v with %d choices in the panel, from %v to %v with %d in the chain", p.ID, m.Min, m.Max, len(m.Options), p.Min, p.Max, len(p.Choices))
			}
		}
	}
	for id := range panel {
		t.Errorf("the chain has no %q", id)
	}
}

func TestMakeupIsRemembered(t *testing.T) {
	for _, k := range beauty.MakeupKinds() {
		first := beauty.MakeupLooks(k)[0]
		for text, want := range map[string]beauty.Look{
			"":             first,
			"no such look": first,
			"#zzzzzz":      first,
			first.Name:     first,
			"#102030":      beauty.CustomLook(beauty.RGB{R: 16, G: 32, B: 48}, beauty.FormPlain),
			"#102030 bold": beauty.CustomLook(beauty.RGB{R: 16, G: 32, B: 48}, beauty.FormBold),
			"#102030 odd":  beauty.CustomLook(beauty.RGB{R: 16, G: 32, B: 48}, beauty.FormPlain),
		} {
			if got := lookFrom(k, text); got != want {
				t.Errorf("%s %q is read as %+v, want %+v", k, text, got, want)
			}
		}
	}
}

func TestAViewersCameraIsOnForGesturesAlone(t *testing.T) {
	s := model.State{Screen: model.ScreenWatching}
	s.Watching.Phase = model.WatchPlaying
	s.Beauty.Gestures = []model.GestureBinding{{ID: "heart", Action: model.GestureSticker}, {ID: "v", Action: model.GestureApplaud}}
	if wantsGestureCamera(&s) {
		t.Error("on for what a viewer's gesture cannot do")
	}
	s.Beauty.Gestures[1].Action = model.GestureRaise
	if !wantsGestureCamera(&s) {
		t.Error("off though a gesture asks for the stage")
	}
	s.Live.CoAnchor.Phase = model.JoinReady
	if wantsGestureCamera(&s) {
		t.Error("the card before the stage has the camera now")
	}
	s.Live.CoAnchor.Phase, s.Screen = model.JoinNone, model.ScreenLobby
	if wantsGestureCamera(&s) {
		t.Error("on outside of a room")
	}
}

func TestWhatHasVanishedIsNotChosenAnyMore(t *testing.T) {
	dir := t.TempDir()
	gone, wall := ownFile+filepath.Join(dir, "gone.png"), ownFile+filepath.Join(dir, "wall.png")
	text := `{"looks": {"sticker": "no such sticker", "background": "` + gone + `", "green": "` + wall + `"}}`
	if err := os.WriteFile(filepath.Join(dir, "profile.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := New(Options{ConfigDir: dir, Camera: "none", Microphone: "none"})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	a.Run()
	s := until(t, a, "nothing chosen", func(s model.State) bool {
		return s.Beauty.Sticker == "" && s.Beauty.Background == "" && s.Beauty.Green == ""
	})
	if len(s.Notices) != 3 {
		t.Errorf("%d notices, want one for each", len(s.Notices))
	}
}

// TestASlowFileHoldsNoCommandUp chooses something that takes its time.
func TestASlowFileHoldsNoCommandUp(t *testing.T) {
	a := desktop(t)
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
	a := desktop(t)
	a.takeSettings(liveroom.BeautySettings{
		Version: 1, Values: map[string]float32{"smooth": 5.3, "chin": -40, "of tomorrow": 1},
		Makeup: map[string]beauty.Look{"lips": {}, "of tomorrow": {}},
	}, "")
	m := a.room.BeautyManager()
	b := a.Store.State().Beauty
	for _, id := range []string{"smooth", "chin"} {
		if v, err := m.Value(id); err != nil || float64(v) != b.Value(id) {
			t.Errorf("%s is %v in the live and %v in the panel (%v)", id, v, b.Value(id), err)
		}
	}
	var told []string
	for _, n := range a.Store.State().Notices {
		if n.Failure != nil && n.Failure.Code == model.FailureBeautyPartly {
			told = append(told, n.Failure.Subject)
		}
	}
	if !slices.Equal(told, []string{"makeup.of tomorrow, values.of tomorrow"}) {
		t.Errorf("the user is told of %q", told)
	}
	lips := beauty.MakeupLooks(beauty.MakeupLips)[0]
	if b.Makeup[0].ID != beauty.MakeupLips.ParamID() || b.Makeup[0].Look != lips.Name || b.Makeup[0].Colour != colourOf(lips.Color) {
		t.Errorf("the panel shows %+v, want the look %+v", b.Makeup[0], lips)
	}
	remembered := make(chan map[string]string, 1)
	a.desk.Do(func() { remembered <- maps.Clone(a.desk.Settings.Looks.Makeup) })
	if got := <-remembered; len(got) != 1 || got[beauty.MakeupLips.ParamID()] != lips.Name {
		t.Errorf("remembered is %v", got)
	}
}

func TestAnOwnColourKeepsTheForm(t *testing.T) {
	a := desktop(t)
	lips := beauty.MakeupLips.ParamID()
	a.takeSettings(liveroom.BeautySettings{Version: 1, Makeup: map[string]beauty.Look{
		"lips": beauty.CustomLook(beauty.RGB{R: 200}, beauty.FormBold),
	}}, "")
	a.SetMakeupColour(lips, 0x102030)
	want := beauty.CustomLook(beauty.RGB{R: 16, G: 32, B: 48}, beauty.FormBold)
	if got := a.room.BeautyManager().Settings().Makeup["lips"]; got != want {
		t.Errorf("the lips are %+v, want %+v", got, want)
	}
	remembered := make(chan string, 1)
	a.desk.Do(func() { remembered <- a.desk.Settings.Looks.Makeup[lips] })
	if got := lookFrom(beauty.MakeupLips, <-remembered); got != want {
		t.Errorf("remembered is %+v, want %+v", got, want)
	}
}

func TestTheCameraIsFreeAfterItsLastUse(t *testing.T) {
	a := newDesk(t).window()
	until(t, a, "the devices", func(s model.State) bool { return len(s.Devices.Cameras) > 0 })
	uses := []sourceUse{forStage, forTest, forGestures}
	for _, u := range uses {
		if f := a.openCamera(t.Context(), u); f != nil {
			t.Fatalf("use %d: %+v", u, f)
		}
	}
	for i, u := range uses {
		if !a.sources.camera.Load() {
			t.Errorf("the camera is closed before use %d ends", u)
		}
		a.closeCamera(u)
		a.closeCamera(u) // harmless
		if last := i == len(uses)-1; a.sources.camera.Load() == last {
			t.Errorf("after use %d the camera runs: %v", u, !last)
		}
	}
}

// TestAnOwnTableIsRemembered until its file has gone, which is said in words.
func TestAnOwnTableIsRemembered(t *testing.T) {
	d := newDesk(t)
	table := filepath.Join(t.TempDir(), "warm.cube")
	if err := os.WriteFile(table, []byte("\ufeffLUT_1D_SIZE 2\r\n0 0 0\r\n1 0.9 0.8\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := d.window()
	failed := func(s model.State) bool {
		return slices.ContainsFunc(s.Notices, func(n model.Notice) bool { return n.Failure != nil && n.Failure.Code == model.FailureTable })
	}
	a.SetColourFilter(ownFile + table)
	if s := until(t, a, "the table", func(s model.State) bool { return s.Beauty.Filter == ownFile+table }); failed(s) {
		t.Errorf("a good table: %+v", s.Notices)
	}
	a.SetColourFilter(ownFile + table + "x")
	if s := until(t, a, "the refusal", failed); s.Beauty.Filter != ownFile+table {
		t.Errorf("a table that is not there took the place of the one before: %q", s.Beauty.Filter)
	}
	a.SetColourFilter(ownFile + filepath.Dir(table))
	a.Close()
	a = d.window()
	if s := until(t, a, "the table again", func(s model.State) bool { return s.Beauty.Filter == ownFile+table }); failed(s) {
		t.Errorf("after a restart: %+v", s.Notices)
	}
	a.Close()
	if err := os.Remove(table); err != nil {
		t.Fatal(err)
	}
	until(t, d.window(), "words for the missing table", func(s model.State) bool { return failed(s) && s.Beauty.Filter == "" })
}

// TestAPictureFileIsTheCover in the size of covers; what is no picture says so.
func TestAPictureFileIsTheCover(t *testing.T) {
	dir := t.TempDir()
	tall := filepath.Join(dir, "tall.png")
	var data bytes.Buffer
	if err := png.Encode(&data, image.NewRGBA(image.Rect(0, 0, 30, 4000))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(tall, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := coverFrom(tall)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := jpeg.DecodeConfig(bytes.NewReader(out)); err != nil || c.Width != coverWidth || c.Height > 2*coverWidth || len(out) > 256<<10 {
		t.Errorf("%+v, %d bytes: %v", c, len(out), err)
	}
	text := filepath.Join(dir, "text.png")
	if err := os.WriteFile(text, []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{text, dir, filepath.Join(dir, "gone.png")} {
		if _, err := coverFrom(path); err == nil {
			t.Errorf("%s is a cover", path)
		}
	}
}
