package app

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"onair/app/model"
	"onair/liveroom"
	"onair/signaling"
	"onair/signaling/nearby"
)

// App is the controller behind the window: it carries out model.Actions and
// keeps the Store up to date.
type App struct {
	Store *model.Store

	opt      Options
	log      *slog.Logger
	profile  *profile
	room     *liveroom.LiveRoom
	hub      *hub
	embedded *embedded
	stats    *statsFile
	door     *instance // nil: another window has it

	ctx      context.Context
	cancel   context.CancelFunc
	wg       group
	commands chan func()
	choices  chan func() // stickers and backgrounds: files that may be slow

	task struct {
		mu     sync.Mutex
		cancel context.CancelFunc
		done   chan struct{}
	}
	noticeID  atomic.Uint64
	visits    atomic.Uint64 // grows with each room watched: late answers of another are dropped
	delays    delays
	lobby     lobbyCache
	live      liveNumbers
	tested    deviceTest
	sources   *sources
	health    healthWatch // tick's
	serving   stopper     // of KeepServing
	keys      roomKeys
	privates  order
	next      nextStep
	gesturing bool // the camera is on for gestures; tick's
	together  together
	songs     songs
	table     atomic.Value // string: the colour table that was chosen last
	reset     model.Beauty // before ResetAllBeauty; of the command goroutine
	pads      padTracks
	looks     struct {
		mu   sync.Mutex
		stop context.CancelFunc // ends the thumbnails
	}
	found struct { // on the local network
		mu   sync.Mutex
		list []nearby.Server
		here string // ID of the server signed in to
	}

	danmakuOff     atomic.Bool
	danmakuOpacity atomic.Int64
	closing        sync.Once
}

var _ model.Actions = (*App)(nil)

// New reads the settings and prepares everything; nothing is opened and nobody
// contacted before Run. The caller must Close it.
func New(opt Options) (*App, error) {
	log := opt.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	p, err := openProfile(opt.ConfigDir)
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
		opt: opt, log: log, profile: p, hub: newHub(), sources: newSources(),
		commands: make(chan func(), 256), choices: make(chan func(), 256),
		embedded: &embedded{addr: opt.ServerAddr, media: opt.MediaAddr, dataDir: opt.DataDir, log: log},
	}
	a.next.set(opt.Start, opt.Room)
	if opt.Invite != "" {
		a.keys.set(opt.Room, liveroom.RoomKey{Invite: opt.Invite})
	}
	a.danmakuOff.Store(p.DanmakuOff)
	a.danmakuOpacity.Store(int64(p.DanmakuOpacity))
	if a.stats, err = openStatsFile(opt.StatsFile); err != nil {
		p.unlock()
		return nil, err
	}
	if a.door, err = openInstance(opt.ConfigDir); err != nil {
		log.Info("links will open windows of their own", "err", err)
	}
	a.ctx, a.cancel = context.WithCancel(context.Background())
	a.Store = model.NewStore(a.firstState())
	a.room = liveroom.New(liveroom.Options{
		Camera: p.Camera, Microphone: p.Microphone, Logger: log, Client: "onair/" + Version,
	})
	a.applySettings()
	a.room.AddListener(liveroom.NewListener(a.onEvent))
	return a, nil
}

