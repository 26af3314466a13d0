package retouch

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// At full level.
const (
	eyeLift     = 0.4  // how much brighter the middle of the scale gets, of 219/4 levels
	eyeContrast = 0.5  // what is added of the difference to the surroundings
	eyePale     = 0.55 // colour taken from the white
	eyeBright   = 1.16 // of the skin's luma: what is brighter would glow
	eyeRoom     = 34   // levels below that over which brightening ends
)

// lightenEye brightens what shows between the lids of an eye and makes the iris stand out;
// the white loses its tinge.
func (t *Retoucher) lightenEye(f *pixel.Frame, m *outline.Measures, side int, level, lit float32) {
	k := level * pixel.Ease(0.12, 0.3, m.F.EyeOpen(side == 1))
	if k == 0 {
		return
	}
	t.line = outline.Landmarks(t.line[:0], m.F, [...][]int{face.RightEye, face.LeftEye}[side])
	if !t.region(0.008 * m.High) {
		return
	}
	// In the dark, behind mirroring glasses and where the camera blurs, an eye
	// shows no white; lightened it would glow.
	mean, spread := eyeLight(f, &t.mask)
	lighten(f, &t.mask, k*pixel.Ease(14, 55, spread), mean, 16+eyeBright*(lit-16))
}

// eyeLight is the mean luma of the eye and what lies between its darkest and its
// brightest tenth.
func eyeLight(f *pixel.Frame, c *outline.Coverage) (mean, spread float32) {
	var bins [64]int
	var sum, weight int
	for y := c.Y0; y < min(c.Y1, f.Y.H); y++ {
		row := f.Y.P[y*f.Y.Stride:]
		for x := c.X0; x < min(c.X1, f.Y.W); x++ {
			k := int(c.P[(y-c.Y0)*c.Width()+x-c.X0])
			sum, weight = sum+k*int(row[x]), weight+k
			bins[row[x]>>2] += k
		}
	}
	if weight == 0 {
		return 128, 0
	}
	low, high, below := 0, 0, 0
	for i, n := range bins {
		below += n
		if below <= weight/10 {
			low = i
		}
		if below <= weight-weight/10 {
			high = i
		}
	}
	return float32(sum) / float32(weight), float32(4 * (high - low))
}

// lighten stops short of a luma, top, unless the eye is as bright already.
func lighten(f *pixel.Frame, c *outline.Coverage, level, mean, top float32) {
	for y := c.Y0; y < min(c.Y1, f.Y.H); y++ {
		row := f.Y.P[y*f.Y.Stride:]
		cb, cr := f.Cb.P[y/2*f.Cb.Stride:], f.Cr.P[y/2*f.Cr.Stride:]
		mask := c.P[(y-c.Y0)*c.Width():]
		for x := c.X0; x < min(c.X1, f.Y.W); x++ {
			k := float32(mask[x-c.X0]) * (1.0 / 255) * level
			if k == 0 {
				continue
			}
			v := float32(row[x])
			// Black stays black and white white: lashes, pupil and glint.
			hump := max((v-16)*(235-v), 0) * (1.0 / 219)
			up := hump * eyeLift
			if d := v - mean; d > 0 {
				up += min(d, 40) * eyeContrast * hump * (1.0 / 55)
			}
			if room := max(top-v, 0); room < eyeRoom {
				up *= room / eyeRoom
			}
			row[x] = pixel.Byte(int32(v + k*up + 0.5))
			if x&1 == 0 && y&1 == 0 {
				white := pixel.Ease(-10, 30, v-mean) * k * eyePale
				b, r := &cb[x/2], &cr[x/2]
				*b = pixel.Byte(int32(float32(*b) + (128-float32(*b))*white + 0.5))
				*r = pixel.Byte(int32(float32(*r) + (128-float32(*r))*white + 0.5))
			}
		}
	}
}
