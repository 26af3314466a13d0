package liveroom

import (
	"time"

	"onair/beauty/face/ort"
	"onair/beauty/gesture"
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
func (b *BeautyManager) FrameTime() time.Duration {
	return b.camera.FilterTime()
}

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
