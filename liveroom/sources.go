package liveroom

import (
	"context"
	"slices"
	"strings"

	"onair/media/av"
	"onair/media/capture"
)

// sourceSpecs is which sources are chosen.
type sourceSpecs struct {
	camera, microphone string
	speaker            string
}

// VideoEncoderParam is how the own picture is sent.
type VideoEncoderParam struct {
	// Width and Height in pixels, both even.
	Width, Height int
	// FPS is frames a second, 1..60.
	FPS int
	// BitRate is the ceiling in bits a second; the network may force less. 0
	// chooses one that fits size and rate.
	BitRate int
	// VP8 sends VP8 instead of H.264.
	VP8 bool
	// Hardware uses a hardware encoder where there is one; without one the
	// software encoder is used and OnWarning (1103) comes.
	Hardware bool
}

// DefaultVideoEncoderParam is 1280x720 at 30 frames a second in H.264.
func DefaultVideoEncoderParam() VideoEncoderParam {
	return VideoEncoderParam{Width: 1280, Height: 720, FPS: 30}
}

// EffectiveBitRate is the ceiling in force: BitRate, or what fits the size.
func (p VideoEncoderParam) EffectiveBitRate() int {
	if p.BitRate > 0 {
		return p.BitRate
	}
	// About 0.09 bit a pixel at 720p30 is clean for a face; larger pictures need less each.
	pixels := float64(p.Width * p.Height * p.FPS)
	return max(int(pixels*0.09)/50_000*50_000, 300_000)
}

func (p VideoEncoderParam) check(op string) error {
	switch {
	case p.Width < 16 || p.Height < 16 || p.Width > 3840 || p.Height > 3840 || p.Width%2 != 0 || p.Height%2 != 0:
		return fail(op, CodeBadArgument, "a picture is 16 to 3840 pixels wide and high, both even")
	case p.FPS < 1 || p.FPS > 60:
		return fail(op, CodeBadArgument, "the frame rate is 1 to 60")
	case p.BitRate < 0 || p.BitRate > 50_000_000:
		return fail(op, CodeBadArgument, "the bit rate is 0 (automatic) to 50 Mbit/s")
	}
	return nil
}

// Devices lists what can be opened now: cameras, microphones and screens.
func Devices(ctx context.Context) ([]capture.Device, error) {
	return capture.Devices(ctx)
}

// WatchDevices calls f at once and whenever a device was plugged in or out,
// until ctx ends.
func WatchDevices(ctx context.Context, f func()) {
	capture.Watch(ctx, func([]capture.Device) { f() })
}

// HardwareEncoder reports whether a hardware H.264 encoder works here.
func HardwareEncoder() bool {
	return slices.ContainsFunc(av.Encoders(), func(e av.EncoderInfo) bool {
		return e.Codec == av.H264 && e.Hardware && e.Usable
	})
}

// StartCameraPreview starts the chosen camera and shows it, with beauty, in
// view; nil shows it nowhere. front asks for a camera facing the user; desktops
// have one kind, so it only counts together with SwitchCamera. Without a camera
// it fails (CodeCamera, CodeCameraDenied, CodeCameraBusy), and going live with
// sound only is still possible.
func (r *LiveRoom) StartCameraPreview(ctx context.Context, front bool, view View) error {
	const op = "StartCameraPreview"
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.camera.screen.flush()
	defer r.release()
	r.camera.screen.change(view)
	if r.camera.running() {
		return nil
	}
	return r.startCamera(op)
}

func (r *LiveRoom) startCamera(op string) error {
	src, err := r.openCamera()
	if err != nil {
		e := deviceError(op, false, err)
		r.events.post(0, OnError{Code: e.Code, Msg: e.Desc, Err: err})
		return e
	}
	r.lost.camera.Store(false)
	r.camera.start(src, r.openCamera)
	r.wakePublishing()
	return nil
}

func (r *LiveRoom) openCamera() (capture.Source, error) {
	r.mu.Lock()
	spec, p := r.devices.camera, r.encoding
	r.mu.Unlock()
	return capture.OpenVideo(spec, capture.VideoOptions{Width: p.Width, Height: p.Height, FrameRate: float64(p.FPS)})
}

