// Package scenes has made-up states of every screen, for the gallery and for tests
// that go through all of them.
package scenes

import (
	"fmt"
	"time"

	"onair/app/model"
)

var people = []model.User{
	{ID: "lin", Name: "林晓雨", Avatar: "avatar:6"}, {ID: "maya", Name: "Maya", Avatar: "avatar:2"}, {ID: "jonas", Name: "Jonas B.", Avatar: "avatar:3"},
	{ID: "user_4711"}, {ID: "chen", Name: "陈大厨", Avatar: "avatar:4"}, {ID: "olu", Name: "Oluwaseun", Avatar: "avatar:5"}, {ID: "ida", Name: "Ida", Avatar: "avatar:7"},
	{ID: "kenji", Name: "健二", Avatar: "avatar:1"}, {ID: "guest-83f2"},
}

// Base is what every state has.
func Base() model.State {
	s := model.State{Screen: model.ScreenWelcome, Me: model.User{ID: "nora", Name: "Nora", Avatar: "avatar:2"}}
	s.Welcome.Form = model.SignInForm{Method: model.SignInGuest, Avatar: "avatar:1"}
	s.Devices = model.Devices{
		Cameras: []model.Device{
			{Spec: "camera:A", Label: "Logitech BRIO", Kind: model.DeviceHardware}, {Spec: "camera:B", Label: "FaceTime HD", Kind: model.DeviceHardware},
			{Spec: "screen:0", Kind: model.DeviceScreen}, {Spec: "test:", Kind: model.DevicePattern}, {Spec: "none", Kind: model.DeviceNone},
		},
		Camera: "camera:A",
		Microphones: []model.Device{
			{Spec: "mic:A", Label: "Blue Yeti Stereo", Kind: model.DeviceHardware}, {Spec: "mic:B", Label: "Built-in", Kind: model.DeviceHardware}, {Spec: "none", Kind: model.DeviceNone},
		},
		Microphone: "mic:A",
		Speakers:   []model.Device{{Spec: "", Label: "Built-in Audio Analog Stereo", Kind: model.DeviceHardware}},
	}
	s.Quality = model.Quality{
		Sizes: []model.Size{{Width: 640, Height: 360}, {Width: 960, Height: 540}, {Width: 1280, Height: 720}, {Width: 1920, Height: 1080}}, Size: model.Size{Width: 1280, Height: 720},
		Rates: []int{15, 24, 30, 60}, Rate: 30, BitRates: []int{0, 800_000, 1_500_000, 2_500_000, 4_000_000}, Automatic: 1_800_000,
	}
	s.Beauty = model.DefaultBeauty()
	for _, id := range []string{"neutral", "warm", "cool", "fresh", "sakura", "cream", "vivid", "film", "retro", "dusk", "mono", "noir"} {
		s.Beauty.Filters = append(s.Beauty.Filters, model.ColourFilter{ID: id})
	}
	s.Connection.Phase = model.ConnectionUp
	s.Settings = model.Settings{
		Mirrored: true, MicGain: 100, Volume: 80, ServerURL: "http://192.168.1.20:7880", HardwareBlocked: true, Theme: model.ThemeDark,
		About: model.About{Version: "0.1.0", Build: "f3b79ae", Components: []model.Component{
			{Name: "Fyne", Version: "2.8.1", Licence: "BSD-3-Clause"}, {Name: "Pion WebRTC", Version: "3.3.6", Licence: "MIT"}, {Name: "FFmpeg", Version: "6.1", Licence: "LGPL-2.1"},
			{Name: "Noto Sans SC", Licence: "OFL-1.1"}, {Name: "NATS Server", Version: "2.15.2", Licence: "Apache-2.0"},
		}},
	}
	s.Lobby = model.Lobby{Loaded: true, Sort: model.SortViewers}
	s.Setup = model.Setup{
		Preview: model.Tile{ID: model.LocalTile, User: s.Me, Live: true}, Title: "Evening coding and tea", CanSnapshot: true, Mirrored: true, MicLevel: 62,
		Checks: []model.Check{{Kind: model.CheckCamera, State: model.CheckGood}, {Kind: model.CheckSound, State: model.CheckGood}, {Kind: model.CheckNetwork, State: model.CheckGood}},
	}
	room := model.Room{ID: 10023, Title: "Evening coding and tea", Host: s.Me, Viewers: 1284}
	stats := model.Stats{
		FPS: 29.9, BitRate: 1_742_000, Loss: 0.004, RoundTrip: 23 * time.Millisecond, Jitter: 4 * time.Millisecond, Delay: 68 * time.Millisecond,
		Encoder: "libx264 H.264", Width: 1280, Height: 720, Freezes: 0, Dropped: 3,
	}
	s.OnAir = model.OnAir{
		Room: room, Link: "onair://192.168.1.20:7880/10023", Share: model.Share{Page: "http://192.168.1.20:7880/r/10023", App: "onair://192.168.1.20:7880/10023"}, Since: time.Now().Add(-24*time.Minute - 7*time.Second),
		Tiles: []model.Tile{{ID: model.LocalTile, User: s.Me, Live: true}}, Mirrored: true, MicLevel: 58, Members: people, Health: model.HealthGood, Stats: stats, CanSwitch: true,
	}
	host := people[0]
	stats.Encoder = "H.264"
	s.Watching = model.Watching{
		Room: model.Room{ID: 20881, Title: "深夜电台：一起听雨 · Rain and quiet talk", Host: host, Viewers: 3120}, Link: "onair://live.example.com/20881", Share: model.Share{Page: "https://live.example.com/r/20881", App: "onairs://live.example.com/20881"}, Phase: model.WatchPlaying,
		Tiles: []model.Tile{{ID: host.ID, User: host, Live: true}}, Volume: 80, Members: people, Health: model.HealthGood, Stats: stats,
	}
	return s
}

