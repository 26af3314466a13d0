package face

import (
	"image"
	"math"
)

// Regions are cut as MediaPipe's face and hand pipelines cut them, so that the
// networks see what they were taught with.
const (
	faceMargin = 1.5 // of the box that a face region is
	palmMargin = 2.6
	palmShift  = -0.5 // of the box's height, towards the fingers
	handMargin = 2.0
	handShift  = -0.1
	minScore   = 0.5 // below it there is no face or hand (any more)
	palmSure   = 0.5 // what a palm detection must have
)

// Key points of a palm and points of a hand that say which way it points.
const (
	palmWrist, palmMiddle = 0, 2
	handIndexRoot         = 5
	handKnuckle           = 9 // of the middle finger
	handRingRoot          = 13
	uprightHand           = math.Pi / 2
)

// whole is the region that holds the whole picture in a crop of that shape,
// with black bars if need be.
func whole(w, h int, size image.Point) Region {
	rw, rh := float32(w), float32(h)
	if rw*float32(size.Y) > rh*float32(size.X) {
		rh = rw * float32(size.Y) / float32(size.X)
	} else {
		rw = rh * float32(size.X) / float32(size.Y)
	}
	return Region{X: float32(w) / 2, Y: float32(h) / 2, W: rw, H: rh}
}

// at maps a point in 0 to 1 of region r into the picture.
func (r Region) at(x, y float32) Point { return r.place(1, 1, Point{X: x, Y: y}) }

// faceRegion is where the landmarks of a detected face are looked for; the
// detector looked at in.
func faceRegion(d Detection, in Region) Region {
	right, left, mouth := in.at(d.Keys[0][0], d.Keys[0][1]), in.at(d.Keys[1][0], d.Keys[1][1]), in.at(d.Keys[3][0], d.Keys[3][1])
	eyes := Point{X: (right.X + left.X) / 2, Y: (right.Y + left.Y) / 2}
	return boxRegion(d, in, lean(right, left, eyes, mouth, eyesToMouth), faceMargin, 0)
}

// handRegion is where the landmarks of a detected palm are looked for.
func handRegion(d Detection, in Region) Region {
	wrist, middle := in.at(d.Keys[palmWrist][0], d.Keys[palmWrist][1]), in.at(d.Keys[palmMiddle][0], d.Keys[palmMiddle][1])
	angle := uprightHand - atan2(wrist.Y-middle.Y, middle.X-wrist.X)
	return boxRegion(d, in, angle, palmMargin, palmShift)
}

// boxRegion is the square round a detection's box, turned, grown and shifted
// along its own upright.
func boxRegion(d Detection, in Region, angle, margin, shift float32) Region {
	mid := in.at((d.MinX+d.MaxX)/2, (d.MinY+d.MaxY)/2)
	return squareRegion(mid.X, mid.Y, (d.MaxX-d.MinX)*in.W, (d.MaxY-d.MinY)*in.H, angle, margin, shift)
}

func squareRegion(x, y, w, h, angle, margin, shift float32) Region {
	sin, cos := math.Sincos(float64(angle))
	x -= float32(sin) * h * shift
	y += float32(cos) * h * shift
	side := max(w, h) * margin
	return Region{X: x, Y: y, W: side, H: side, Angle: normal(angle)}
}

// nextFace is where to look for the face in the next picture.
func nextFace(p []Point) Region {
	x, y, w, h := bounds(p[:Mesh], 0)
	return squareRegion(x, y, w, h, lean(p[rightEyeOuter], p[leftEyeOuter], p[foreheadTop], p[chinTip], browToChin), faceMargin, 0)
}

// How far apart eyes are that say how a head leans, to the length down the face.
const (
	browToChin  = .3
	eyesToMouth = .5
)

// lean is the angle of a face: that of the line through the eyes, and in profile, where they are
// one behind the other, that of the line down the face.
func lean(right, left, top, low Point, enough float32) float32 {
	across := atan2(left.Y-right.Y, left.X-right.X)
	down := normal(atan2(low.Y-top.Y, low.X-top.X) - math.Pi/2)
	share := dist2(right, left) / max(dist2(top, low)*enough, 1e-3)
	if share >= 1 {
		return across
	}
	// From the one to the other within the last half of it.
	k := max(2*share-1, 0)
	return normal(down + k*normal(across-down))
}

// palmPoints are the points of a hand that do not move when fingers bend.
var palmPoints = [...]int{0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18}

// nextHand is where to look for the hand in the next picture.
func nextHand(p []Point) Region {
	mx := (p[handIndexRoot].X+p[handRingRoot].X)/4 + p[handKnuckle].X/2
	my := (p[handIndexRoot].Y+p[handRingRoot].Y)/4 + p[handKnuckle].Y/2
	angle := normal(uprightHand - atan2(p[Wrist].Y-my, mx-p[Wrist].X))
	var palm [len(palmPoints)]Point
	for i, k := range palmPoints {
		palm[i] = p[k]
	}
	x, y, w, h := bounds(palm[:], angle)
	return squareRegion(x, y, w, h, angle, handMargin, handShift)
}

// bounds is the box round points that is turned by angle: its centre in the
// picture and its sides.
func bounds(list []Point, angle float32) (x, y, w, h float32) {
	sin, cos := math.Sincos(float64(angle))
	s, c := float32(sin), float32(cos)
	const big = math.MaxFloat32
	x0, y0, x1, y1 := float32(big), float32(big), float32(-big), float32(-big)
	for _, p := range list {
		u, v := c*p.X+s*p.Y, c*p.Y-s*p.X
		x0, x1, y0, y1 = min(x0, u), max(x1, u), min(y0, v), max(y1, v)
	}
	u, v := (x0+x1)/2, (y0+y1)/2
	return c*u - s*v, s*u + c*v, x1 - x0, y1 - y0
}

// normal brings an angle into -pi to pi.
func normal(a float32) float32 {
	return a - 2*math.Pi*float32(math.Floor(float64(a+math.Pi)/(2*math.Pi)))
}
