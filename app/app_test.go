package app

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"onair/app/model"
	"onair/internal/porttest"
	"onair/media"
)

const patience = 40 * time.Second

// machine is one machine: a folder for settings, one for the server's data, and a
// port that is free.
type machine struct {
	t            *testing.T
	config, data string
	addr         string
}

func newDesk(t *testing.T) machine {
	t.Helper()
	dir := t.TempDir()
	return machine{t: t, config: filepath.Join(dir, "config"), data: filepath.Join(dir, "data"), addr: porttest.Reserve(t)}
}

// window starts one program on the machine, without its views.
func (d machine) window(change ...func(*Options)) *App {
	d.t.Helper()
	opt := Options{ConfigDir: d.config, DataDir: d.data, ServerAddr: d.addr, MediaAddr: "127.0.0.1:0", Camera: "test:160x120@15", Microphone: "silence:"}
	for _, f := range change {
		f(&opt)
	}
	a, err := New(opt)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { a.Close() })
	a.Run()
	return a
}

// until waits for a state.
func until(t *testing.T, a *App, what string, ok func(model.State) bool) model.State {
	t.Helper()
	got := make(chan model.State, 1)
	cancel := a.Store.Subscribe(func(s model.State) {
		if ok(s) {
			select {
			case got <- s:
			default:
			}
		}
	})
	defer cancel()
	select {
	case s := <-got:
		return s
	case <-time.After(patience):
		s := a.Store.State()
		t.Fatalf("%s did not happen; screen %d\nwelcome %+v\nsetup %+v\nonair %+v\nwatching %+v\nlobby %+v", what, s.Screen, s.Welcome, s.Setup, s.OnAir, s.Watching, s.Lobby)
		return s
	}
}

func onScreen(want model.Screen) func(model.State) bool {
	return func(s model.State) bool { return s.Screen == want }
}

// countingSink counts frames.
type countingSink struct{ frames chan struct{} }

func (c countingSink) Render(f *media.Frame) {
	f.Release()
	select {
	case c.frames <- struct{}{}:
	default:
	}
}

func (c countingSink) Clear() {}