// Rooms is a lobby with rooms of every kind.
func Rooms() []model.Room {
	titles := []string{
		"深夜电台：一起听雨", "Sourdough from scratch", "Go generics, live", "Street photography in Lagos after the rain, with questions", "川菜小课堂",
		"Piano practice", "Chess blitz", "夜の雑談", "",
	}
	var out []model.Room
	for i, t := range titles {
		out = append(out, model.Room{ID: uint32(10001 + i*37), Title: t, Host: people[i], Viewers: []int{3120, 845, 412, 96, 12_400, 51, 7, 233, 1}[i], Started: int64(i)})
	}
	out[6].Mine = true
	out[0].PKRooms, out[0].CoAnchors = 2, 1
	out[2].PKRooms = 4
	out[4].CoAnchors = 3
	return out
}

// All are the states to look at, by name: each changes Base.
func All() map[string]func(*model.State) {
	on := func(sc model.Screen, more ...func(*model.State)) func(*model.State) {
		return func(s *model.State) {
			s.Screen = sc
			for _, m := range more {
				m(s)
			}
		}
	}
	fill := func(s *model.State) { s.Lobby.Rooms = Rooms() }
	all := map[string]func(*model.State){
		"welcome": on(model.ScreenWelcome),
		"welcome-failed": on(model.ScreenWelcome, func(s *model.State) {
			s.Welcome.Form = model.SignInForm{Server: "live.example.com", UserID: "nora", Nickname: "Nora", Avatar: "avatar:3", Method: model.SignInUserSig, UserSig: "eJyrVgrxCdYrSy1SslJQKi1OLQIA"}
			s.Welcome.Recent = []string{"live.example.com", "192.168.1.5:7880"}
			s.Welcome.Failure = &model.Failure{Code: model.FailureUnreachable, Subject: "live.example.com", Detail: "dial tcp: i/o timeout"}
		}),
		"welcome-busy": on(model.ScreenWelcome, func(s *model.State) { s.Welcome.Busy = true }),
		"welcome-kicked": on(model.ScreenWelcome, func(s *model.State) {
			s.Welcome.Form.Nickname = "Nora"
			s.Welcome.Failure = &model.Failure{Code: model.FailureKicked}
		}),
		"lobby": on(model.ScreenLobby, fill),
		"lobby-nearby": on(model.ScreenLobby, fill, func(s *model.State) {
			s.Lobby.Nearby = []model.NearbyServer{{Address: "192.168.1.20:7880", Name: "studio-pc"}, {Address: "192.168.1.7:7880", Name: "会议室"}, {Address: "10.0.0.2:7880", Here: true}}
		}),
		"lobby-empty":   on(model.ScreenLobby),
		"lobby-loading": on(model.ScreenLobby, func(s *model.State) { s.Lobby.Loaded = false }),
		"lobby-lost": on(model.ScreenLobby, fill, func(s *model.State) {
			s.Connection = model.Connection{Phase: model.ConnectionLost, RetryIn: 4}
			s.Lobby.Failure = &model.Failure{Code: model.FailureList}
			s.Notices = []model.Notice{{ID: 1, Code: model.NoticeDeviceRemoved, Subject: "Logitech BRIO"}, {ID: 2, Failure: &model.Failure{Code: model.FailureSpeaker}}}
		}),
		"lobby-nothing": on(model.ScreenLobby, fill, func(s *model.State) { s.Lobby.Search = "zzz" }),
		"setup":         on(model.ScreenSetup),
		"setup-trouble": on(model.ScreenSetup, func(s *model.State) {
			f := &model.Failure{Code: model.FailureCameraBusy, Subject: "Logitech BRIO"}
			s.Setup.Preview.Live, s.Setup.CanSnapshot = false, false
			s.Setup.Checks = []model.Check{{Kind: model.CheckCamera, State: model.CheckBad, Failure: f}, {Kind: model.CheckSound, State: model.CheckRunning}, {Kind: model.CheckNetwork, State: model.CheckGood}}
			s.Setup.Blocked, s.Setup.MicMuted = model.BlockedChecking, true
		}),
		"onair": on(model.ScreenOnAir),
		"onair-muted": on(model.ScreenOnAir, func(s *model.State) {
			s.OnAir.MicMuted, s.OnAir.CamMuted, s.OnAir.Health = true, true, model.HealthBad
			s.OnAir.Tiles = []model.Tile{{ID: model.LocalTile, User: s.Me, CamMuted: true, MicMuted: true}}
			s.OnAir.Failure = &model.Failure{Code: model.FailurePublish}
		}),
		"summary": on(model.ScreenOnAir, func(s *model.State) {
			s.OnAir.Summary = &model.Summary{Title: s.OnAir.Room.Title, Length: 94*time.Minute + 12*time.Second, MostAtOnce: 1284, Entered: 5210}
		}),
		"watching": on(model.ScreenWatching),
		"settings": on(model.ScreenLobby, func(s *model.State) {
			s.Settings.Open = true
			s.Settings.Test = model.DeviceTest{Camera: true, CameraTile: model.Tile{Live: true, User: s.Me}, Microphone: true, MicLevel: 55}
		}),
	}
	addWatching(all)
	addTogether(all)
	return all
}

