package liveroom

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"onair/beauty"
	"onair/media"
	"onair/media/audio"
	"onair/media/capture"
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

// LiveRoom is one user's place: signed in to a server, in at most one room,
// there as anchor or audience. Make it with New, end it with Close.
type LiveRoom struct {
	opt     Options
	callers callers
	tuning  atomic.Bool // StartPublish has asked TuneMedia
	log     *slog.Logger
	events  *dispatcher
	op      chan struct{} // held by the call that changes where the user is
	ctx     context.Context
	cancel  context.CancelFunc
	wg      sync.WaitGroup

	beauty  *BeautyManager
	camera  *camera
	mic     *microphone
	mixer   *audio.Mixer
	effects *AudioEffectManager
	devices sourceSpecs
	place   micPlace
	// lost says which sources failed and have not come back.
	lost struct{ camera, microphone atomic.Bool }

	mu           sync.Mutex
	closed       bool
	client       *signaling.Client
	login        loginState
	visit        *visit
	paths        mediaPaths // to the server, as told; has its own lock
	plays        map[string]*playing
	leaving      []*screen // of streams that the call whose turn it is has stopped
	pub          *publishing
	playout      *audio.Playout
	encoding     VideoEncoderParam
	stopVolumes  func() // ends OnUserVolumeUpdate
	audioQuality AudioQuality
	muted        mutes
	watching     bool
	soundWanted  bool
}

// loginState is who is logged in.
type loginState struct {
	appID uint32
	self  UserInfo
	sig   string
	cfg   Config
}

// mutes is what the user switched off.
type mutes struct {
	video     bool
	allRemote bool
	remote    map[string]bool
	volume    map[string]float64
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
		events:   newDispatcher(),
		op:       make(chan struct{}, 1),
		mixer:    audio.NewMixer(),
		plays:    map[string]*playing{},
		encoding: DefaultVideoEncoderParam(),
		devices:  sourceSpecs{camera: opt.Camera, microphone: opt.Microphone},
	}
	r.muted.remote = map[string]bool{}
	r.muted.volume = map[string]float64{}
	r.place.post = func(e OnDeviceFallback) { r.events.post(0, e) }
	r.place.choose(opt.Microphone)
	r.ctx, r.cancel = context.WithCancel(context.Background())
	r.effects = newAudioEffectManager(r)
	r.mic = newMicrophone(r.effects.path, func(err error) { r.sourceChanged(true, err) })
	r.camera = &camera{
		screen:    screen{callers: &r.callers},
		chain:     beauty.NewChain(),
		finder:    newFaceFinder(log, r.facesFailed),
		onAudio:   r.cameraSound,
		onState:   func(err error) { r.sourceChanged(false, err) },
		onGesture: r.gestureSeen,
	}
	r.camera.chain.SetFinder(r.camera.finder)
	r.camera.chain.OnMotionSound(r.effects.stickerSound)
	r.beauty = &BeautyManager{camera: r.camera, log: log}
	r.wg.Go(r.reportStatistics)
	return r
}

// cameraSound takes the sound of a camera that is a file, if it is also the
// chosen microphone.
func (r *LiveRoom) cameraSound(s media.Samples) {
	if !r.wantsSound() || !r.sharesSound() {
		return
	}
	if !r.camera.heard.Swap(true) {
		r.events.post(0, OnMicDidReady{})
	}
	r.mic.untouched.Store(true)
	r.mic.push(s)
}

// Close leaves the room, logs out and lets go of every device. It waits for all
// goroutines but those in a callback, and may be called from each callback.
// Calling it again is harmless.
func (r *LiveRoom) Close() error {
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return nil
	}
	r.closed = true
	r.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	r.op <- struct{}{}
	r.logout(ctx)
	r.release()
	r.camera.halt()
	r.camera.screen.change(nil)
	r.camera.screen.flush()
	r.mic.halt()
	r.stopPlayout()
	r.effects.close()
	r.cancel()
	r.wg.Wait()
	r.camera.chain.Close()
	r.camera.finder.close()
	r.beauty.close()
	r.events.removeAll()
	r.events.close()
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
	s := r.events.add(l)
	if s == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.visit != nil {
		r.events.postTo(s, r.visit.number, r.visit.presentLocked(r.login.self.UserID)...)
	}
}

// RemoveListener takes l out; an unknown one, or one that cannot be compared, has
// no effect.
func (r *LiveRoom) RemoveListener(l Listener) {
	if l != nil {
		r.events.remove(l)
	}
}

// BeautyManager returns the settings of the own picture.
func (r *LiveRoom) BeautyManager() *BeautyManager { return r.beauty }

// acquire waits for its turn among the calls that change where the user is.
func (r *LiveRoom) acquire(ctx context.Context, op string) error {
	select {
	case r.op <- struct{}{}:
	case <-ctx.Done():
		return contextError(op, ctx.Err())
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		<-r.op
		return fail(op, CodeNotInitialised, "this LiveRoom is closed; make a new one")
	}
	return nil
}

// release gives the turn back, and waits until the views of what was stopped are
// cleared.
func (r *LiveRoom) release() {
	for _, s := range r.releaseQuietly() {
		s.flush()
	}
}

// releaseQuietly gives the turn back and returns what release would wait for.
func (r *LiveRoom) releaseQuietly() []*screen {
	r.mu.Lock()
	leaving := r.leaving
	r.leaving = nil
	r.mu.Unlock()
	<-r.op
	return leaving
}

// session returns the signaling client, or an error when nobody is logged in.
func (r *LiveRoom) session(op string) (*signaling.Client, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.client == nil {
		return nil, fail(op, CodeNotLoggedIn, "not logged in; call Login first")
	}
	return r.client, nil
}

// sourceChanged reports a device that failed or works again, and tells viewers
// whether there is still a picture.
func (r *LiveRoom) sourceChanged(microphone bool, err error) {
	if microphone {
		r.lost.microphone.Store(err != nil)
	} else {
		r.lost.camera.Store(err != nil)
	}
	if microphone && err != nil && missing(err) {
		r.place.uses(r.Microphone(), "")
	}
	switch {
	case err == nil && microphone:
		r.events.post(0, OnMicDidReady{})
	case err == nil:
		r.events.post(0, OnCameraDidReady{})
	case err != errSourceEnded:
		e := deviceError("", microphone, err)
		gone := false
		if c := (*capture.Error)(nil); errors.As(err, &c) {
			gone = c.Code == capture.Unplugged
		}
		r.events.post(0, OnError{Code: e.Code, Msg: e.Desc, Gone: gone, Err: err})
		r.log.Warn("source failed", "microphone", microphone, "err", err)
	}
	r.wakePublishing()
}