// TestTwoWindowsOnOneMachine: one click signs in to the embedded server, a
// second window finds it; one goes live, the other watches until the end.
func TestTwoWindowsOnOneMachine(t *testing.T) {
	d := newDesk(t)
	a := d.window()
	a.SignIn(model.SignInForm{Method: model.SignInGuest})
	sa := until(t, a, "the lobby", func(s model.State) bool { return s.Screen == model.ScreenLobby && s.Lobby.Loaded })
	b := d.window()
	b.SignIn(model.SignInForm{Method: model.SignInGuest})
	sb := until(t, b, "the second lobby", func(s model.State) bool { return s.Screen == model.ScreenLobby && s.Lobby.Loaded })
	if sa.Me.ID == "" || sa.Me.ID == sb.Me.ID {
		t.Fatalf("both windows signed in as %q", sa.Me.ID)
	}
	if b.embedded.Running() != nil {
		t.Error("the second window started a server of its own")
	}

	a.PrepareLive()
	until(t, a, "a green check list", func(s model.State) bool {
		return s.Screen == model.ScreenSetup && s.Setup.Blocked == "" && s.Setup.Preview.Live && len(s.Setup.Checks) == 3
	})
	a.TakeCover()
	until(t, a, "a cover", func(s model.State) bool { return s.Setup.Cover != nil && len(s.Setup.Cover.Data) > 1000 })
	a.SetTitle("Morning show")
	a.GoLive()
	live := until(t, a, "being on air", onScreen(model.ScreenOnAir))
	if live.OnAir.Room.Title != "Morning show" || live.OnAir.Link == "" {
		t.Errorf("on air as %+v", live.OnAir.Room)
	}

	lobby := until(t, b, "the room in the lobby with its cover", func(s model.State) bool {
		return len(s.Lobby.Rooms) == 1 && s.Lobby.Rooms[0].Title == "Morning show" && s.Lobby.Rooms[0].Cover != nil
	})
	sink := countingSink{frames: make(chan struct{}, 1)}
	detach := b.AttachVideo(sa.Me.ID, sink)
	defer detach()
	b.OpenRoom(lobby.Lobby.Rooms[0].ID)
	until(t, b, "the picture", func(s model.State) bool {
		return s.Screen == model.ScreenWatching && s.Watching.Phase == model.WatchPlaying && s.Watching.Tiles[0].Live
	})
	<-sink.frames
	until(t, a, "the viewer's name", func(s model.State) bool {
		return len(s.OnAir.Members) == 1 && s.OnAir.Members[0].ID == sb.Me.ID && s.OnAir.Room.Viewers == 1
	})
	until(t, a, "numbers", func(s model.State) bool { return s.OnAir.Stats.FPS > 5 && s.OnAir.Stats.BitRate > 0 })

	a.MuteCamera(true)
	until(t, b, "the camera off", func(s model.State) bool {
		return s.Watching.Phase == model.WatchCamOff && !s.Watching.Tiles[0].Live
	})
	a.MuteCamera(false)
	until(t, b, "the camera on", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying })

	a.EndLive()
	end := until(t, a, "the summary", func(s model.State) bool { return s.OnAir.Summary != nil })
	if sum := end.OnAir.Summary; sum.MostAtOnce != 1 || sum.Entered != 1 || sum.Length <= 0 {
		t.Errorf("summary %+v", sum)
	}
	until(t, b, "the end", func(s model.State) bool { return s.Watching.Phase == model.WatchEnded })
	b.LeaveRoom()
	until(t, b, "the lobby, empty", func(s model.State) bool { return s.Screen == model.ScreenLobby && len(s.Lobby.Rooms) == 0 })
}

// TestTheServerOutlivesTheWindowThatRanIt: the second window goes on with the
// server's data when the first is closed.
func TestTheServerOutlivesTheWindowThatRanIt(t *testing.T) {
	d := newDesk(t)
	a := d.window(func(o *Options) { o.User = "anna" })
	until(t, a, "the lobby", onScreen(model.ScreenLobby))
	b := d.window(func(o *Options) { o.Start, o.User, o.RoomNumber = StartLive, "bob", 77 })
	until(t, b, "being on air", onScreen(model.ScreenOnAir))
	a.Close()
	until(t, b, "the link back", func(s model.State) bool {
		return s.Connection.Phase == model.ConnectionUp && slices.ContainsFunc(s.Notices, func(n model.Notice) bool { return n.Code == model.NoticeReconnected })
	})
	c := d.window(func(o *Options) { o.Start, o.User = StartWatch, "carol" })
	s := until(t, c, "the picture", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying })
	if s.Watching.Room.ID != 77 {
		t.Errorf("carol watches room %d", s.Watching.Room.ID)
	}
}

func TestTheCommandLineLeadsStraightIntoAState(t *testing.T) {
	d := newDesk(t)
	a := d.window(func(o *Options) { o.Start, o.Title, o.User, o.RoomNumber = StartLive, "Direct", "anna", 4242 })
	until(t, a, "being on air", onScreen(model.ScreenOnAir))
	b := d.window(func(o *Options) { o.Start, o.User, o.Room = StartWatch, "bob", 0 })
	s := until(t, b, "the picture", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying })
	if s.Watching.Room.ID != 4242 || s.Me.ID != "bob" {
		t.Errorf("%s watches room %d", s.Me.ID, s.Watching.Room.ID)
	}
}

