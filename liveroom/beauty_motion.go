package liveroom

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"onair/beauty/face/ort"
	"onair/beauty/gesture"
	"onair/beauty/motion"
	"onair/liveroom/internal/device"
	"onair/media"
)

// OnGesture says that a hand in front of the own camera showed something: once
// for each showing, after EnableGestures(true). An event of ours.
type OnGesture struct {
	Name gesture.Name
	// Confidence is how sure it is, 0 to 1.
	Confidence float32
}

// EventName is the event's name.
func (OnGesture) EventName() string { return "onGesture" }

// EnableGestures looks for gestures in the own picture (OnGesture, and stickers
// that wait for one); off at first. It costs time while it is on. A call of
// ours.
func (b *BeautyManager) EnableGestures(on bool) { b.camera.Finder.SetGestures(on) }

// FacesUnavailable says why faces, hands and people cannot be found here: nil
// if they can. It loads ONNX Runtime, which takes a moment the first time. A
// call of ours.
func (b *BeautyManager) FacesUnavailable() error {
	if err := ort.LoadLibrary(""); err != nil {
		return &Error{Code: CodeFailed, Op: "FacesUnavailable", Desc: "faces cannot be found on this computer: " + err.Error(), Err: err}
	}
	return nil
}

// FacesSeen is how many faces the newest picture shows, 0 to 4; 0 also while
// nothing that needs one is on. A call of ours.
func (b *BeautyManager) FacesSeen() int { return b.camera.Chain.FacesSeen() }

// FrameTime is how long the newest picture took in the chain. A call of ours.
func (b *BeautyManager) FrameTime() time.Duration { return b.camera.FilterTime() }

// gestureSeen tells the sticker, and the listeners if they want to know.
func (r *LiveRoom) gestureSeen(e gesture.Event) {
	r.camera.Chain.NoteGesture(string(e.Name), e.At)
	if r.camera.Finder.TellsGestures() {
		r.events.Post(0, OnGesture{Name: e.Name, Confidence: e.Confidence})
	}
}

// facesFailed tells listeners once that what needs a face stays off.
func (r *LiveRoom) facesFailed(err error) {
	r.events.Post(0, OnWarning{Code: WarnNoFaces, Msg: err.Error()})
}

// SetMotionTmpl shows an animated sticker that follows the face
// (setMotionTmpl): the folder of a template, as docs/stickers.md describes it.
// An empty folder takes the sticker away. A bad template gives CodeBadArgument,
// with the file and line that are wrong, and changes nothing.
func (b *BeautyManager) SetMotionTmpl(folder string) error {
	if folder == "" {
		b.camera.Chain.SetMotion(nil)
		b.onFace.Store(false)
		b.camera.Finder.SetSticker(false)
		return nil
	}
	t, err := motion.LoadDir(folder)
	return b.setMotion(t, err)
}

// SetMotionFS is SetMotionTmpl for a template in a file system, such as one
// that is part of a program. A call of ours.
func (b *BeautyManager) SetMotionFS(template fs.FS) error {
	t, err := motion.Load(template)
	return b.setMotion(t, err)
}

func (b *BeautyManager) setMotion(t *motion.Template, err error) error {
	if err != nil {
		return &Error{Code: CodeBadArgument, Op: "SetMotionTmpl", Desc: "this sticker cannot be used: " + err.Error(), Err: err}
	}
	b.camera.Chain.SetMotion(t)
	b.onFace.Store(t.NeedsFace())
	b.camera.Finder.SetSticker(t.NeedsGesture())
	return nil
}

// StickerNeedsFace reports whether the sticker in use shows only on a face. A
// call of ours.
func (b *BeautyManager) StickerNeedsFace() bool { return b.onFace.Load() }

// SetMotionMute keeps the sticker's own sounds off (setMotionMute).
func (b *BeautyManager) SetMotionMute(on bool) { b.camera.Chain.SetMotionMute(on) }

// RawPicture returns the next picture of the camera before any beauty, scaled
// down to the width, one reference for the caller: for previews of what a filter
// would do. It waits for the camera until ctx ends. A call of ours.
func (b *BeautyManager) RawPicture(ctx context.Context, width int) (*media.Frame, error) {
	const op = "RawPicture"
	f, err := b.camera.Raw(ctx, width)
	switch {
	case errors.Is(err, device.ErrNotScaled):
		return nil, &Error{Code: CodeFailed, Op: op, Desc: err.Error(), Err: err}
	case err != nil:
		return nil, contextError(op, err)
	}
	return f, nil
}
