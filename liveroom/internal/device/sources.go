package device

import (
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"

	"onair/beauty"
	"onair/beauty/gesture"
	"onair/beauty/motion"
	"onair/liveroom/internal/callback"
	"onair/media"
	"onair/media/capture"
)

// none is the source that runs and gives nothing.
const none = "none"

// Config says which sources come first and who is told what. No function is called
// with a lock held; all must be set.
type Config struct {
	Camera, Microphone string
	Callers            *callback.Callers
	Log                *slog.Logger
	Voice              *Voice
	// Size is what the camera is asked for.
	Size func() capture.VideoOptions
	// State is told when a source works (nil), has failed, or has come to its end
	// (nil as well, with ended).
	State func(microphone bool, err error, ended bool)
	// NoMicrophone is told why the microphone could not be opened.
	NoMicrophone func(err error)
	// Fallback is told when another microphone than the chosen one is used; see
	// package liveroom's OnDeviceFallback.
	Fallback func(chosen, inUse string)
	// Changed is told that what can be sent may have changed.
	Changed func()
	// Gesture is told what hands show, from the filter goroutine; NoFaces, once,
	// why faces cannot be found.
	Gesture      func(gesture.Event)
	NoFaces      func(err error)
	StickerSound func(motion.SoundEvent)
}

// Failure is a source that cannot be opened.
type Failure struct {
	Microphone bool
	Err        error
}

// Error implements error.
func (f *Failure) Error() string { return f.Err.Error() }

// Unwrap is the cause.
func (f *Failure) Unwrap() error { return f.Err }

// Sources are the camera and the microphone that were chosen. Calls that start,
// stop or choose one come one at a time; all others from any goroutine.
type Sources struct {
	// Camera and Mic live until Close.
	Camera *Camera
	Mic    *Microphone

	cfg   Config
	place micPlace
	// lost says which sources failed and have not come back.
	lost struct{ camera, microphone atomic.Bool }

	mu         sync.Mutex
	camera     string // the chosen spec
	microphone string
	wanted     bool // sound
}

// NewSources makes them; nothing is opened yet.
func NewSources(cfg Config) *Sources {
	s := &Sources{cfg: cfg, camera: cfg.Camera, microphone: cfg.Microphone}
	s.place.post = cfg.Fallback
	s.place.choose(cfg.Microphone)
	s.Mic = newMicrophone(cfg.Voice, func(err error) { s.sourceChanged(true, err) })
	s.Camera = &Camera{
		Screen:    callback.NewScreen(cfg.Callers, nil),
		Chain:     beauty.NewChain(),
		Finder:    newFinder(cfg.Log, cfg.NoFaces),
		onAudio:   s.cameraSound,
		onState:   func(err error) { s.sourceChanged(false, err) },
		onGesture: cfg.Gesture,
	}
	s.Camera.Chain.SetFinder(s.Camera.Finder)
	s.Camera.Chain.OnMotionSound(cfg.StickerSound)
	return s
}

// Halt stops both and clears the preview.
func (s *Sources) Halt() {
	s.Camera.Halt()
	s.Camera.Screen.Change(nil)
	s.Camera.Screen.Flush()
	s.Mic.Halt()
}

// Close frees the filters and the networks, after Halt.
func (s *Sources) Close() {
	s.Camera.Chain.Close()
	s.Camera.Finder.Close()
}

// sourceChanged notes a source that failed or works again.
func (s *Sources) sourceChanged(microphone bool, err error) {
	if microphone {
		s.lost.microphone.Store(err != nil)
	} else {
		s.lost.camera.Store(err != nil)
	}
	if microphone && err != nil && missing(err) {
		s.place.uses(s.MicrophoneSpec(), "")
	}
	ended := errors.Is(err, errSourceEnded)
	if ended {
		err = nil
	}
	s.cfg.State(microphone, err, ended)
	s.cfg.Changed()
}

// Sends reports what can be sent now: what is open, works and is not muted.
func (s *Sources) Sends() (video, audio bool) {
	shared := s.sharesSound() && !s.lost.camera.Load()
	video = s.Camera.Running() && !s.lost.camera.Load()
	sound := s.Mic.Running() && !s.lost.microphone.Load()
	s.mu.Lock()
	defer s.mu.Unlock()
	return video && s.camera != none, (shared || sound) && s.microphone != none && !s.Mic.Muted()
}

// CameraSpec and MicrophoneSpec are the chosen sources.
func (s *Sources) CameraSpec() string     { s.mu.Lock(); defer s.mu.Unlock(); return s.camera }
func (s *Sources) MicrophoneSpec() string { s.mu.Lock(); defer s.mu.Unlock(); return s.microphone }