func TestFailuresSayWhatWentWrong(t *testing.T) {
	d := newDesk(t)
	nothing := "127.0.0.1:9"
	web := &http.Server{Handler: http.NotFoundHandler()}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go web.Serve(l)
	defer web.Close()
	a := d.window()
	for _, c := range []struct {
		server string
		method model.SignInMethod
		want   model.FailureCode
	}{
		{nothing, model.SignInGuest, model.FailureRefused},
		{l.Addr().String(), model.SignInGuest, model.FailureNotOnAir},
		{"ftp://x", model.SignInGuest, model.FailureServerAddress},
		{"two words", model.SignInGuest, model.FailureServerAddress},
		{model.ThisComputer, model.SignInUserSig, model.FailureSignatureForm},
	} {
		a.SignIn(model.SignInForm{Server: c.server, Method: c.method, UserID: "anna", UserSig: "rubbish"})
		s := until(t, a, fmt.Sprintf("a failure for %q", c.server), func(s model.State) bool { return !s.Welcome.Busy && s.Welcome.Failure != nil })
		if s.Welcome.Failure.Code != c.want {
			t.Errorf("%q: %+v, want %s", c.server, s.Welcome.Failure, c.want)
		}
		if s.Welcome.Form.UserID != "anna" {
			t.Errorf("%q: what was typed is lost: %+v", c.server, s.Welcome.Form)
		}
	}
	a.SignIn(model.SignInForm{Method: model.SignInGuest, UserID: "anna"})
	until(t, a, "the lobby", onScreen(model.ScreenLobby))
	a.OpenLink("no room")
	until(t, a, "a bad link", func(s model.State) bool {
		return s.Lobby.OpenFailure != nil && s.Lobby.OpenFailure.Code == model.FailureRoomNumber
	})
	a.OpenLink("onair://" + d.addr + "/777")
	until(t, a, "an unknown room", func(s model.State) bool {
		return s.Lobby.OpenFailure != nil && s.Lobby.OpenFailure.Code == model.FailureNoRoom
	})
}

func TestASecondLoginSendsTheFirstToWelcome(t *testing.T) {
	d := newDesk(t)
	a := d.window(func(o *Options) { o.User, o.Nickname = "anna", "Anna" })
	until(t, a, "the lobby", onScreen(model.ScreenLobby))
	b := d.window(func(o *Options) { o.User = "anna" })
	until(t, b, "the lobby", onScreen(model.ScreenLobby))
	s := until(t, a, "Welcome", onScreen(model.ScreenWelcome))
	if s.Welcome.Failure == nil || s.Welcome.Failure.Code != model.FailureKicked || s.Welcome.Form.Nickname != "Anna" {
		t.Errorf("%+v", s.Welcome)
	}
}

func TestThePortOfAnotherProgram(t *testing.T) {
	d := newDesk(t)
	l, err := net.Listen("tcp", d.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() // accepts and never answers
	a := d.window()
	a.SignIn(model.SignInForm{Method: model.SignInGuest})
	s := until(t, a, "a failure", func(s model.State) bool { return s.Welcome.Failure != nil })
	if s.Welcome.Failure.Code != model.FailureServerPort {
		t.Errorf("%+v", s.Welcome.Failure)
	}
}

func TestSettingsAreRemembered(t *testing.T) {
	d := newDesk(t)
	a := d.window()
	a.SetBeauty(model.BeautySmooth, 3)
	a.SetColourFilter("warm")
	a.SetVolume(40)
	a.SetTheme(model.ThemeDark)
	until(t, a, "the settings", func(s model.State) bool { return s.Settings.Theme == model.ThemeDark })
	waitCommands(a)
	a.Close()
	b := d.window()
	s := b.Store.State()
	if s.Beauty.Value(model.BeautySmooth) != 3 || s.Beauty.Filter != "warm" || s.Settings.Volume != 40 || s.Settings.Theme != model.ThemeDark {
		t.Errorf("%+v %+v", s.Beauty, s.Settings)
	}
}

// waitCommands returns when the commands given so far are done.
func waitCommands(a *App) {
	done := make(chan struct{})
	a.devices.Idle(context.Background())
	a.desk.Do(func() { close(done) })
	<-done
}
