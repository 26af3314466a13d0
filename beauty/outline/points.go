package outline

import (
	"math"

	"onair/beauty/face"
)

// Point is a place in the picture, in luma pixels.
type Point struct{ X, Y float32 }

// Plus is the sum.
func (a Point) Plus(b Point) Point { return Point{a.X + b.X, a.Y + b.Y} }

// Minus is the way from b to a.
func (a Point) Minus(b Point) Point { return Point{a.X - b.X, a.Y - b.Y} }

// By is a, k times as long.
func (a Point) By(k float32) Point { return Point{a.X * k, a.Y * k} }

// Cross is the area between a and b, by its sign the sense of turning.
func (a Point) Cross(b Point) float32 { return a.X*b.Y - a.Y*b.X }

// Length is in pixels.
func (a Point) Length() float32 { return float32(math.Hypot(float64(a.X), float64(a.Y))) }

// To is the point a share k of the way from a to b.
func (a Point) To(b Point, k float32) Point { return a.Plus(b.Minus(a).By(k)) }

// Landmark is point i of a face's mesh.
func Landmark(f *face.Face, i int) Point { return Point{f.Points[i].X, f.Points[i].Y} }

// Landmarks appends points of a face.
func Landmarks(dst []Point, f *face.Face, list []int) []Point {
	for _, i := range list {
		dst = append(dst, Landmark(f, i))
	}
	return dst
}

// Rounded appends a line through pts with a point in the middle of each piece, on
// the curve of Catmull and Rom (1974). A closed line returns to its beginning.
func Rounded(dst, pts []Point, closed bool) []Point {
	n := len(pts)
	get := func(i int) Point {
		if closed {
			return pts[(i+n)%n]
		}
		return pts[min(max(i, 0), n-1)]
	}
	for i := range n {
		dst = append(dst, pts[i])
		if i == n-1 && !closed {
			break
		}
		a, b, c, d := get(i-1), get(i), get(i+1), get(i+2)
		dst = append(dst, b.Plus(c).By(9.0/16).Minus(a.Plus(d).By(1.0/16)))
	}
	return dst
}
