package visible

import (
	"onair/beauty/face"
	"onair/beauty/outline"
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

// hands says where hands are: one that is seen at a face is before it.
func (s *scratch) hands(g *grid, list []face.Hand) {
	clear(s.held[:])
	for i := range list {
		h := &list[i]
		at := func(i int) outline.Point { return g.node(outline.Point{X: h.Points[i].X, Y: h.Points[i].Y}) }
		wrist, root := at(face.Wrist), at(middleRoot)
		long := max(wrist.Minus(root).Length(), palmSide*at(indexRoot).Minus(at(pinkyRoot)).Length())
		if !(long > 1 && long < 10*high) {
			continue
		}
		for k, b := range bones {
			r := fingerRadius * long
			if k < palmBones {
				r = palmRadius * long
			}
			s.bone(at(b[0]), at(b[1]), r)
		}
		if d := wrist.Minus(root).Length(); d > 0 {
			s.bone(wrist, wrist.Plus(wrist.Minus(root).By(armLength*long/d)), armRadius*long)
		}
	}
}

// bone marks what lies within r of the line from p to q.
func (s *scratch) bone(p, q outline.Point, r float32) {
	x0, x1 := max(min(p.X, q.X)-r, 0), min(max(p.X, q.X)+r+1, wide)
	y0, y1 := max(min(p.Y, q.Y)-r, 0), min(max(p.Y, q.Y)+r+1, high)
	// Written so that what is not a number marks nothing.
	if !(x0 < x1 && y0 < y1) {
		return
	}
	d := q.Minus(p)
	over := 1 / max(d.X*d.X+d.Y*d.Y, 1e-6)
	for y := int(y0); y < int(y1); y++ {
		for x := int(x0); x < int(x1); x++ {
			cx, cy := float32(x)-p.X, float32(y)-p.Y
			t := min(max((cx*d.X+cy*d.Y)*over, 0), 1)
			cx, cy = cx-t*d.X, cy-t*d.Y
			if cx*cx+cy*cy < r*r {
				s.held[y*wide+x] = true
			}
		}
	}
}
