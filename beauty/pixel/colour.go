package pixel

// ToRGB is BT.601, limited range, clamped to 0..1.
func ToRGB(y, cb, cr float32) [3]float32 {
	l := (y - 16) / 219
	u, v := (cb-128)/224, (cr-128)/224
	return [3]float32{Unit(l + 1.402*v), Unit(l - 0.344136*u - 0.714136*v), Unit(l + 1.772*u)}
}

// Unit is v within 0..1.
func Unit(v float32) float32 { return min(max(v, 0), 1) }

// ToYCC is the way back, in levels.
func ToYCC(c [3]float32) [3]float32 {
	l := 0.299*c[0] + 0.587*c[1] + 0.114*c[2]
	return [3]float32{16 + 219*l, 128 + 224*(c[2]-l)/1.772, 128 + 224*(c[0]-l)/1.402}
}