// UpdateLocalView moves the preview into another view without a restart.
func (r *LiveRoom) UpdateLocalView(view View) {
	r.camera.screen.change(view)
	r.camera.screen.flush()
}

// StopCameraPreview stops the camera; viewers get OnUserVideoAvailable(false).
func (r *LiveRoom) StopCameraPreview() {
	if r.acquire(r.ctx, "StopCameraPreview") != nil {
		return // closing, which stops it
	}
	defer r.camera.screen.flush()
	defer r.release()
	r.camera.halt()
	r.camera.screen.change(nil)
	r.effects.stopStickers()
	r.wakePublishing()
}

// SetCamera chooses the source of pictures: "", "camera:LABEL", "screen:N",
// "file:PATH", "picture:PATH", "test:", "none" (see package media/capture). A
// running preview or live goes on with the new one, with no new publish; if it
// cannot be opened, the old one goes on.
func (r *LiveRoom) SetCamera(ctx context.Context, spec string) error {
	const op = "SetCamera"
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.release()
	return r.setCamera(op, spec)
}

func (r *LiveRoom) setCamera(op, spec string) error {
	r.mu.Lock()
	old := r.devices.camera
	r.devices.camera = spec
	r.mu.Unlock()
	if spec == old || !r.camera.running() {
		return nil
	}
	src, err := r.openCamera()
	if err != nil {
		r.mu.Lock()
		r.devices.camera = old
		r.mu.Unlock()
		return deviceError(op, false, err)
	}
	r.camera.halt()
	r.lost.camera.Store(false)
	r.camera.start(src, r.openCamera)
	defer r.wakePublishing()
	return r.followSharedSound()
}

// Camera and Microphone return the chosen sources.
func (r *LiveRoom) Camera() string     { r.mu.Lock(); defer r.mu.Unlock(); return r.devices.camera }
func (r *LiveRoom) Microphone() string { r.mu.Lock(); defer r.mu.Unlock(); return r.devices.microphone }

// SwitchCamera goes on to the next camera of the system and returns its spec,
// with no new publish. With one camera it changes nothing.
func (r *LiveRoom) SwitchCamera(ctx context.Context) (string, error) {
	const op = "SwitchCamera"
	if err := r.acquire(ctx, op); err != nil {
		return "", err
	}
	defer r.release()
	devices, err := capture.Devices(ctx)
	if err != nil {
		return "", deviceError(op, false, err)
	}
	cameras := slices.DeleteFunc(devices, func(d capture.Device) bool { return d.Kind != capture.Camera })
	if len(cameras) == 0 {
		return "", fail(op, CodeCamera, "there is no camera; connect one, or choose a file or the test picture")
	}
	now := r.Camera()
	i := slices.IndexFunc(cameras, func(d capture.Device) bool {
		return d.Spec == now || (d.Default && (now == "" || now == "default"))
	})
	next := cameras[(i+1)%len(cameras)].Spec
	return next, r.setCamera(op, next)
}

// SetMirror mirrors the preview; viewers see the picture as it is.
func (r *LiveRoom) SetMirror(on bool) { r.camera.mirror.Store(on) }

// SetEncoderMirror mirrors what viewers see. A call of ours.
func (r *LiveRoom) SetEncoderMirror(on bool) { r.camera.chain.SetMirror(on) }

// SetMicrophone chooses the source of sound: "", "mic:LABEL", "file:PATH",
// "tone:HZ", "silence:", "none". The camera's own file gives its sound in sync.
// While a microphone chosen by label is not there, the system's default takes its
// place (OnDeviceFallback).
func (r *LiveRoom) SetMicrophone(ctx context.Context, spec string) error {
	const op = "SetMicrophone"
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.release()
	r.mu.Lock()
	old := r.devices.microphone
	r.devices.microphone = spec
	r.mu.Unlock()
	r.place.choose(spec)
	if spec == old || !r.wantsSound() {
		return nil
	}
	return r.restartMicrophone(op)
}

// StartMicrophone opens the microphone before publishing, for a level meter.
// StartPublish does it by itself. A call of ours.
func (r *LiveRoom) StartMicrophone(ctx context.Context) error {
	const op = "StartMicrophone"
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.release()
	r.setWantsSound(true)
	return r.startMicrophone(op)
}

