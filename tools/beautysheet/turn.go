package main

import (
	"image"
	"image/color"
	"math"
	"slices"

	"onair/beauty/face"
	"onair/tools/internal/photo"
)

// turned is a face as it would look with the head turned aside by so many degrees: its mesh
// with the photograph on it, before nothing.
func turned(s subject, degrees float64) subject {
	if degrees == 0 {
		return s
	}
	src := photo.ToImage(s.frame)
	img := image.NewRGBA(src.Rect)
	for i := range img.Pix {
		img.Pix[i] = [4]uint8{196, 200, 206, 255}[i%4]
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	f := s.face
	var mid face.Point
	for _, i := range []int{234, 454} {
		mid.X, mid.Y, mid.Z = mid.X+f.Points[i].X/2, mid.Y+f.Points[i].Y/2, mid.Z+f.Points[i].Z/2
	}
	for i, p := range f.Points {
		x, z := float64(p.X-mid.X), float64(p.Z-mid.Z)
		f.Points[i] = face.Point{X: mid.X + float32(cos*x-sin*z), Y: p.Y, Z: mid.Z + float32(sin*x+cos*z)}
	}
	list := slices.Clone(face.Triangles)
	list = append(list, ring(face.LeftEye)...)
	list = append(list, ring(face.RightEye)...)
	list = append(list, ring(face.LipsInner)...)
	depth := func(t [3]uint16) float32 { return f.Points[t[0]].Z + f.Points[t[1]].Z + f.Points[t[2]].Z }
	slices.SortStableFunc(list, func(a, b [3]uint16) int {
		return int(math.Copysign(1, float64(depth(b)-depth(a))))
	})
	for _, t := range list {
		var from, to [3]face.Point
		for k, i := range t {
			from[k], to[k] = s.face.Points[i], f.Points[i]
		}
		lay(img, src, from, to)
	}
	return subject{name: s.name, frame: photo.ToFrame(img), face: f}
}

// ring closes a round of points by triangles.
func ring(points []int) (list [][3]uint16) {
	for i := 2; i < len(points); i++ {
		list = append(list, [3]uint16{uint16(points[0]), uint16(points[i-1]), uint16(points[i])})
	}
	return list
}

// lay paints a triangle of src over another place of dst.
func lay(dst, src *image.RGBA, from, to [3]face.Point) {
	a, b, c := to[0], to[1], to[2]
	area := (b.X-a.X)*(c.Y-a.Y) - (b.Y-a.Y)*(c.X-a.X)
	for y := int(min(a.Y, b.Y, c.Y)); y <= int(max(a.Y, b.Y, c.Y)); y++ {
		for x := int(min(a.X, b.X, c.X)); x <= int(max(a.X, b.X, c.X)); x++ {
			px, py := float32(x)+0.5, float32(y)+0.5
			v := ((px-a.X)*(c.Y-a.Y) - (py-a.Y)*(c.X-a.X)) / area
			w := ((b.X-a.X)*(py-a.Y) - (b.Y-a.Y)*(px-a.X)) / area
			const little = -0.002
			if !(v >= little && w >= little && v+w <= 1-little) || !(image.Point{X: x, Y: y}).In(dst.Rect) {
				continue
			}
			u := 1 - v - w
			sx, sy := u*from[0].X+v*from[1].X+w*from[2].X-0.5, u*from[0].Y+v*from[1].Y+w*from[2].Y-0.5
			dst.SetRGBA(x, y, at(src, sx, sy))
		}
	}
}

func at(img *image.RGBA, x, y float32) color.RGBA {
	x, y = min(max(x, 0), float32(img.Rect.Dx()-2)), min(max(y, 0), float32(img.Rect.Dy()-2))
	i, j := int(x), int(y)
	fx, fy := x-float32(i), y-float32(j)
	p, q := img.Pix[j*img.Stride+4*i:], img.Pix[(j+1)*img.Stride+4*i:]
	mix := func(k int) uint8 {
		return uint8((float32(p[k])*(1-fx)+float32(p[k+4])*fx)*(1-fy) + (float32(q[k])*(1-fx)+float32(q[k+4])*fx)*fy + 0.5)
	}
	return color.RGBA{mix(0), mix(1), mix(2), 255}
}
