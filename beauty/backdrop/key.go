package backdrop

import (
	"image/color"

	"onair/beauty/pixel"
)

// Key is the colour of the wall as set; auto until then.
type Key struct {
	Set    bool
	cb, cr float32
}

// KeyOf takes a colour's hue and strength.
func KeyOf(key color.Color) Key {
	if key == nil {
		return Key{}
	}
	n := color.NRGBA64Model.Convert(key).(color.NRGBA64)
	ycc := pixel.ToYCC([3]float32{float32(n.R) / 65535, float32(n.G) / 65535, float32(n.B) / 65535})
	k := Key{Set: true, cb: ycc[1] - 128, cr: ycc[2] - 128}
	if k.cb*k.cb+k.cr*k.cr < keyFaintest*keyFaintest {
		return Key{}
	}
	return k
}

// keyFaintest is the least distance from grey a wall's colour must have.
const keyFaintest = 14
