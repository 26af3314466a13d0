package app

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"onair/app/devices"
	"onair/app/looks"
	"onair/app/model"
)

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
	gone, wall := looks.OwnFile+filepath.Join(dir, "gone.png"), looks.OwnFile+filepath.Join(dir, "wall.png")
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

func TestTheCameraIsFreeAfterItsLastUse(t *testing.T) {
	a := newDesk(t).window()
	until(t, a, "the devices", func(s model.State) bool { return len(s.Devices.Cameras) > 0 })
	ctx := t.Context()
	uses := []devices.Use{devices.ForStage, devices.ForTest, devices.ForGestures}
	for _, u := range uses {
		if f := a.devices.Open(ctx, u, false); f != nil {
			t.Fatalf("use %d: %+v", u, f)
		}
	}
	for i, u := range uses {
		if !a.devices.CameraRuns(ctx) {
			t.Errorf("the camera is closed before use %d ends", u)
		}
		a.devices.CloseCamera(ctx, u)
		a.devices.CloseCamera(ctx, u) // harmless
		if last := i == len(uses)-1; a.devices.CameraRuns(ctx) == last {
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
	a.SetColourFilter(looks.OwnFile + table)
	if s := until(t, a, "the table", func(s model.State) bool { return s.Beauty.Filter == looks.OwnFile+table }); failed(s) {
		t.Errorf("a good table: %+v", s.Notices)
	}
	a.SetColourFilter(looks.OwnFile + table + "x")
	if s := until(t, a, "the refusal", failed); s.Beauty.Filter != looks.OwnFile+table {
		t.Errorf("a table that is not there took the place of the one before: %q", s.Beauty.Filter)
	}
	a.SetColourFilter(looks.OwnFile + filepath.Dir(table))
	a.Close()
	a = d.window()
	if s := until(t, a, "the table again", func(s model.State) bool { return s.Beauty.Filter == looks.OwnFile+table }); failed(s) {
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

// TestWhatAGestureMeans: in every screen a gesture does what can be done there, and no more.
func TestWhatAGestureMeans(t *testing.T) {
	viewer := []model.GestureAction{model.GestureLike, model.GestureRaise, model.GestureGift}
	for _, c := range []struct {
		name string
		in   func(*model.State)
		can  []model.GestureAction
	}{
		{"the lobby", func(s *model.State) { s.Screen = model.ScreenLobby }, nil},
		{"on air", func(s *model.State) { s.Screen = model.ScreenOnAir }, []model.GestureAction{model.GestureApplaud}},
		{"watching", func(s *model.State) {
			s.Screen = model.ScreenWatching
			s.Live.Gifts.Catalogue = []model.Gift{{ID: "rose"}}
		}, viewer},
		{"watching, no gifts", func(s *model.State) { s.Screen = model.ScreenWatching }, viewer[:2]},
		{"watching, on the way to the stage", func(s *model.State) {
			s.Screen, s.Live.CoAnchor.Phase = model.ScreenWatching, model.JoinReady
		}, viewer[:1]},
	} {
		for _, action := range model.GestureActions() {
			s := model.State{Beauty: model.Beauty{Gestures: []model.GestureBinding{{ID: "palm", Action: action}}}}
			c.in(&s)
			want := model.GestureNothing
			if slices.Contains(c.can, action) {
				want = action
			}
			if got := gestureMeans(&s, "palm"); got != want {
				t.Errorf("%s: %q does %q", c.name, action, got)
			}
			if got := gestureMeans(&s, "fist"); got != model.GestureNothing {
				t.Errorf("%s: a gesture that is not known does %q", c.name, got)
			}
		}
	}
}
