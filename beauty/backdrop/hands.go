package backdrop

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// Sizes of a hand in lengths of its palm, from the wrist to the middle finger's root.
const (
	fingerRadius = 0.12
	palmRadius   = 0.2
	armRadius    = 0.24
	armLength    = 1.6
	palmSide     = 1.3 // the palm's length to its width, for one that points at the camera
	indexRoot    = 5
	middleRoot   = 9
	pinkyRoot    = 17
)

// handBones are a hand's points two by two: first those of the palm, then the fingers.
var handBones = [...][2]int{
	{0, 1}, {0, 5}, {0, 9}, {0, 13}, {0, 17}, {1, 5}, {5, 9}, {9, 13}, {13, 17},
	{1, 2}, {2, 3}, {3, 4}, {5, 6}, {6, 7}, {7, 8}, {9, 10}, {10, 11}, {11, 12},
	{13, 14}, {14, 15}, {15, 16}, {17, 18}, {18, 19}, {19, 20},
}

const palmBones = 9

// withHands is the mask with hands and wrists added, which the network for people loses
// when they are away from the body. It is now itself without hands, or else spare.
func (b *Stage) withHands(hands []face.Hand) []int16 {
	if len(hands) == 0 {
		return b.now
	}
	copy(b.spare, b.now)
	for i := range hands {
		b.addHand(b.spare, &hands[i])
	}
	return b.spare
}

func (b *Stage) addHand(mask []int16, h *face.Hand) {
	at := func(i int) outline.Point {
		return outline.Point{X: h.Points[i].X, Y: h.Points[i].Y}.By(1.0 / pixel.Cell)
	}
	wrist, middle := at(face.Wrist), at(middleRoot)
	length := max(wrist.Minus(middle).Length(), palmSide*at(indexRoot).Minus(at(pinkyRoot)).Length())
	for i, bone := range handBones {
		r := fingerRadius * length
		if i < palmBones {
			r = palmRadius * length
		}
		b.addBone(mask, at(bone[0]), at(bone[1]), r)
	}
	if d := wrist.Minus(middle).Length(); d > 0 {
		arm := wrist.Minus(middle).By(armLength * length / d)
		b.addBone(mask, wrist, wrist.Plus(arm), armRadius*length)
	}
}

// addBone paints what lies within r of the line from p to q, with an edge a cell wide.
func (b *Stage) addBone(mask []int16, p, q outline.Point, r float32) {
	lw, lh := float32(b.grid.LW), float32(b.grid.LH)
	x0, x1 := max(min(p.X, q.X)-r-1, 0), min(max(p.X, q.X)+r+1, lw)
	y0, y1 := max(min(p.Y, q.Y)-r-1, 0), min(max(p.Y, q.Y)+r+1, lh)
	if x0 >= x1 || y0 >= y1 {
		return
	}
	d := q.Minus(p)
	over := 1 / max(d.X*d.X+d.Y*d.Y, 1e-6)
	for y := int(y0); y < min(int(y1)+1, b.grid.LH); y++ {
		for x := int(x0); x < min(int(x1)+1, b.grid.LW); x++ {
			c := outline.Point{X: float32(x) + .5, Y: float32(y) + .5}.Minus(p)
			along := min(max((c.X*d.X+c.Y*d.Y)*over, 0), 1)
			off := c.Minus(d.By(along)).Length()
			v := int16(256 * min(max(r-off+.5, 0), 1))
			mask[y*b.grid.LW+x] = max(mask[y*b.grid.LW+x], v)
		}
	}
}
