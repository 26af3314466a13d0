package main

import (
	"image"
	"path/filepath"

	"golang.org/x/image/draw"

	"onair/beauty"
	"onair/beauty/looks"
	"onair/tools/internal/photo"
)

// The size of a look's small picture, for a panel at twice its size.
const (
	thumbW = 184
	thumbH = 128
)

// drawThumbs draws the first face with each complete look.
func drawThumbs(data, folder string) error {
	faces, err := loadFaces(data)
	if err != nil {
		return err
	}
	s := faces[0]
	for _, name := range looks.Names() {
		img := photo.ToImage(render(s, row{name, func(c *beauty.Chain, a float32) { wear(c, name, a) }}, 1))
		w := int(1.35 * s.face.Width())
		h := w * thumbH / thumbW
		at := s.face.Points[5]
		part := image.Rect(int(at.X)-w/2, int(at.Y)-h/2, int(at.X)-w/2+w, int(at.Y)-h/2+h)
		out := image.NewRGBA(image.Rect(0, 0, thumbW, thumbH))
		draw.CatmullRom.Scale(out, out.Rect, img, part.Intersect(img.Rect), draw.Src, nil)
		if err := photo.WriteJPEG(filepath.Join(folder, name+".jpg"), out); err != nil {
			return err
		}
	}
	return nil
}
