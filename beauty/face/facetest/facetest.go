// Package facetest gives tests of filters faces and hands that the real
// networks once found in pictures of ours, and a Finder that answers with them.
package facetest

import (
	"encoding/json"
	"os"
	"sync"
	"testing"
	"time"

	"onair/beauty/face"
	"onair/media"
)

// Landmarks is what a *.landmarks.json file holds.
type Landmarks struct {
	// Width and Height are those of the picture that the points belong to.
	Width  int `json:"width"`
	Height int `json:"height"`
	// Face or Hand is there; the other one is nil.
	Face [][3]float32 `json:"face,omitempty"`
	Hand [][3]float32 `json:"hand,omitempty"`
	Left bool         `json:"left,omitempty"`
}

// Load reads a file of landmarks.
func Load(t testing.TB, path string) Landmarks {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var l Landmarks
	if err := json.Unmarshal(b, &l); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if len(l.Face) != face.Points && len(l.Hand) != face.HandPoints {
		t.Fatalf("%s has %d points of a face and %d of a hand", path, len(l.Face), len(l.Hand))
	}
	return l
}

// FaceIn is the face as it is in the same picture scaled to w by h pixels.
func (l Landmarks) FaceIn(w, h int) face.Face {
	f := face.Face{ID: 1, Score: 1}
	for i, p := range l.Face {
		f.Points[i] = l.scaled(p, w, h)
	}
	return f
}

// HandIn is the hand in the same way.
func (l Landmarks) HandIn(w, h int) face.Hand {
	f := face.Hand{ID: 1, Score: 1, Left: l.Left}
	for i, p := range l.Hand {
		f.Points[i] = l.scaled(p, w, h)
	}
	return f
}

func (l Landmarks) scaled(p [3]float32, w, h int) face.Point {
	sx, sy := float32(w)/float32(l.Width), float32(h)/float32(l.Height)
	return face.Point{X: p[0] * sx, Y: p[1] * sy, Z: p[2] * sx}
}

// Finder answers with what it was given, at any time, if it is wanted. It is
// safe for use from several goroutines; set the lists before the first use.
type Finder struct {
	FaceList []face.Face
	HandList []face.Hand
	Mask     face.Mask

	mu        sync.Mutex
	want      face.Want
	submitted int
}

var _ face.Finder = (*Finder)(nil)

// Want implements face.Finder.
func (f *Finder) Want(w face.Want) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.want = w
}

// Wanted is what Want was last called with.
func (f *Finder) Wanted() face.Want {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.want
}

// Submit implements face.Finder.
func (f *Finder) Submit(*media.Frame) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.submitted++
}

// Submitted is how many pictures were submitted.
func (f *Finder) Submitted() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.submitted
}

// Faces implements face.Finder.
func (f *Finder) Faces(_ time.Time, dst []face.Face) []face.Face {
	if f.Wanted()&face.WantFaces == 0 {
		return dst
	}
	return append(dst, f.FaceList...)
}

// Hands implements face.Finder.
func (f *Finder) Hands(_ time.Time, dst []face.Hand) []face.Hand {
	if f.Wanted()&(face.WantHands|face.WantTouch) == 0 {
		return dst
	}
	return append(dst, f.HandList...)
}

// Person implements face.Finder.
func (f *Finder) Person(dst *face.Mask) bool {
	if f.Wanted()&(face.WantPerson|face.WantBody) == 0 || len(f.Mask.P) == 0 {
		return false
	}
	dst.W, dst.H, dst.At = f.Mask.W, f.Mask.H, f.Mask.At
	dst.P = append(dst.P[:0], f.Mask.P...)
	return true
}
