package face

import (
	"fmt"

	"onair/media"
)

// Still finds the faces of one picture, without any tracking or smoothing,
// largest first.
func Still(m Models, f *media.Frame) ([]Face, error) {
	size := m.Sizes()
	var s sampler
	in := whole(f.Width(), f.Height(), size.Detect)
	rgb := make([]float32, 3*size.Detect.X*size.Detect.Y)
	s.crop(f, in, size.Detect, black, rgb)
	found, err := m.Detect(rgb, nil)
	if err != nil {
		return nil, fmt.Errorf("face: %w", err)
	}
	rgb = make([]float32, 3*size.Landmarks.X*size.Landmarks.Y)
	var list []Face
	for _, d := range found {
		one := Face{ID: len(list) + 1}
		r := faceRegion(d, in)
		for range 2 { // the second time from the points of the first
			s.crop(f, r, size.Landmarks, extend, rgb)
			if one.Score, err = m.Landmarks(rgb, &one.Points); err != nil {
				return nil, fmt.Errorf("face: %w", err)
			}
			for i, p := range one.Points {
				one.Points[i] = r.place(size.Landmarks.X, size.Landmarks.Y, p)
			}
			r = nextFace(&one.Points)
		}
		if one.Score >= minScore {
			list = append(list, one)
		}
	}
	return list, nil
}

// StillHands finds the hands of one picture.
func StillHands(m Models, f *media.Frame) ([]Hand, error) {
	size := m.Sizes()
	var s sampler
	in := whole(f.Width(), f.Height(), size.Palms)
	rgb := make([]float32, 3*size.Palms.X*size.Palms.Y)
	s.crop(f, in, size.Palms, black, rgb)
	found, err := m.Palms(rgb, nil)
	if err != nil {
		return nil, fmt.Errorf("face: %w", err)
	}
	rgb = make([]float32, 3*size.Hand.X*size.Hand.Y)
	var list []Hand
	for _, d := range found {
		one := Hand{ID: len(list) + 1}
		r := handRegion(d, in)
		var res HandResult
		for range 2 {
			s.crop(f, r, size.Hand, extend, rgb)
			if res, err = m.HandLandmarks(rgb, &one.Points); err != nil {
				return nil, fmt.Errorf("face: %w", err)
			}
			for i, p := range one.Points {
				one.Points[i] = r.place(size.Hand.X, size.Hand.Y, p)
			}
			r = nextHand(&one.Points)
		}
		one.Score, one.Left = res.Score, res.Left > .5
		if one.Score >= minScore {
			list = append(list, one)
		}
	}
	return list, nil
}
