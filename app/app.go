package app

import (
	"log/slog"
	"sync"

	"onair/app/account"
	"onair/app/desk"
	"onair/app/devices"
	"onair/app/embedded"
	"onair/app/journey"
	"onair/app/lobby"
	"onair/app/looks"
	"onair/app/model"
	"onair/app/program"
	"onair/app/settings"
	"onair/app/sound"
	"onair/app/stage"
	"onair/liveroom"
	"onair/signaling"
)

// App is the controller behind the window: it carries out model.Actions and
// keeps the Store up to date.
type App struct {
	Store *model.Store

	// What the screens ask of a concern goes to it.
	stageActions
	model.SoundActions
	model.BeautyActions
	model.LookActions
	model.WholeLookActions
	sourceActions
	model.FollowActions
	model.ProgramActions
	model.DoorActions
	listActions
	journeyActions

	desk     *desk.Desk
	opt      Options
	room     liveRoom
	hub      *hub
	embedded *embedded.Server
	stats    *statsFile
	door     *doorway

	stage     *stage.Stage
	program   *program.Program
	sound     *sound.Sound
	looks     *looks.Looks
	devices   *devices.Devices
	journey   *journey.Journey
	delays    delays
	lobby     *lobby.Lobby
	health    healthWatch // tick's
	serving   stopper     // of KeepServing
	gesturing bool        // the camera is on for gestures; tick's

	closing sync.Once
}

var _ model.Actions = (*App)(nil)

// New reads the settings and prepares everything; nothing is opened and nobody
// contacted before Run. The caller must Close it.
func New(opt Options) (*App, error) {
	a, err := prepare(opt)
	if err != nil {
		return nil, err
	}
	p := a.desk.Settings
	engine := liveroom.New(liveroom.Options{Camera: p.Camera, Microphone: p.Microphone, Logger: a.desk.Log, Client: "onair/" + Version})
	a.assemble(engine, engine)
	return a, nil
}

// prepare reads the settings and opens the files.
func prepare(opt Options) (*App, error) {
	log := opt.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	p, err := settings.Open(opt.ConfigDir)
	if err != nil {
		return nil, err
	}
	if opt.Camera != "" {
		p.Camera = opt.Camera
	}
	if opt.Microphone != "" {
		p.Microphone = opt.Microphone
	}
	a := &App{
		desk: desk.New(p, log), opt: opt, hub: newHub(),
		embedded: embedded.New(embedded.Options{Addr: opt.ServerAddr, Media: opt.MediaAddr, DataDir: opt.DataDir, RTMP: p.RTMP.Open(), SRT: p.SRT.Open(), Version: Version, Log: log}),
	}
	if a.stats, err = openStatsFile(opt.StatsFile); err != nil {
		p.Unlock()
		return nil, err
	}
	if a.door, err = newDoorway(opt.ConfigDir); err != nil {
		log.Info("links will open windows of their own", "err", err)
	}
	a.Store = a.desk.Store
	first := a.firstState()
	a.Store.Update(func(s *model.State) { *s = first })
	return a, nil
}

// assemble makes the concerns, which work with room; its media are engine's.
func (a *App) assemble(room liveRoom, engine *liveroom.LiveRoom) {
	p := a.desk.Settings
	a.room = room
	a.sound = sound.New(a.desk, engine.AudioEffectManager(), a.room)
	a.lobby = lobby.New(a.desk, a.room)
	a.FollowActions, a.listActions = a.lobby, a.lobby
	a.devices = devices.New(a.desk, a.room, ownPreview{a.hub})
	a.sourceActions = a.devices
	a.looks = looks.New(a.desk, engine.BeautyManager())
	a.SoundActions, a.BeautyActions, a.LookActions, a.WholeLookActions = a.sound, a.looks, a.looks, a.looks
	a.program = program.New(a.desk, a.room, a.embedded)
	a.ProgramActions, a.DoorActions = a.program, a.program
	a.stage = stage.New(a.desk, a.room, house{a}, model.Danmaku{On: !p.DanmakuOff, Opacity: p.DanmakuOpacity})
	a.stageActions = a.stage
	a.journey = journey.New(a.desk, journey.Parts{
		Calls: a.room, Rooms: a.stage, List: a.lobby, House: house{a}, Computer: a.embedded, Next: a.opt.next(), Invite: a.opt.Invite,
	})
	a.journeyActions = a.journey
	a.applySettings()
	a.room.AddListener(liveroom.NewListener(a.onEvent))
}

