package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/image/draw"

	"onair/beauty/face"
	"onair/media"
	"onair/tools/internal/photo"
)

// The size of one picture of a sheet, and how much of it the face fills.
const (
	cellW = 208
	cellH = 270
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
	mask  face.Mask // the person; empty: not known
}

func loadFaces(folder string) ([]subject, error) {
	var out []subject
	for _, n := range []struct{ name, file string }{{"astronaut", "astronaut.png"}, {"gocv-face", "gocv-face.jpg"}} {
		s, err := load(filepath.Join(folder, n.file), filepath.Join(folder, n.name))
		if err != nil {
			return nil, err
		}
		s.name = n.name
		out = append(out, s)
	}
	return out, nil
}

func load(picture, beside string) (subject, error) {
	points := beside + ".landmarks.json"
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
	s, from := cut(img, f)
	s.mask, err = loadMask(beside+".person.png", img.Bounds(), from)
	return s, err
}

// loadMask takes the same part of the person's mask; without a file it is empty.
func loadMask(path string, whole, from image.Rectangle) (face.Mask, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return face.Mask{}, nil
	}
	if err != nil {
		return face.Mask{}, err
	}
	defer file.Close()
	img, _, err := image.Decode(file)
	if err != nil {
		return face.Mask{}, fmt.Errorf("%s: %w", path, err)
	}
	b := img.Bounds()
	sx, sy := float64(b.Dx())/float64(whole.Dx()), float64(b.Dy())/float64(whole.Dy())
	part := image.Rect(int(float64(from.Min.X)*sx), int(float64(from.Min.Y)*sy), int(float64(from.Max.X)*sx), int(float64(from.Max.Y)*sy))
	to := image.NewGray(image.Rect(0, 0, part.Dx(), part.Dy()))
	draw.Draw(to, to.Rect, img, part.Min, draw.Src)
	return face.Mask{W: to.Rect.Dx(), H: to.Rect.Dy(), P: to.Pix}, nil
}

// cut takes the face with some of what is around it, and tells which part of the
// picture that is.
func cut(img image.Image, f face.Face) (subject, image.Rectangle) {
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
	return subject{frame: photo.ToFrame(to), face: f}, from
}

// finder knows one face, and the person if the subject's mask is known.
type finder struct{ *subject }

func (finder) Want(face.Want)                               {}
func (finder) Submit(*media.Frame)                          {}
func (finder) Hands(_ time.Time, d []face.Hand) []face.Hand { return d }

func (f finder) Faces(_ time.Time, dst []face.Face) []face.Face { return append(dst, f.face) }

func (f finder) Person(dst *face.Mask) bool {
	dst.W, dst.H = f.mask.W, f.mask.H
	dst.P = append(dst.P[:0], f.mask.P...)
	return len(dst.P) > 0
}
