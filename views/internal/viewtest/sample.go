package viewtest

import (
	"fmt"
	"time"

	"onair/app/model"
	"onair/media"
)

// Says makes n lines of chat from an ID on.
func Says(first uint64, n int) []model.ChatLine {
	lines := make([]model.ChatLine, n)
	for i := range lines {
		lines[i] = model.ChatLine{ID: first + uint64(i), Kind: model.ChatText, User: Ben, Text: fmt.Sprint("line ", first+uint64(i))}
	}
	return lines
}

// FixedNow is the time in all tests.
var FixedNow = time.Date(2026, 3, 1, 20, 0, 0, 0, time.UTC)

// sample is a state with something in every screen.
func sample() model.State {
	me := model.User{ID: "nora", Name: "Nora", Avatar: "avatar:2"}
	host := model.User{ID: "lin", Name: "Lin"}
	s := model.State{Screen: model.ScreenWelcome, Me: me, Beauty: model.DefaultBeauty()}
	s.Settings = model.Settings{Language: "en", Theme: model.ThemeDark, MicGain: 100, Volume: 80, ServerURL: "http://10.0.0.2:7880"}
	s.Welcome.Form = model.SignInForm{Method: model.SignInGuest, Avatar: "avatar:1"}
	s.Beauty.Filters = append(s.Beauty.Filters, model.ColourFilter{ID: "warm"}, model.ColourFilter{ID: "own", Name: "My own"})
	s.Devices = model.Devices{
		Cameras: []model.Device{{Spec: "camera:A", Label: "BRIO", Kind: model.DeviceHardware}, {Spec: "camera:B", Label: "BRIO", Kind: model.DeviceHardware}, {Spec: "test:", Kind: model.DevicePattern}},
		Camera:  "camera:A", Microphones: []model.Device{{Spec: "mic:A", Label: "Yeti", Kind: model.DeviceHardware}, {Spec: "none", Kind: model.DeviceNone}}, Microphone: "mic:A",
	}
	s.Quality = model.Quality{Sizes: []model.Size{{Width: 640, Height: 360}, {Width: 1280, Height: 720}, {Width: 720, Height: 1280}}, Size: model.Size{Width: 1280, Height: 720}, Rates: []int{15, 30}, Rate: 30, BitRates: []int{0, 2_500_000}, Automatic: 1_800_000}
	s.Lobby = model.Lobby{Loaded: true, Rooms: []model.Room{{ID: 7, Title: "Bread", Host: host, Viewers: 12}, {ID: 9, Title: "Chess", Host: host, Viewers: 3}}}
	s.Setup = model.Setup{Preview: model.Tile{ID: model.LocalTile, User: me, Live: true}, CanSnapshot: true, Checks: []model.Check{{Kind: model.CheckCamera, State: model.CheckGood}}}
	s.OnAir = model.OnAir{
		Room: model.Room{ID: 7, Title: "Bread", Host: me, Viewers: 12}, Link: "onair://x/7", Since: FixedNow.Add(-61 * time.Second),
		Tiles: []model.Tile{{ID: model.LocalTile, User: me, Live: true}}, Members: []model.User{host}, Health: model.HealthGood,
		Stats: model.Stats{FPS: 29.97, BitRate: 1_500_000, Width: 1280, Height: 720, RoundTrip: 20 * time.Millisecond},
	}
	s.Watching = model.Watching{
		Room: model.Room{ID: 8, Title: "Rain", Host: host, Viewers: 2}, Link: "onair://x/8", Phase: model.WatchPlaying, Volume: 80,
		Tiles: []model.Tile{{ID: host.ID, User: host, Live: true}}, Health: model.HealthFair,
	}
	return s
}

// On makes a state show a screen.
func On(sc model.Screen, more ...func(*model.State)) func(*model.State) {
	return func(s *model.State) {
		s.Screen = sc
		for _, m := range more {
			m(s)
		}
	}
}

// Frame is a grey picture.
func Frame(w, h int) *media.Frame {
	f := media.NewFrame(w, h)
	for i := range f.Y {
		f.Y[i] = 180
	}
	for i := range f.Cb {
		f.Cb[i], f.Cr[i] = 120, 140
	}
	f.Time = FixedNow
	return f
}

// Call is a recorded intent as text.
func Call(name string, args ...any) string {
	if len(args) == 0 {
		return name
	}
	return name + fmt.Sprintf("%v", args)
}

var (
	Ben  = model.User{ID: "ben", Name: "Ben"}
	Lin  = model.User{ID: "lin", Name: "Lin"}
	Soon = FixedNow.Add(20 * time.Second)
)
