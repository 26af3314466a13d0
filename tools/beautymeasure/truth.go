package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io/fs"
	"math"
	"os"
	"strconv"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/media"
	"onair/media/picture"
	"onair/tools/internal/photo"
)

// nose is where a face is: the tip of its nose, and from cheek to cheek, in pixels.
type nose struct{ x, y, wide float64 }

// truth is the faces of pictures by name, at 720 lines.
type truth map[string][]nose

// readTruth reads a file of lines "picture,x,y,width". If there is none it is made by what
// a thorough search finds, bright and at twice the size, to be looked at and mended by hand.
func readTruth(path string, m *ort.Models, files []string) (truth, error) {
	if path != "" {
		if f, err := os.Open(path); err == nil {
			defer f.Close()
			return parseTruth(f)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	t := truth{}
	for _, file := range files {
		p, err := open(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for _, scale := range []float64{1, 2} {
			for _, bright := range []bool{false, true} {
				if err := t.look(m, name(file), p, scale, bright); err != nil {
					return nil, err
				}
			}
		}
	}
	if path == "" {
		return t, nil
	}
	return t, t.write(path)
}

func (t truth) look(m *ort.Models, picture string, p photograph, scale float64, bright bool) error {
	f := photo.ToFrame(p.at(scale))
	if bright {
		for i, v := range f.Y {
			f.Y[i] = uint8(16 + 219*math.Sqrt(max(float64(v)-16, 0)/219))
		}
	}
	list, err := face.Still(m, f)
	if err != nil {
		return err
	}
	for i := range list {
		if nearest(t[picture], shrunk(&list[i], scale)) < 0 {
			p := list[i].Points[4]
			t[picture] = append(t[picture], nose{float64(p.X) / scale, float64(p.Y) / scale, float64(list[i].Width()) / scale})
		}
	}
	return nil
}

func shrunk(f *face.Face, scale float64) *face.Face {
	g := *f
	for i := range g.Points {
		g.Points[i].X /= float32(scale)
		g.Points[i].Y /= float32(scale)
	}
	return &g
}

func parseTruth(f *os.File) (truth, error) {
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	t := truth{}
	for _, row := range rows {
		var v [3]float64
		for i := range v {
			if len(row) != 4 {
				return nil, fmt.Errorf("%s: a line is picture,x,y,width, not %q", f.Name(), row)
			}
			if v[i], err = strconv.ParseFloat(row[i+1], 64); err != nil {
				return nil, fmt.Errorf("%s: %w", f.Name(), err)
			}
		}
		t[row[0]] = append(t[row[0]], nose{v[0], v[1], v[2]})
	}
	return t, nil
}

func (t truth) write(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	for picture, list := range t {
		for _, n := range list {
			fmt.Fprintf(f, "%s,%.0f,%.0f,%.0f\n", picture, n.x, n.y, n.wide)
		}
	}
	return f.Close()
}

// photograph is a picture as it was stored.
type photograph struct{ image.Image }

func open(path string) (photograph, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return photograph{}, err
	}
	img, err := picture.Decode(data)
	return photograph{img}, err
}

// at is the picture at so many times 720 lines.
func (p photograph) at(scale float64) *image.RGBA {
	b, h := p.Bounds(), int(lines*scale)
	img := image.NewRGBA(image.Rect(0, 0, (b.Dx()*h/b.Dy()+8)&^15, h))
	draw.CatmullRom.Scale(img, img.Rect, p.Image, b, draw.Src, nil)
	return img
}

// put shows the picture to a camera of 1280 by 720, before a grey wall, and says where its
// faces are then.
func (p photograph) put(v finding, faces []nose) (*media.Frame, []nose) {
	src := p.at(v.scale)
	img := image.NewRGBA(image.Rect(0, 0, 1280, lines))
	draw.Draw(img, img.Rect, image.NewUniform(color.RGBA{100, 100, 100, 255}), image.Point{}, draw.Src)
	sin, cos := math.Sincos(v.turn * math.Pi / 180)
	w, h := float64(src.Rect.Dx()), float64(src.Rect.Dy())
	m := f64.Aff3{cos, -sin, 640 - cos*w/2 + sin*h/2, sin, cos, lines/2 - sin*w/2 - cos*h/2}
	draw.BiLinear.Transform(img, m, src, src.Rect, draw.Src, nil)
	list := make([]nose, len(faces))
	for i, n := range faces {
		x, y := n.x*v.scale, n.y*v.scale
		list[i] = nose{m[0]*x + m[1]*y + m[2], m[3]*x + m[4]*y + m[5], n.wide * v.scale}
	}
	return photo.ToFrame(img), list
}