// addWatching adds the phases of watching and a long lobby.
func addWatching(all map[string]func(*model.State)) {
	for name, phase := range map[string]model.WatchPhase{
		"buffering": model.WatchBuffering, "away": model.WatchHostAway, "ended": model.WatchEnded, "joining": model.WatchJoining, "failed": model.WatchFailed,
	} {
		all["watching-"+name] = func(s *model.State) {
			s.Screen = model.ScreenWatching
			s.Watching.Phase = phase
			s.Watching.Tiles[0].Live = phase == model.WatchBuffering
			s.Watching.Tiles[0].Slate = phase == model.WatchBuffering || phase == model.WatchHostAway
			s.Watching.Health = model.HealthFair
			s.Watching.Length = 3723 * time.Second
			s.Watching.Failure = &model.Failure{Code: model.FailureMediaBlocked}
		}
	}
	all["onair-program"] = func(s *model.State) {
		s.Screen, s.OnAir.Control = model.ScreenOnAir, true
		s.Program = model.Program{On: true, Via: "rtmp", Room: s.OnAir.Room.ID, Hints: []model.ProgramHint{{Code: "keyframes", Args: []string{"12"}}}}
	}
	all["many"] = func(s *model.State) {
		s.Screen = model.ScreenLobby
		for i := range 150 {
			s.Lobby.Rooms = append(s.Lobby.Rooms, model.Room{ID: uint32(i + 1), Title: fmt.Sprintf("Room %d", i), Host: people[i%len(people)], Viewers: i})
		}
	}
}
