package main

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"log"
	"math"
	"os"

	"golang.org/x/image/vector"

	"onair/beauty"
	"onair/beauty/face"
	"onair/beauty/motion"
)

// templateSide is the template's width and height.
const templateSide = 1024

// sketch is a picture in the layout of the face's flat map.
type sketch struct{ *image.NRGBA }

func newSketch() sketch { return sketch{image.NewNRGBA(image.Rect(0, 0, templateSide, templateSide))} }

func spot(i int) (x, y float64) {
	v := face.Canonical[i]
	return float64(v.U) * templateSide, float64(v.V) * templateSide
}

// fill paints a shape.
func (s sketch) fill(c color.NRGBA, pts ...[2]float64) {
	z := vector.NewRasterizer(templateSide, templateSide)
	for i, p := range pts {
		if i == 0 {
			z.MoveTo(float32(p[0]), float32(p[1]))
		} else {
			z.LineTo(float32(p[0]), float32(p[1]))
		}
	}
	z.ClosePath()
	z.Draw(s, s.Rect, image.NewUniform(c), image.Point{})
}

// line draws one of a width that runs out.
func (s sketch) line(c color.NRGBA, x0, y0, x1, y1, w0, w1 float64) {
	l := math.Hypot(x1-x0, y1-y0)
	if l == 0 {
		return
	}
	nx, ny := (y1-y0)/l/2, (x0-x1)/l/2
	s.fill(c, [2]float64{x0 + nx*w0, y0 + ny*w0}, [2]float64{x1 + nx*w1, y1 + ny*w1}, [2]float64{x1 - nx*w1, y1 - ny*w1}, [2]float64{x0 - nx*w0, y0 - ny*w0})
}

func (s sketch) ring(c color.NRGBA, list []int) {
	for i, k := range list {
		x0, y0 := spot(k)
		x1, y1 := spot(list[(i+1)%len(list)])
		s.line(c, x0, y0, x1, y1, 4, 4)
	}
}

// drawTemplate writes the flat map: where what of a face lies in a makeup picture.
func drawTemplate(path string) error {
	s := newSketch()
	grey := color.NRGBA{120, 130, 150, 150}
	for _, t := range face.Triangles {
		for i := range 3 {
			x0, y0 := spot(int(t[i]))
			x1, y1 := spot(int(t[(i+1)%3]))
			s.line(grey, x0, y0, x1, y1, 1.2, 1.2)
		}
	}
	s.ring(color.NRGBA{230, 60, 90, 255}, face.LipsOuter)
	s.ring(color.NRGBA{230, 60, 90, 255}, face.LipsInner)
	for _, list := range [][]int{face.LeftEye, face.RightEye} {
		s.ring(color.NRGBA{40, 120, 230, 255}, list)
	}
	for _, list := range [][]int{face.LeftBrow, face.RightBrow} {
		s.ring(color.NRGBA{120, 80, 40, 255}, list)
	}
	s.ring(color.NRGBA{30, 150, 90, 255}, face.FaceOval)
	return s.save(path)
}

func (s sketch) save(path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(file, s); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}

// tiger is a makeup picture for the sheet.
func tiger() sketch {
	s := newSketch()
	black := color.NRGBA{30, 16, 10, 225}
	draw.Draw(s, s.Rect, image.NewUniform(color.NRGBA{236, 130, 30, 0}), image.Point{}, draw.Src)
	for y := range templateSide {
		for x := range templateSide {
			dx, dy := (float64(x)-512)/512, (float64(y)-540)/512
			k := min(max((math.Hypot(dx, dy*0.9)-0.3)/0.4, 0), 1)
			s.SetNRGBA(x, y, color.NRGBA{236, 130, 30, uint8(120 * k)})
		}
	}
	for side := range 2 {
		m := func(x float64) float64 {
			if side == 1 {
				return templateSide - x
			}
			return x
		}
		for i := range 6 {
			y := 470 + 70*float64(i)
			s.line(black, m(30+14*float64(i)), y, m(250+10*float64(i)), y+20-16*float64(i), 34, 2)
		}
		for i := range 4 {
			x := 400 - 60*float64(i)
			s.line(black, m(x), 120+26*float64(i), m(x+44), 260+14*float64(i), 30, 3)
		}
		s.line(color.NRGBA{255, 250, 240, 190}, m(330), 610, m(420), 640, 60, 20)
	}
	s.line(black, 512, 110, 512, 260, 26, 3)
	return s
}

// textureSheet is makeup from a picture of one's own.
func textureSheet() sheet {
	var file bytes.Buffer
	if err := png.Encode(&file, tiger()); err != nil {
		log.Fatal(err)
	}
	p, err := motion.ReadTexture(file.Bytes())
	if err != nil {
		log.Fatal(err)
	}
	return sheet{name: "makeup-own", view: whole, turns: true, rows: []row{{"a picture of one's own", func(c *beauty.Chain, _ float32) { c.SetTexture(p) }}}}
}