// Run starts the App's goroutines and, if the options say so, signs in and goes
// on from there.
func (a *App) Run() {
	a.wg.Go(func() { a.runCommands(a.commands) })
	a.wg.Go(func() { a.runCommands(a.choices) })
	if a.door != nil {
		a.wg.Go(func() { a.door.serve(a.takeOver) })
	}
	a.wg.Go(a.tick)
	a.wg.Go(a.watchDevices)
	a.wg.Go(a.lookForFaces)
	a.wg.Go(func() { a.measureSongs(a.songPaths()) })
	a.wg.Go(a.watchNearby)
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
		a.cancel()
		a.door.close()
		a.Cancel()
		a.waitTask()
		a.wg.Wait()
		a.room.Close()
		a.embedded.close()
		if err := a.profile.save(); err != nil {
			a.log.Error("settings not saved", "err", err)
		}
		a.stats.close()
		a.profile.unlock()
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

func (a *App) runCommands(commands <-chan func()) {
	for {
		select {
		case <-a.ctx.Done():
			return
		case f := <-commands:
			f()
		}
	}
}

// do runs f on the command goroutine. It never waits: if 256 commands wait
// already, the program hangs somewhere and one more will not help.
func (a *App) do(f func()) { a.command(a.commands, f) }

// choose runs f, which may take seconds, where it holds no other command up.
func (a *App) choose(f func()) { a.command(a.choices, f) }

func (a *App) command(to chan<- func(), f func()) {
	select {
	case to <- f:
	default:
		a.log.Error("too many commands wait; one was dropped")
	}
}

// startTask runs f on its own goroutine. A task under way is cancelled and
// awaited first.
func (a *App) startTask(f func(ctx context.Context)) {
	ctx, cancel := context.WithTimeout(a.ctx, 60*time.Second)
	done := make(chan struct{})
	a.task.mu.Lock()
	before, prior := a.task.cancel, a.task.done
	a.task.cancel, a.task.done = cancel, done
	a.task.mu.Unlock()
	go func() {
		defer close(done)
		defer cancel()
		if before != nil {
			before()
			<-prior
		}
		if a.ctx.Err() == nil {
			f(ctx)
		}
	}()
}

// Cancel ends the task under way.
func (a *App) Cancel() {
	a.task.mu.Lock()
	cancel := a.task.cancel
	a.task.mu.Unlock()
	if cancel != nil {
		cancel()
	}
}

func (a *App) waitTask() {
	a.task.mu.Lock()
	done := a.task.done
	a.task.mu.Unlock()
	if done != nil {
		<-done
	}
}

// RetryNow tries the lost connection again at once.
func (a *App) RetryNow() { a.room.RetryNow() }

// AttachVideo sends a tile's frames to sink until detach is called; after detach
// has returned, sink is not called any more.
func (a *App) AttachVideo(tile string, sink VideoSink) (detach func()) {
	return a.hub.attach(tile, sink)
}

// noticeFor is how long a toast stays.
const noticeFor = 5 * time.Second

func (a *App) notify(n model.Notice) {
	n.ID = a.noticeID.Add(1)
	a.Store.Update(func(s *model.State) {
		shown := slices.DeleteFunc(slices.Clone(s.Notices), func(o model.Notice) bool { // the same once more takes its place
			return n.Failure != nil && o.Failure != nil && o.Failure.Code == n.Failure.Code && o.Failure.Subject == n.Failure.Subject
		})
		s.Notices = append(shown, n)
	})
	time.AfterFunc(noticeFor, func() { a.DismissNotice(n.ID) })
}

// DismissNotice takes a toast away.
func (a *App) DismissNotice(id uint64) {
	a.Store.Update(func(s *model.State) {
		s.Notices = slices.DeleteFunc(slices.Clone(s.Notices), func(n model.Notice) bool { return n.ID == id })
	})
}

func (a *App) firstState() model.State {
	p := a.profile
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
		Limits:  limitsOf(signaling.DefaultTextLimits()),
		Lobby:   model.Lobby{Sort: p.Sort, OnlyFollowed: p.OnlyFollowed},
		Memory:  model.Memory{Window: p.Window, Folded: p.Folded, Folders: p.Folders},
		Setup:   model.Setup{Preview: model.Tile{ID: model.LocalTile}, Title: p.Title, FormVersion: 1, Mirrored: p.Mirrored},
		Beauty:  a.firstBeauty(),
		Sound:   a.firstSound(),
		Quality: a.firstQuality(),
		Devices: model.Devices{Camera: p.Camera, Microphone: p.Microphone, Speaker: p.Speaker},
		Settings: model.Settings{
			Mirrored: p.Mirrored, MirrorSent: p.MirrorSent, Hardware: p.Hardware, MicGain: p.MicGain, Volume: p.Volume,
			Language: p.Language, Theme: p.Theme, About: about(), Arrangement: min(max(p.Arrangement, 0), model.ArrangeSide),
			FollowLive: p.FollowLive, CallSound: p.CallSound, Desktop: !p.DesktopOff,
		},
	}
	s.Setup.Title = cmpTitle(a.opt.Title, p.Title)
	if f := p.failure(); f != nil { // it stays until it is read
		s.Notices = append(s.Notices, model.Notice{ID: a.noticeID.Add(1), Failure: f})
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
	a.room.SetMirror(s.Settings.Mirrored)
	a.room.SetEncoderMirror(s.Settings.MirrorSent)
	a.applySound(s.Sound)
	a.room.SetSpeaker(s.Devices.Speaker)
	a.room.SetPlayoutVolume(s.Settings.Volume)
	a.applyQuality(s.Quality, s.Settings.Hardware)
	for _, p := range s.Beauty.Params {
		a.applyBeauty(p.ID, p.Value)
	}
	a.applyLooks(s.Beauty)
}
