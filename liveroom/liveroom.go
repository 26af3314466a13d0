package liveroom

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"onair/liveroom/internal/asked"
	"onair/liveroom/internal/callback"
	"onair/liveroom/internal/device"
	"onair/liveroom/internal/events"
	"onair/liveroom/internal/hearing"
	"onair/liveroom/internal/looks"
	"onair/liveroom/internal/network"
	"onair/liveroom/internal/session"
	"onair/liveroom/internal/stay"
	"onair/liveroom/internal/stream"
	"onair/liveroom/internal/turn"
	"onair/liveroom/internal/visit"
	"onair/media/audio"
	"onair/media/rtc"
	"onair/signaling"
)

// Options configure a LiveRoom. The zero value is good.
type Options struct {
	// Server is where Login goes unless its Config says otherwise.
	Server string
	// Camera and Microphone are the first sources, as SetCamera and
	// SetMicrophone take them; empty means the system's default.
	Camera, Microphone string
	// NoPlayout leaves the loudspeaker alone: the sound of others is decoded at
	// the right pace and heard nowhere (see TapPlayout).
	NoPlayout bool
	// Logger gets what happens; nil means silence. Its handler must not call the
	// LiveRoom.
	Logger *slog.Logger
	// Client names the program in the server's log.
	Client string
	// TuneMedia, if set, may change each media connection's settings before it
	// is opened: TURN servers, or a bad network in tests. It runs on a goroutine of
	// its own and may call everything but StartPublish, which then fails.
	TuneMedia func(*rtc.Connection)
}

type asks = asked.Asked // its methods are the LiveRoom's

// LiveRoom is one user's place: signed in to a server, in at most one room,
// there as anchor or audience. Make it with New, end it with Close.
type LiveRoom struct {
	asks
	opt     Options
	callers callback.Callers
	log     *slog.Logger
	events  *events.Dispatcher[Event]
	session *session.Session
	visits  *visit.Visits
	plays   *stream.Plays
	own     stream.Own
	choice  stream.Choice
	tuner   stream.Tuner
	turn    *turn.Turn // of the call that changes where the user is
	ctx     context.Context
	cancel  context.CancelFunc
	wg      sync.WaitGroup

	beauty  *BeautyManager
	sources *device.Sources
	camera  *device.Camera // of the sources
	voice   *device.Voice
	speaker *device.Speaker
	mixer   *audio.Mixer // of the speaker
	others  *hearing.Others
	effects *AudioEffectManager

	mu           sync.Mutex
	paths        network.Paths // to the server, as told; has its own lock
	encoding     VideoEncoderParam
	audioQuality AudioQuality
	videoMuted   bool // by the user
}

// New makes a LiveRoom. Nothing is opened and nobody is contacted yet.
func New(opt Options) *LiveRoom {
	log := opt.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	r := &LiveRoom{
		opt:      opt,
		log:      log,
		events:   events.New[Event](),
		turn:     turn.New(),
		encoding: DefaultVideoEncoderParam(),
	}
	r.asks = asks{Call: r.call}
	r.ctx, r.cancel = context.WithCancel(context.Background())
	r.tuner = stream.Tuner{Base: rtc.Connection{Logger: log, OnState: r.paths.State}, Tune: opt.TuneMedia}
	r.plays = stream.NewPlays(r.ctx)
	r.session = session.New(session.Config{
		Client: opt.Client, Log: log, OnState: r.onLink, OnSession: r.onSession,
		OnEvent: func(e signaling.Envelope) { r.visits.Hear(e) },
	})
	r.visits = visit.New(r.visitsConfig())
	r.speaker = device.NewSpeaker(r.speakerConfig())
	r.mixer = r.speaker.Mixer
	r.others = hearing.New(r.mixer, musicInMix, device.EarInMix)
	r.effects = newAudioEffectManager(r.speaker, log, r.own.Wake)
	r.voice = r.effects.voice
	r.sources = device.NewSources(r.sourcesConfig())
	r.camera = r.sources.Camera
	r.beauty = &BeautyManager{camera: r.camera, log: log, backs: looks.Backdrops{Chain: r.camera.Chain}}
	r.wg.Go(r.reportStatistics)
	return r
}

// Close leaves the room, logs out and lets go of every device. It waits for all
// goroutines but those in a callback, and may be called from each callback.
// Calling it again is harmless.
func (r *LiveRoom) Close() error {
	r.mu.Lock() // nothing of EnableVolumeEvaluation begins later
	first := r.turn.Close()
	r.mu.Unlock()
	if !first {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	r.turn.TakeAnyway()
	_ = r.logout(ctx)
	r.turn.Give()
	r.sources.Halt()
	r.speaker.Close()
	r.effects.close()
	r.cancel()
	r.wg.Wait()
	r.sources.Close()
	r.beauty.backs.Close()
	r.events.RemoveAll()
	r.events.Close()
	return nil
}

// AddListener adds l to the set of listeners; one that is there already is not
// added again. A listener that comes late is told the anchors of the room and
// whose video is available. One that Go cannot compare, such as a function, is
// added each time and cannot be removed; NewListener makes one that can.
func (r *LiveRoom) AddListener(l Listener) {
	if l == nil {
		return
	}
	s := r.events.Add(l)
	if s == nil {
		return
	}
	r.visits.Inside(func(in *stay.Stay) { r.events.PostTo(s, in.Number, r.translate(in.Present())...) })
}

// RemoveListener takes l out; an unknown one, or one that cannot be compared, has
// no effect.
func (r *LiveRoom) RemoveListener(l Listener) {
	if l != nil {
		r.events.Remove(l)
	}
}

// BeautyManager returns the settings of the own picture.
func (r *LiveRoom) BeautyManager() *BeautyManager { return r.beauty }

// inTurn calls f in its turn among the calls that change where the user is.
func (r *LiveRoom) inTurn(ctx context.Context, op string, f func(op string) error) error {
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.turn.Give()
	return f(op)
}

// loggedIn is inTurn of somebody who is logged in.
func (r *LiveRoom) loggedIn(ctx context.Context, op string, f func(op string) error) error {
	return r.inTurn(ctx, op, func(op string) error {
		if err := r.session.Open(); err != nil {
			return r.serverError(op, err)
		}
		return f(op)
	})
}

// acquire waits for its turn among the calls that change where the user is.
func (r *LiveRoom) acquire(ctx context.Context, op string) error {
	err := r.turn.Take(ctx)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, turn.ErrClosed):
		return fail(op, CodeNotInitialised, err.Error())
	default:
		return contextError(op, err)
	}
}
