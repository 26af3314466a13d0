package liveroom

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"sync/atomic"
	"time"

	"onair/beauty"
	"onair/beauty/face/ort"
	"onair/beauty/gesture"
	"onair/beauty/grade"
	"onair/beauty/motion"
	"onair/liveroom/internal/device"
	"onair/liveroom/internal/looks"
	"onair/media"
)

// BeautyManager sets how the own picture looks, for the preview and for
// viewers (TXBeautyManager). One for each LiveRoom, valid from New to Close;
// its methods may be called from any goroutine and take effect with the next
// frame. A value out of range is moved into it, which the log says; the value
// in force is returned.
type BeautyManager struct {
	camera *device.Camera
	log    *slog.Logger
	backs  looks.Backdrops
	onFace atomic.Bool // the sticker in use needs a face
}

// Filters describes every value of the chain with its range, in the order the
// filters run: what a panel is drawn from. A call of ours.
func (b *BeautyManager) Filters() []beauty.FilterInfo { return b.camera.Chain.Filters() }

// Set gives the value id (see Filters) a new number and returns the one in
// force. An unknown id is CodeBadArgument. A call of ours.
func (b *BeautyManager) Set(id string, value float32) (float32, error) {
	applied, err := b.camera.Chain.Set(id, value)
	if err != nil {
		return 0, &Error{Code: CodeBadArgument, Op: "BeautyManager.Set", Desc: err.Error(), Err: err}
	}
	if applied != value {
		b.log.Warn("beauty value out of range", "id", id, "asked", value, "applied", applied)
	}
	return applied, nil
}

// Value returns the present number of the value id. A call of ours.
func (b *BeautyManager) Value(id string) (float32, error) {
	v, err := b.camera.Chain.Value(id)
	if err != nil {
		return 0, &Error{Code: CodeBadArgument, Op: "BeautyManager.Value", Desc: err.Error(), Err: err}
	}
	return v, nil
}

// set is Set for the ids of this package's own methods.
func (b *BeautyManager) set(id string, value float32) float32 {
	applied, err := b.Set(id, value)
	if err != nil {
		b.log.Error("beauty", "err", err)
	}
	return applied
}

// SetBeautyStyle chooses how skin is smoothed: 0 smooth, 1 nature, 2 pitu.
func (b *BeautyManager) SetBeautyStyle(style int) int { return int(b.set("style", float32(style))) }

// SetBeautyLevel sets the amount of smoothing, 0 (off) to 9.
func (b *BeautyManager) SetBeautyLevel(level float32) float32 { return b.set("smooth", level) }

// SetWhitenessLevel makes skin brighter and paler, 0 (off) to 9.
func (b *BeautyManager) SetWhitenessLevel(level float32) float32 { return b.set("whiteness", level) }

// SetRuddyLevel makes skin warmer and redder, 0 (off) to 9.
func (b *BeautyManager) SetRuddyLevel(level float32) float32 { return b.set("ruddy", level) }

// SetEvenRednessLevel takes redness and other blotches of colour out of skin, 0 (off) to 9. A
// call of ours.
func (b *BeautyManager) SetEvenRednessLevel(level float32) float32 {
	return b.set("evenRedness", level)
}

// EnableSharpnessEnhancement sharpens edges after smoothing; on by default.
func (b *BeautyManager) EnableSharpnessEnhancement(on bool) { b.camera.Chain.SetSharpness(on) }

// SetFilter grades the whole picture with a colour table: the path of a PNG
// (512x512, alpha ignored) or of a .cube file; see grade.Load. An empty path
// takes the table away. A file that cannot be used gives CodeBadArgument, whose
// text names the line of a .cube file, and changes nothing.
func (b *BeautyManager) SetFilter(path string) error { return b.filter(looks.ReadTable(path)) }

// SetFilterData is SetFilter with the file's bytes; nil takes the table away.
func (b *BeautyManager) SetFilterData(table []byte) error { return b.filter(looks.Table(table)) }

func (b *BeautyManager) filter(t *grade.LUT, err error) error {
	if err != nil {
		return refused("SetFilter", err.Error(), err)
	}
	b.camera.Chain.SetFilter(t)
	return nil
}

// SetFilterStrength mixes the graded (1) with the original picture (0); 0.5 at first.
func (b *BeautyManager) SetFilterStrength(strength float32) float32 {
	return b.set("strength", strength)
}

// SetBypass shows the own preview as the camera gave it, for comparing before and
// after; viewers go on to see it with beauty. A call of ours.
func (b *BeautyManager) SetBypass(on bool) { b.camera.SetBypass(on) }

// OnGesture says that a hand in front of the own camera showed something: once
// for each showing, after EnableGestures(true). An event of ours.
type OnGesture struct {
	Name gesture.Name
	// Confidence is how sure it is, 0 to 1.
	Confidence float32
}

// EventName is the event's name.
func (OnGesture) EventName() string { return "onGesture" }

// EnableGestures looks for gestures in the own picture (OnGesture, and stickers that
// wait for one); off at first. It costs time while it is on. A call of ours.
func (b *BeautyManager) EnableGestures(on bool) { b.camera.Finder.SetGestures(on) }

// FacesUnavailable says why faces, hands and people cannot be found here: nil if they
// can. It loads ONNX Runtime, which takes a moment the first time. A call of ours.
func (b *BeautyManager) FacesUnavailable() error {
	if err := ort.LoadLibrary(""); err != nil {
		return &Error{Code: CodeFailed, Op: "FacesUnavailable", Desc: "faces cannot be found on this computer: " + err.Error(), Err: err}
	}
	return nil
}

// FacesSeen is how many faces the newest picture shows, 0 to 6; 0 also while
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
	return b.setMotion(motion.LoadDir(folder))
}

// SetMotionFS is SetMotionTmpl for a template in a file system, such as one
// that is part of a program. A call of ours.
func (b *BeautyManager) SetMotionFS(template fs.FS) error {
	return b.setMotion(motion.Load(template))
}

func (b *BeautyManager) setMotion(t *motion.Template, err error) error {
	if err != nil {
		return refused("SetMotionTmpl", "this sticker cannot be used: "+err.Error(), err)
	}
	b.camera.Chain.SetMotion(t)
	b.onFace.Store(t.NeedsFace())
	b.camera.Finder.SetSticker(t.NeedsGesture())
	return nil
}

// ShowMotionFS wears a template for a while, up to 20 s, over the sticker in use, which makes room
// on faces meanwhile: what a large gift puts on the host's head. Up to eight wait for their turn,
// one of the same name as the last prolongs it, and CodeFailed says that there is no room. A call of ours.
func (b *BeautyManager) ShowMotionFS(template fs.FS, name string, stay time.Duration) error {
	if t, err := motion.Load(template); err != nil {
		return refused("ShowMotionFS", "this sticker cannot be used: "+err.Error(), err)
	} else if !b.camera.Chain.ShowMotion(t, name, stay, time.Now()) {
		return fail("ShowMotionFS", CodeFailed, "too many stickers wait to be shown; try again in a few seconds")
	}
	return nil
}

// EndShows takes off what ShowMotionFS put on, and what waits. A call of ours.
func (b *BeautyManager) EndShows() { b.camera.Chain.EndShows() }

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
