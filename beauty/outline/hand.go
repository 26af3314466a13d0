package outline

import (
	"math"

	"onair/beauty/face"
)

// Sizes of a hand in lengths of its palm, from the wrist to the middle finger's root.
const (
	fingerRadius = .14
	palmRadius   = .22
	armRadius    = .26
	armLength    = 1.6
	palmSide     = 1.3 // the palm's length to its width, for one that points at the camera
	indexRoot    = 5
	middleRoot   = 9
	pinkyRoot    = 17
)

// bones are a hand's points two by two: first those of the palm, then the fingers.
var bones = [...][2]int{
	{0, 1}, {0, 5}, {0, 9}, {0, 13}, {0, 17}, {1, 5}, {5, 9}, {9, 13}, {13, 17},
	{1, 2}, {2, 3}, {3, 4}, {5, 6}, {6, 7}, {7, 8}, {9, 10}, {10, 11}, {11, 12},
	{13, 14}, {14, 15}, {15, 16}, {17, 18}, {18, 19}, {19, 20},
}

const palmBones = 9

// Bone is what lies within R of the line from A to B.
type Bone struct {
	A, B Point
	R    float32
}

// MaxBones is how many bones a hand has at most.
const MaxBones = len(bones) + 1

// Bones adds a hand's bones to dst, the forearm last: none of a hand out of shape.
func Bones(dst []Bone, h *face.Hand) []Bone {
	at := func(i int) Point { return Point{X: h.Points[i].X, Y: h.Points[i].Y} }
	wrist, root := at(face.Wrist), at(middleRoot)
	long := max(wrist.Minus(root).Length(), palmSide*at(indexRoot).Minus(at(pinkyRoot)).Length())
	if !(long > 1e-3 && long < 1e5) {
		return dst
	}
	for k, b := range bones {
		r := float32(fingerRadius)
		if k < palmBones {
			r = palmRadius
		}
		dst = append(dst, Bone{at(b[0]), at(b[1]), r * long})
	}
	if d := wrist.Minus(root).Length(); d > 0 {
		dst = append(dst, Bone{wrist, wrist.Plus(wrist.Minus(root).By(armLength * long / d)), armRadius * long})
	}
	return dst
}

// round is how many corners one end of a bone's outline has.
const round = 7

// Shape adds a bone's outline to dst, always the same way round, so that outlines that overlap
// are one.
func (b *Bone) Shape(dst []Point) []Point {
	turn := math.Atan2(float64(b.B.Y-b.A.Y), float64(b.B.X-b.A.X))
	for i := range 2 * round {
		from, side := b.B, -math.Pi/2
		if i >= round {
			from, side = b.A, math.Pi/2
		}
		s, c := math.Sincos(turn + side + math.Pi*float64(i%round)/(round-1))
		dst = append(dst, Point{from.X + b.R*float32(c), from.Y + b.R*float32(s)})
	}
	return dst
}
