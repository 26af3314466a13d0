package main

import (
	"encoding/json"
	"fmt"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/image/draw"

	"onair/beauty/face"
	"onair/media"
)

// The size of one picture of a sheet, and how much of it the face fills.
const (
	cellW = 240
	cellH = 312
	share = 0.62
	// Filters run at this many times the size, which is that of a face before
	// a camera, and the result is made smaller.
	zoom = 2
)

// subject is a face cut out of a picture, at the size filters are to see it.
type subject struct {
	name  string
	frame *media.Frame
	face  face.Face
}

func loadFaces(folder string) ([]subject, error) {
	var out []subject
	for _, n := range []struct{ name, file string }{{"astronaut", "astronaut.png"}, {"gocv-face", "gocv-face.jpg"}} {
		s, err := load(filepath.Join(folder, n.file), filepath.Join(folder, n.name+".landmarks.json"))
		if err != nil {
			return nil, err
		}
		s.name = n.name
		out = append(out, s)
	}
	return out, nil
}

func load(picture, points string) (subject, error) {
	file, err := os.Open(picture)
	if err != nil {
		return subject{}, err
	}
	defer file.Close()
	img, _, err := image.Decode(file)
	if err != nil {
		return subject{}, fmt.Errorf("%s: %w", picture, err)
	}
	text, err := os.ReadFile(points)
	if err != nil {
		return subject{}, err
	}
	var marks struct{ Face [][3]float32 }
	if err := json.Unmarshal(text, &marks); err != nil {
		return subject{}, fmt.Errorf("%s: %w", points, err)
	}
	if len(marks.Face) != face.Points {
		return subject{}, fmt.Errorf("%s: %d points", points, len(marks.Face))
	}
	f := face.Face{ID: 1, Score: 1}
	for i, p := range marks.Face {
		f.Points[i] = face.Point{X: p[0], Y: p[1], Z: p[2]}
	}
	return cut(img, f), nil
}

// cut takes the face with some of what is around it.
func cut(img image.Image, f face.Face) subject {
	const w, h = cellW * zoom, cellH * zoom
	scale := share * w / f.Width()
	top, chin := f.Points[10], f.Points[152]
	x0 := (top.X+chin.X)/2 - w/scale/2
	y0 := (top.Y+chin.Y)/2 - h/scale*0.52
	b := img.Bounds()
	x0 = min(max(x0, 0), float32(b.Dx())-w/scale)
	y0 = min(max(y0, 0), float32(b.Dy())-h/scale)
	from := image.Rect(int(x0), int(y0), int(x0+w/scale), int(y0+h/scale)).Add(b.Min)
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(to, to.Rect, img, from, draw.Src, nil)
	sx, sy := w/float32(from.Dx()), h/float32(from.Dy())
	for i, p := range f.Points {
		f.Points[i] = face.Point{X: (p.X - float32(from.Min.X)) * sx, Y: (p.Y - float32(from.Min.Y)) * sy, Z: p.Z * sx}
	}
	return subject{frame: toFrame(to), face: f}
}

// finder knows one face.
type finder struct{ face face.Face }

func (finder) Want(face.Want)                               {}
func (finder) Submit(*media.Frame)                          {}
func (finder) Hands(_ time.Time, d []face.Hand) []face.Hand { return d }
func (finder) Person(*face.Mask) bool                       { return false }

func (f finder) Faces(_ time.Time, dst []face.Face) []face.Face { return append(dst, f.face) }