// StopMicrophone closes it again, unless the live needs it. It waits for the
// calls made before, such as StartPublish. A call of ours.
func (r *LiveRoom) StopMicrophone() {
	if r.acquire(r.ctx, "StopMicrophone") != nil {
		return // closing, which stops it
	}
	defer r.release()
	r.mu.Lock()
	publishing := r.pub != nil
	r.mu.Unlock()
	if !publishing {
		r.setWantsSound(false)
		r.camera.heard.Store(false)
		r.mic.halt()
	}
}

func (r *LiveRoom) wantsSound() bool        { r.mu.Lock(); defer r.mu.Unlock(); return r.soundWanted }
func (r *LiveRoom) setWantsSound(want bool) { r.mu.Lock(); r.soundWanted = want; r.mu.Unlock() }

// sharesSound reports whether the camera's file also gives the sound.
func (r *LiveRoom) sharesSound() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.devices.microphone != "" && r.devices.microphone == r.devices.camera && r.camera.running()
}

func (r *LiveRoom) startMicrophone(op string) error {
	if r.mic.running() || r.sharesSound() {
		return nil
	}
	src, err := r.openMicrophone()
	if err != nil {
		e := deviceError(op, true, err)
		r.events.post(0, OnWarning{Code: WarnNoMicrophone, Msg: e.Desc})
		if isMicrophone(r.Microphone()) && missing(err) { // taken up once it is there
			r.lost.microphone.Store(true)
			r.mic.start(absent{r.Microphone(), err}, r.openMicrophone)
		}
		return e
	}
	r.lost.microphone.Store(false)
	r.mic.start(src, r.openMicrophone)
	return nil
}

func (r *LiveRoom) restartMicrophone(op string) error {
	defer r.wakePublishing() // it may be another, or none
	r.mic.halt()
	r.camera.heard.Store(false)
	return r.startMicrophone(op)
}

// followSharedSound opens or closes the microphone's own source after the
// camera's changed.
func (r *LiveRoom) followSharedSound() error {
	if !r.wantsSound() {
		return nil
	}
	if r.sharesSound() {
		r.mic.halt()
		return nil
	}
	return r.startMicrophone("SetCamera")
}

// openMicrophone opens the source of sound that is chosen; for a microphone that
// is not there, the system's default.
func (r *LiveRoom) openMicrophone() (capture.Source, error) {
	spec := r.Microphone()
	told := func(label string) { r.place.uses(spec, label) }
	if strings.HasPrefix(spec, micScheme) {
		return openSubstituting(spec, capture.OpenAudio, told)
	}
	src, err := capture.OpenAudio(spec)
	if err == nil && isMicrophone(spec) {
		told(src.Label())
	}
	return src, err
}

// MicrophoneLevel is how loud the microphone is, 0..100.
func (r *LiveRoom) MicrophoneLevel() int { return int(r.mic.mic.Meter().RMS()) }

// MuteLocalAudio sends silence while muted; the seat and the stream stay.
func (r *LiveRoom) MuteLocalAudio(muted bool) {
	r.mic.mic.Mute(muted)
	r.wakePublishing()
}

// MuteLocalVideo sends no picture while muted; the preview goes on. Viewers get
// OnUserVideoAvailable. A call of ours.
func (r *LiveRoom) MuteLocalVideo(muted bool) {
	r.mu.Lock()
	r.muted.video = muted
	r.mu.Unlock()
	r.wakePublishing()
}

// SetVideoEncoderParam changes how the own picture is sent, also while live: a
// new size or codec costs a keyframe, a new bit rate nothing.
func (r *LiveRoom) SetVideoEncoderParam(p VideoEncoderParam) error {
	if err := p.check("SetVideoEncoderParam"); err != nil {
		return err
	}
	r.mu.Lock()
	old := r.encoding
	r.encoding = p
	pub := r.pub
	r.mu.Unlock()
	if pub != nil {
		pub.encodingChanged(old, p)
	}
	return nil
}

// VideoEncoderParam returns what is set.
func (r *LiveRoom) VideoEncoderParam() VideoEncoderParam {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.encoding
}
