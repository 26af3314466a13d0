package face

import "math"

// Numbers of points. The first Mesh points lie on the skin; after them come
// five points for each iris: its centre and then its right, top, left and
// bottom edge.
const (
	Mesh   = 468
	Points = 478
)

// Point is a place in the picture: X to the right and Y down, in luma pixels
// of the frame from its corner (the middle of the first pixel is 0.5, 0.5);
// Z in the same unit, negative towards the camera, relative to
// the middle of the head.
type Point struct{ X, Y, Z float32 }

// Face is a face that was found.
type Face struct {
	// ID stays the same while the face stays in view. It is never 0.
	ID int
	// Score is how sure the network is that this is a face, 0 to 1.
	Score float32
	// Points are numbered as in MediaPipe's face mesh; see the index tables.
	Points [Points]Point
}

// Points that the measures below rest on.
const (
	rightCheek, leftCheek     = 234, 454
	foreheadTop, chinTip      = 10, 152
	noseTip                   = 4
	rightEyeOuter             = 33
	rightEyeInner             = 133
	leftEyeInner              = 362
	leftEyeOuter              = 263
	upperLipInner             = 13
	lowerLipInner             = 14
	rightMouthIn, leftMouthIn = 78, 308
)

// Width is the distance from cheek to cheek in pixels, foreshortened when the
// head is turned.
func (f *Face) Width() float32 { return dist2(f.Points[rightCheek], f.Points[leftCheek]) }

// EyeDistance is the distance between the middles of the eyes in pixels.
func (f *Face) EyeDistance() float32 { return dist2(f.eyeMiddle(false), f.eyeMiddle(true)) }

// Roll is how far the head leans towards a shoulder, in radians: 0 upright,
// positive when the eye at the right of the picture is the lower one.
func (f *Face) Roll() float32 {
	r, l := f.eyeMiddle(false), f.eyeMiddle(true)
	return atan2(l.Y-r.Y, l.X-r.X)
}

// Yaw is how far the head is turned aside, in radians: 0 towards the camera,
// positive when the nose points to the right of the picture.
func (f *Face) Yaw() float32 { return yaw(f.Points[:]) }

func yaw(p []Point) float32 {
	r, l := p[rightCheek], p[leftCheek]
	return atan2(l.Z-r.Z, dist2(r, l))
}

// Pitch is how far the head nods, in radians: about 0 when it looks into the
// camera, positive when it looks down.
func (f *Face) Pitch() float32 {
	top, chin := f.Points[foreheadTop], f.Points[chinTip]
	return atan2(chin.Z-top.Z, dist2(top, chin))
}

// MouthOpen is how far the mouth is open, from 0 (closed) to 1 (as high inside
// as it is wide).
func (f *Face) MouthOpen() float32 {
	wide := dist3(f.Points[rightMouthIn], f.Points[leftMouthIn])
	return ratio(dist3(f.Points[upperLipInner], f.Points[lowerLipInner]), wide, 1)
}

// EyeOpen is how far the person's left or right eye is open, from 0 (closed)
// to 1 (wide). An eye at rest is somewhat above 0.6.
func (f *Face) EyeOpen(left bool) float32 {
	ring, outer, inner := RightEye, rightEyeOuter, rightEyeInner
	if left {
		ring, outer, inner = LeftEye, leftEyeOuter, leftEyeInner
	}
	// The ring runs along the lower lid from corner to corner, then back along
	// the upper lid: point i lies below point 16-i.
	high := dist3(f.Points[ring[3]], f.Points[ring[13]]) +
		dist3(f.Points[ring[4]], f.Points[ring[12]]) +
		dist3(f.Points[ring[5]], f.Points[ring[11]])
	return ratio(high/3, dist3(f.Points[outer], f.Points[inner]), 0.45)
}

func (f *Face) eyeMiddle(left bool) Point {
	a, b := f.Points[rightEyeOuter], f.Points[rightEyeInner]
	if left {
		a, b = f.Points[leftEyeInner], f.Points[leftEyeOuter]
	}
	return Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2, (a.Z + b.Z) / 2}
}

// ratio is part/whole as a share of full, kept within 0 to 1.
func ratio(part, whole, full float32) float32 {
	if whole <= 0 {
		return 0
	}
	return min(part/whole/full, 1)
}

func dist2(a, b Point) float32 {
	return float32(math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)))
}

func dist3(a, b Point) float32 {
	return float32(math.Sqrt(float64((a.X-b.X)*(a.X-b.X) + (a.Y-b.Y)*(a.Y-b.Y) + (a.Z-b.Z)*(a.Z-b.Z))))
}

func atan2(y, x float32) float32 { return float32(math.Atan2(float64(y), float64(x))) }
