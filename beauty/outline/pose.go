package outline

import (
	"math"

	"onair/beauty/face"
)

// Vec is a point or direction of three dimensions, in luma pixels.
type Vec struct{ X, Y, Z float32 }

// Plus is the sum.
func (a Vec) Plus(b Vec) Vec { return Vec{a.X + b.X, a.Y + b.Y, a.Z + b.Z} }

// Minus is the way from b to a.
func (a Vec) Minus(b Vec) Vec { return Vec{a.X - b.X, a.Y - b.Y, a.Z - b.Z} }

// By is a, k times as long.
func (a Vec) By(k float32) Vec { return Vec{a.X * k, a.Y * k, a.Z * k} }

// Dot is the scalar product.
func (a Vec) Dot(b Vec) float32 { return a.X*b.X + a.Y*b.Y + a.Z*b.Z }

// Length is how long a is.
func (a Vec) Length() float32  { return float32(math.Sqrt(float64(a.Dot(a)))) }
func pointOf(p face.Point) Vec { return Vec{p.X, p.Y, p.Z} }

// Spot is point i of a face's mesh, with its depth.
func Spot(f *face.Face, i int) Vec { return pointOf(f.Points[i]) }
func mid(a, b Vec) Vec             { return a.Plus(b).By(0.5) }

// Cross is the area between a and b in the picture.
func (a Vec) Cross(b Vec) (z float32) { return a.X*b.Y - a.Y*b.X }

// Across is the vector product: at a right angle to both.
func (a Vec) Across(b Vec) Vec {
	return Vec{a.Y*b.Z - a.Z*b.Y, a.Z*b.X - a.X*b.Z, a.X*b.Y - a.Y*b.X}
}

// Pose is how a head stands: its own right (in the picture) and down as unit
// vectors at a right angle, and its measures in pixels.
type Pose struct {
	Right, Down Vec
	Width       float32 // cheek to cheek, as if seen from the front
	Height      float32 // forehead to chin
	Eyes        float32 // from the middle of one to that of the other
	Mouth       float32 // corner to corner
}

// Away is the head's way from its front to its back, a unit vector.
func (p *Pose) Away() Vec { return p.Right.Across(p.Down) }

// PoseOf finds a face's pose; ok is false for one too small or out of shape.
func PoseOf(f *face.Face) (p Pose, ok bool) {
	across, along := Spot(f, 454).Minus(Spot(f, 234)), Spot(f, 152).Minus(Spot(f, 10))
	width, height := across.Length(), along.Length()
	if !(width > 8 && height > 8 && width < 1e5 && height < 1e5) {
		return p, false
	}
	p.Right = across.By(1 / width)
	along = along.Minus(p.Right.By(along.Dot(p.Right)))
	l := along.Length()
	if l < height/2 {
		return p, false
	}
	p.Down, p.Width, p.Height = along.By(1/l), width, height
	p.Eyes = mid(Spot(f, 263), Spot(f, 362)).Minus(mid(Spot(f, 33), Spot(f, 133))).Length()
	p.Mouth = Spot(f, 291).Minus(Spot(f, 61)).Length()
	return p, true
}
