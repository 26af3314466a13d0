// Package motiontest makes motion templates for tests.
package motiontest

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
	"testing/fstest"

	art "onair/assets/stickers"
	"onair/beauty/motion"
)

// Shipped loads a template that comes with OnAir.
func Shipped(t testing.TB, name string) *motion.Template {
	t.Helper()
	folder, err := art.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	tm, err := motion.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	return tm
}

// OnlyLayer is a template of one layer of red pictures, 40 by 20.
func OnlyLayer(t testing.TB, fields string) *motion.Template {
	t.Helper()
	return Template(t, `{"format": "onair-motion/1", "layers": [{"pictures": ["red.png"], `+fields+`}]}`)
}

// Template makes a template of a description; red.png, blue.png, veil.png and pop.wav are there.
func Template(t testing.TB, description string) *motion.Template {
	t.Helper()
	files := fstest.MapFS{motion.FileName: {Data: []byte(description)}, "pop.wav": {Data: []byte("RIFF")}}
	for name, c := range map[string]color.NRGBA{
		"red.png": {220, 30, 40, 255}, "blue.png": {30, 40, 220, 255}, "veil.png": {255, 255, 255, 128},
	} {
		img := image.NewNRGBA(image.Rect(0, 0, 40, 20))
		for y := range 20 {
			for x := range 40 {
				img.SetNRGBA(x, y, c)
			}
		}
		var buf bytes.Buffer
		if err := png.Encode(&buf, img); err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: buf.Bytes()}
	}
	tm, err := motion.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return tm
}
