package main

import (
	"onair/beauty"
	"onair/beauty/shape"
	"onair/beauty/skin"
)

func sheets() []sheet {
	list := append(skinAndShape(), makeupSheets()...)
	return append(list, lightSheet(), looksSheet(), stickerSheet(), turnedSheet(), textureSheet(), backgroundSheet(), together())
}

func skinAndShape() []sheet {
	return []sheet{
		{name: "skin", view: close, rows: []row{
			level9("smooth"), styled("smooth, natural", skin.StyleNature), level9("evenRedness"), level9("blemishRemove"), level9("whiteness"), level9("ruddy"),
		}},
		{name: "tone", view: close, rows: []row{
			toned("porcelain", skin.TonePorcelain), toned("warm", skin.ToneWarm), toned("tan", skin.ToneTan), toned("deep", skin.ToneDeep),
		}},
		{name: "shape-face", view: whole, rows: []row{
			level9("faceSlim"), level9("faceV"), level9("faceNarrow"), level9("faceShort"),
			level9("chin"), minus9("chin"), level9("forehead"), minus9("forehead"),
			level9("cheekbones"), level9("jawAngle"), minus9("jawAngle"), level9("smallHead"), level9("doubleChin"),
		}},
		{name: "shape-eyes", view: upper, rows: []row{
			level9("eyeScale"), level9("eyeDistance"), minus9("eyeDistance"), level9("eyeAngle"), minus9("eyeAngle"),
			level9("browHeight"), minus9("browHeight"), level9("browDistance"), minus9("browDistance"),
		}},
		{name: "shape-nose-mouth", view: lower, rows: []row{
			level9("noseSlim"), level9("noseWing"), minus9("noseWing"), level9("nosePosition"), minus9("nosePosition"),
			level9("mouthShape"), minus9("mouthShape"), level9("lipsThickness"), minus9("lipsThickness"),
			level9("mouthCorners"), minus9("mouthCorners"), level9("philtrum"), minus9("philtrum"),
		}},
		{name: "shape-presets", view: whole, rows: []row{
			shaped("natural", shape.FaceNatural), shaped("goddess", shape.FaceGoddess), shaped("male", shape.FaceMale),
		}},
		{name: "retouch", view: close, rows: []row{
			level9("wrinkleRemove"), level9("pouchRemove"), level9("smileLinesRemove"), level9("eyeLighten"), level9("toothWhiten"),
		}},
	}
}

// set is Chain.Set for what exists.
func set(c *beauty.Chain, id string, v float32) {
	if _, err := c.Set(id, v); err != nil {
		panic(err)
	}
}

func level9(id string) row {
	return row{id, func(c *beauty.Chain, a float32) { set(c, id, 9*a) }}
}

func minus9(id string) row {
	return row{id + ", below zero", func(c *beauty.Chain, a float32) { set(c, id, -9*a) }}
}

func styled(label string, s skin.Style) row {
	return row{label, func(c *beauty.Chain, a float32) { c.SetStyle(s); c.SetSmooth(9 * a) }}
}

func toned(label string, to skin.Tone) row {
	return row{"whiteness, " + label, func(c *beauty.Chain, a float32) { c.SetTone(to); c.SetWhiteness(9 * a) }}
}

func shaped(label string, s shape.FaceShape) row {
	return row{"faceBeauty, " + label, func(c *beauty.Chain, a float32) { c.SetFaceShape(s); set(c, "faceBeauty", 9*a) }}
}
