package looks

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"onair/app/model"
	"onair/app/settings"
	"onair/beauty/makeup"
)

// swatches is the small picture of a look of one's own: a stripe of each colour in it;
// nil for a look without makeup.
func swatches(l settings.OwnLook) *model.Picture {
	const w, h = 92, 64
	var colours []makeup.RGB
	for _, k := range makeup.Kinds() {
		if text, on := l.Makeup[k.ParamID()]; on && l.Values[k.ParamID()] > 0 {
			colours = append(colours, lookFrom(k, text).Color)
		}
	}
	if len(colours) == 0 {
		return nil
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i, c := range colours {
		stripe := image.Rect(w*i/len(colours), 0, w*(i+1)/len(colours), h)
		draw.Draw(img, stripe, image.NewUniform(color.RGBA{R: c.R, G: c.G, B: c.B, A: 255}), image.Point{}, draw.Src)
	}
	var out bytes.Buffer
	if png.Encode(&out, img) != nil {
		return nil
	}
	return &model.Picture{Data: out.Bytes()}
}