// Run starts the App's goroutines and, if the options say so, signs in and goes
// on from there.
func (a *App) Run() {
	a.desk.Run()
	a.desk.Go(func() {
		if err := a.door.keep(a.takeOver); err != nil {
			a.desk.Log.Debug("no door", "err", err)
		}
	})
	a.desk.Go(a.tick)
	a.devices.Run()
	a.looks.Run()
	a.sound.Run()
	a.lobby.Run()
	if a.opt.Start != StartWelcome || a.opt.User != "" {
		form := a.Store.State().Welcome.Form
		form.Server = a.opt.Server
		a.SignIn(form)
	}
}

// Close leaves the room, stops the embedded server and saves the settings. It
// waits for everything; calling it again is harmless.
func (a *App) Close() error {
	a.closing.Do(func() {
		a.desk.Stop()
		a.door.close()
		a.desk.Wait()
		a.room.Close()
		a.embedded.Close()
		if err := a.desk.Settings.Save(); err != nil {
			a.desk.Log.Error("settings not saved", "err", err)
		}
		a.stats.close()
		a.desk.Settings.Unlock()
	})
	return nil
}

// Quit closes the App in the background and then calls done.
func (a *App) Quit(done func()) {
	go func() {
		a.Close()
		done()
	}()
}

// Cancel ends the task under way.
func (a *App) Cancel() { a.desk.Cancel() }

// RetryNow tries the lost connection again at once.
func (a *App) RetryNow() { a.room.RetryNow() }

// AttachVideo sends a tile's frames to sink until detach is called; after detach
// has returned, sink is not called any more.
func (a *App) AttachVideo(tile string, sink VideoSink) (detach func()) {
	return a.hub.attach(tile, sink)
}

// DismissNotice takes a toast away.
func (a *App) DismissNotice(id uint64) { a.desk.DismissNotice(id) }

func (a *App) firstState() model.State {
	p := a.desk.Settings
	user := a.opt.User
	if user == "" {
		user = p.UserID
	}
	nick := a.opt.Nickname
	if nick == "" {
		nick = p.Nickname
	}
	s := model.State{
		Screen: model.ScreenWelcome,
		Welcome: model.Welcome{
			Form:        model.SignInForm{Server: p.Server, UserID: user, Nickname: nick, Avatar: p.Avatar, Method: p.Method},
			FormVersion: 1,
			Recent:      p.Recent,
		},
		Limits:  account.Limits(signaling.DefaultTextLimits()),
		Lobby:   model.Lobby{Sort: p.Sort, OnlyFollowed: p.OnlyFollowed},
		Memory:  model.Memory{Window: p.Window, Folded: p.Folded, Folders: p.Folders},
		Setup:   model.Setup{Preview: model.Tile{ID: model.LocalTile}, Title: p.Title, FormVersion: 1, Mirrored: p.Mirrored},
		Beauty:  looks.First(p.Settings),
		Sound:   sound.First(p.Settings),
		Quality: devices.FirstQuality(p.Settings),
		Devices: model.Devices{Camera: p.Camera, Microphone: p.Microphone, Speaker: p.Speaker},
		Settings: model.Settings{
			Mirrored: p.Mirrored, MirrorSent: p.MirrorSent, Hardware: p.Hardware, OneEncoding: p.OneEncoding, MicGain: p.MicGain, Volume: p.Volume,
			Language: p.Language, Theme: p.Theme, About: about(), Arrangement: min(max(p.Arrangement, 0), model.ArrangeSide),
			PlayMode: p.PlayMode, FollowLive: p.FollowLive, CallSound: p.CallSound, Desktop: !p.DesktopOff, Doors: model.Doors{RTMP: p.RTMP, SRT: p.SRT},
		},
	}
	s.Setup.Title = cmpTitle(a.opt.Title, p.Title)
	if f := p.Failure(); f != nil { // it stays until it is read
		a.desk.WithNotice(&s, model.Notice{Failure: f})
	}
	return s
}

func cmpTitle(given, remembered string) string {
	if given != "" {
		return given
	}
	return remembered
}

// applySettings tells the live room what is remembered.
func (a *App) applySettings() {
	s := a.Store.State()
	a.sound.Apply(s.Sound)
	a.devices.Apply(s)
	a.room.SetPlayoutVolume(s.Settings.Volume)
	a.applyPlayMode(s.Settings.PlayMode)
	a.looks.Apply(s.Beauty)
}
