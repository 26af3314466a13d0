package face

import (
	"cmp"
	"fmt"
	"image"
	"slices"

	"onair/media"
)

// Still finds the faces of one picture, largest first, without any tracking or
// smoothing. It
// searches thoroughly, which takes some 40 ms.
func Still(m Models, f *media.Frame) ([]Face, error) {
	size := m.Sizes()
	s := still{frame: f}
	regions, err := s.search(faceTurns, func(turn int) aim {
		n := faceSearch(turn, f.Width(), f.Height(), size)
		if n.far {
			return aim{n, size.Far, m.DetectFar}
		}
		return aim{n, size.Detect, m.Detect}
	}, faceRegion)
	if err != nil {
		return nil, err
	}
	var list []Face
	for _, r := range regions {
		one := Face{ID: len(list) + 1}
		one.Score, err = s.points(r, size.Landmarks, one.Points[:], nextFace, func(rgb []float32) (float32, error) {
			return m.Landmarks(rgb, &one.Points)
		})
		if err != nil {
			return nil, err
		}
		if one.Score >= minScore && !slices.ContainsFunc(list, func(f Face) bool { return nextFace(f.Points[:]).same(nextFace(one.Points[:])) }) {
			list = append(list, one)
		}
	}
	slices.SortStableFunc(list, func(a, b Face) int { return cmp.Compare(b.Width(), a.Width()) })
	return list, nil
}

// StillHands finds the hands of one picture in the same way.
func StillHands(m Models, f *media.Frame) ([]Hand, error) {
	size := m.Sizes()
	s := still{frame: f}
	regions, err := s.search(palmTurns, func(turn int) aim {
		return aim{search{region: searchRegion(turn, f.Width(), f.Height(), size.Palms), least: palmSure}, size.Palms, m.Palms}
	}, handRegion)
	if err != nil {
		return nil, err
	}
	var list []Hand
	for _, r := range regions {
		one := Hand{ID: len(list) + 1}
		one.Score, err = s.points(r, size.Hand, one.Points[:], nextHand, func(rgb []float32) (float32, error) {
			res, err := m.HandLandmarks(rgb, &one.Points)
			one.Left = res.Left > .5
			return res.Score, err
		})
		if err != nil {
			return nil, err
		}
		if one.Score >= minScore && !slices.ContainsFunc(list, func(h Hand) bool { return nextHand(h.Points[:]).same(nextHand(one.Points[:])) }) {
			list = append(list, one)
		}
	}
	return list, nil
}

// still looks at one picture.
type still struct {
	frame *media.Frame
	s     sampler
	rgb   []float32
}

func (s *still) crop(r Region, size image.Point, edge border) []float32 {
	if n := 3 * size.X * size.Y; len(s.rgb) != n {
		s.rgb = make([]float32, n)
	}
	s.s.crop(s.frame, r, size, edge, s.rgb)
	return s.rgb
}

// aim is a turn of a search with the detector that it takes.
type aim struct {
	search
	size image.Point
	run  func([]float32, []Detection) ([]Detection, error)
}

// search takes that many turns and returns a region for each thing found, that of the
// surest detection.
func (s *still) search(turns int, aimAt func(turn int) aim, region func(Detection, Region) Region) ([]Region, error) {
	var list []Region
	var scores []float32
	for turn := range turns {
		a := aimAt(turn)
		found, err := a.run(s.crop(a.region, a.size, black), nil)
		if err != nil {
			return nil, fmt.Errorf("face: %w", err)
		}
	next:
		for _, d := range found {
			if d.Score < a.least {
				continue
			}
			r := region(d, a.region)
			for i, o := range list {
				if !o.same(r) {
					continue
				}
				if d.Score > scores[i] {
					list[i], scores[i] = r, d.Score
				}
				continue next
			}
			list, scores = append(list, r), append(scores, d.Score)
		}
	}
	return list, nil
}

// points finds points in region r, and a second time where the first points
// say that the thing is.
func (s *still) points(r Region, size image.Point, dst []Point, next func([]Point) Region, run func([]float32) (float32, error)) (score float32, err error) {
	for range 2 {
		if score, err = run(s.crop(r, size, extend)); err != nil {
			return 0, fmt.Errorf("face: %w", err)
		}
		for i, p := range dst {
			dst[i] = r.place(size.X, size.Y, p)
		}
		r = next(dst)
	}
	return score, nil
}
