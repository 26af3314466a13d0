//go:build cgo

package ort

import (
	"fmt"
	"image"
	"io/fs"
	"sync"

	"onair/beauty/face"
)

// Models runs the networks; it implements face.Models. Its methods may be
// called from any goroutine and wait for each other. Networks that Open has not
// loaded are loaded at their first use, in some 50 ms.
type Models struct {
	mu     sync.Mutex
	closed bool
	files  fs.FS
	nets   [networks]*session
	bad    [networks]error // why a network cannot be loaded
	decode [3]decoder      // of faces, palms and far faces
}

// Sizes that the networks were made for.
var sizes = face.Sizes{
	Detect:    image.Pt(128, 128),
	Far:       image.Pt(192, 192),
	Landmarks: image.Pt(192, 192),
	Palms:     image.Pt(192, 192),
	Hand:      image.Pt(224, 224),
	Segment:   image.Pt(256, 144),
}

// Sizes implements face.Models.
func (m *Models) Sizes() face.Sizes { return sizes }

// run runs a network on its input, 0 to 1; m.mu is held. The outputs are good until
// the next run.
func (m *Models) run(n network, in []float32) ([][]float32, error) {
	if m.closed {
		return nil, ErrClosed
	}
	if err := m.load(n); err != nil {
		return nil, err
	}
	s := m.nets[n]
	if err := s.run(in, n == detector || n == farDetector); err != nil {
		return nil, fmt.Errorf("ort: %s: %w", specs[n].file, err)
	}
	return s.out, nil
}

// load reads a network unless it is there, or was found to be no good.
func (m *Models) load(n network) error {
	if m.nets[n] != nil || m.bad[n] != nil {
		return m.bad[n]
	}
	file := specs[n].file
	b, err := fs.ReadFile(m.files, file)
	if err != nil {
		m.bad[n] = fmt.Errorf("ort: the model %s cannot be read: %w", file, err)
		return m.bad[n]
	}
	if m.nets[n], err = newSession(b, specs[n].in, specs[n].out); err != nil {
		m.bad[n] = fmt.Errorf("ort: the model %s is no good: %w", file, err)
	}
	return m.bad[n]
}

// Detect implements face.Models.
func (m *Models) Detect(rgb []float32, dst []face.Detection) ([]face.Detection, error) {
	return m.detect(detector, 0, rgb, dst)
}

// DetectFar implements face.Models.
func (m *Models) DetectFar(rgb []float32, dst []face.Detection) ([]face.Detection, error) {
	return m.detect(farDetector, 2, rgb, dst)
}

func (m *Models) detect(n network, by int, rgb []float32, dst []face.Detection) ([]face.Detection, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out, err := m.run(n, rgb)
	if err != nil {
		return dst, err
	}
	return m.decode[by].decode(out[0], out[1], dst), nil
}

// Palms implements face.Models.
func (m *Models) Palms(rgb []float32, dst []face.Detection) ([]face.Detection, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out, err := m.run(palms, rgb)
	if err != nil {
		return dst, err
	}
	return m.decode[1].decode(out[0], out[1], dst), nil
}

// Landmarks implements face.Models.
func (m *Models) Landmarks(rgb []float32, dst *[face.Points]face.Point) (float32, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out, err := m.run(landmarks, rgb)
	if err != nil {
		return 0, err
	}
	refine(out, dst)
	return sigmoid(out[6][0]), nil
}

// HandLandmarks implements face.Models.
func (m *Models) HandLandmarks(rgb []float32, dst *[face.HandPoints]face.Point) (face.HandResult, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out, err := m.run(hand, rgb)
	if err != nil {
		return face.HandResult{}, err
	}
	for i := range dst {
		dst[i] = face.Point{X: out[0][3*i], Y: out[0][3*i+1], Z: out[0][3*i+2]}
	}
	// The network names the hand as in a mirrored picture.
	return face.HandResult{Score: out[1][0], Left: 1 - out[2][0]}, nil
}

// Segment implements face.Models.
func (m *Models) Segment(rgb []float32, dst []uint8) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	out, err := m.run(segment, rgb)
	if err != nil {
		return err
	}
	if len(dst) != len(out[0]) {
		return fmt.Errorf("ort: a mask has %d values, not %d", len(out[0]), len(dst))
	}
	for i, v := range out[0] {
		dst[i] = uint8(min(max(v, 0), 1)*255 + .5)
	}
	return nil
}

// Close implements face.Models.
func (m *Models) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	for i, s := range m.nets {
		if s != nil {
			s.close()
		}
		m.nets[i] = nil
	}
	return nil
}
