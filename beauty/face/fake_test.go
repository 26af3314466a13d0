package face_test

import (
	"errors"
	"image"
	"math"
	"sync"

	"onair/beauty/face"
)

// fakeModels are networks that answer what a test tells them to. Their pictures
// are tiny.
type fakeModels struct {
	mu     sync.Mutex
	detect []face.Detection
	palms  []face.Detection
	score  float32    // of faces
	points face.Point // where the face's middle is in the crop, 0 to 1
	turned float64    // how far the head is turned to the right of the picture, in radians
	hand   face.HandResult
	err    error
	calls  map[string]int
	hold   chan struct{} // if not nil, Landmarks waits for it
}

var errBroken = errors.New("broken")

func newFake() *fakeModels {
	return &fakeModels{calls: map[string]int{}, score: 1, points: face.Point{X: .5, Y: .5}, hand: face.HandResult{Score: 1, Left: 1}}
}

func (f *fakeModels) set(change func(*fakeModels)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(f)
}

func (f *fakeModels) count(what string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[what]
}

func (f *fakeModels) Sizes() face.Sizes {
	p := image.Pt(8, 8)
	return face.Sizes{Detect: p, Far: p, Landmarks: p, Palms: p, Hand: p, Segment: image.Pt(8, 4)}
}

func (f *fakeModels) Detect(_ []float32, dst []face.Detection) ([]face.Detection, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls["detect"]++
	f.calls["near"]++
	return append(dst, f.detect...), f.err
}

// DetectFar sees what Detect does; "detect" counts both.
func (f *fakeModels) DetectFar(_ []float32, dst []face.Detection) ([]face.Detection, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls["detect"]++
	return append(dst, f.detect...), f.err
}

func (f *fakeModels) Palms(_ []float32, dst []face.Detection) ([]face.Detection, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls["palms"]++
	return append(dst, f.palms...), f.err
}

func (f *fakeModels) Landmarks(_ []float32, dst *[face.Points]face.Point) (float32, error) {
	f.mu.Lock()
	f.calls["landmarks"]++
	hold := f.hold
	f.mu.Unlock()
	if hold != nil {
		<-hold
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	// The canonical face, however it is turned in the middle of the crop and as large as makes the
	// next crop the same one.
	sin64, cos64 := math.Sincos(f.turned)
	sin, cos := float32(sin64), float32(cos64)
	var low, high face.Point
	for i := range dst {
		c := face.Canonical[i%face.Mesh]
		c.X, c.Z = c.X*cos+c.Z*sin, c.Z*cos-c.X*sin
		low, high = face.Point{X: min(low.X, c.X), Y: min(low.Y, c.Y)}, face.Point{X: max(high.X, c.X), Y: max(high.Y, c.Y)}
		dst[i] = face.Point{X: c.X, Y: c.Y, Z: c.Z}
	}
	scale := 8 / 1.5 / max(high.X-low.X, high.Y-low.Y)
	for i, c := range dst {
		dst[i] = face.Point{X: 8*f.points.X + (c.X-(low.X+high.X)/2)*scale, Y: 8*f.points.Y - (c.Y-(low.Y+high.Y)/2)*scale, Z: -c.Z * scale}
	}
	return f.score, f.err
}

func (f *fakeModels) HandLandmarks(_ []float32, dst *[face.HandPoints]face.Point) (face.HandResult, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls["hand"]++
	// An upright palm that fills half the crop, so that the next crop is the
	// same one.
	for i := range dst {
		dst[i] = face.Point{X: 2.5 + float32(i/4)*.6, Y: 2.4 + float32(3-(i+3)%4)*.2}
	}
	dst[face.Wrist] = face.Point{X: 4, Y: 6.4}
	dst[5].X, dst[9].X, dst[13].X = 3, 4, 5
	return f.hand, f.err
}

func (f *fakeModels) Segment(_ []float32, dst []uint8) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls["segment"]++
	for i := range dst {
		dst[i] = uint8(i)
	}
	return f.err
}

func (f *fakeModels) Close() error { return nil }

// detection is a face or palm whose box has this middle and size, 0 to 1.
func detection(x, y, size float32) face.Detection {
	d := face.Detection{Score: .9, MinX: x - size/2, MinY: y - size/2, MaxX: x + size/2, MaxY: y + size/2}
	d.Keys[0], d.Keys[1] = [2]float32{x - size/4, y}, [2]float32{x + size/4, y}
	d.Keys[2], d.Keys[3] = [2]float32{x, y - size/2}, [2]float32{x, y + size/4}
	return d
}