// StartCamera opens the chosen camera, unless it runs.
func (s *Sources) StartCamera() error {
	if s.Camera.Running() {
		return nil
	}
	src, err := s.openCamera()
	if err != nil {
		return &Failure{Err: err}
	}
	s.lost.camera.Store(false)
	s.Camera.Start(src, s.openCamera)
	s.cfg.Changed()
	return nil
}

// StopCamera closes it and takes the preview's view away; the caller flushes.
func (s *Sources) StopCamera() {
	s.Camera.Halt()
	s.Camera.Screen.Change(nil)
}

func (s *Sources) openCamera() (capture.Source, error) {
	return capture.OpenVideo(s.CameraSpec(), s.cfg.Size())
}

// SetCamera chooses another camera; a running one goes on where the new one cannot
// be opened.
func (s *Sources) SetCamera(spec string) error {
	s.mu.Lock()
	old := s.camera
	s.camera = spec
	s.mu.Unlock()
	if spec == old || !s.Camera.Running() {
		return nil
	}
	src, err := s.openCamera()
	if err != nil {
		s.mu.Lock()
		s.camera = old
		s.mu.Unlock()
		return &Failure{Err: err}
	}
	s.Camera.Halt()
	s.lost.camera.Store(false)
	s.Camera.Start(src, s.openCamera)
	defer s.cfg.Changed()
	return s.followSharedSound()
}

// SetMicrophone chooses another microphone and opens it if sound is wanted.
func (s *Sources) SetMicrophone(spec string) error {
	s.mu.Lock()
	old := s.microphone
	s.microphone = spec
	s.mu.Unlock()
	s.place.choose(spec)
	if spec == old || !s.wantsSound() {
		return nil
	}
	defer s.cfg.Changed() // it may be another, or none
	s.Mic.Halt()
	s.Camera.heard.Store(false)
	return s.openSound()
}

// StartSound opens the microphone.
func (s *Sources) StartSound() error {
	s.wantSound(true)
	return s.openSound()
}

// StopSound closes it.
func (s *Sources) StopSound() {
	s.wantSound(false)
	s.Camera.heard.Store(false)
	s.Mic.Halt()
}

// wantsSound reports whether sound was started and not stopped.
func (s *Sources) wantsSound() bool    { s.mu.Lock(); defer s.mu.Unlock(); return s.wanted }
func (s *Sources) wantSound(want bool) { s.mu.Lock(); s.wanted = want; s.mu.Unlock() }

// sharesSound reports whether the camera's file also gives the sound.
func (s *Sources) sharesSound() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.microphone != "" && s.microphone == s.camera && s.Camera.Running()
}

// openSound opens the microphone's own source, if it needs one.
func (s *Sources) openSound() error {
	if s.Mic.Running() || s.sharesSound() {
		return nil
	}
	src, err := s.openMicrophone()
	if err != nil {
		s.cfg.NoMicrophone(err)
		if spec := s.MicrophoneSpec(); isMicrophone(spec) && missing(err) { // taken up once it is there
			s.lost.microphone.Store(true)
			s.Mic.Start(absent{spec, err}, s.openMicrophone)
		}
		return &Failure{Microphone: true, Err: err}
	}
	s.lost.microphone.Store(false)
	s.Mic.Start(src, s.openMicrophone)
	return nil
}

// followSharedSound opens or closes the microphone's own source after the
// camera's changed.
func (s *Sources) followSharedSound() error {
	if !s.wantsSound() {
		return nil
	}
	if s.sharesSound() {
		s.Mic.Halt()
		return nil
	}
	return s.openSound()
}

// openMicrophone opens the source of sound that is chosen; for a microphone that
// is not there, the system's default.
func (s *Sources) openMicrophone() (capture.Source, error) {
	spec := s.MicrophoneSpec()
	told := func(label string) { s.place.uses(spec, label) }
	if strings.HasPrefix(spec, micScheme) {
		return openSubstituting(spec, capture.OpenAudio, told)
	}
	src, err := capture.OpenAudio(spec)
	if err == nil && isMicrophone(spec) {
		told(src.Label())
	}
	return src, err
}

// cameraSound takes the sound of a camera that is a file, if it is also the
// chosen microphone.
func (s *Sources) cameraSound(block media.Samples) {
	if !s.wantsSound() || !s.sharesSound() {
		return
	}
	if !s.Camera.heard.Swap(true) {
		s.cfg.State(true, nil, false)
	}
	s.Mic.untouched.Store(true)
	s.Mic.Push(block)
}
