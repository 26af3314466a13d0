package gesture

import (
	"math"
	"math/rand/v2"

	"onair/beauty/face"
)

// pose describes a hand for the model: the angles in the three joints of each
// long finger, in degrees; how far the fingers fan out; where the thumb goes; and
// how the hand is turned in the picture, in degrees clockwise.
type pose struct {
	bends [4][3]float64
	fan   float64
	thumb thumbPose
	turn  float64
}

// thumbPose is the thumb's last three points, in palms; nil lays the tip on the
// tip of the index finger.
type thumbPose []vec

var (
	stretched = [3]float64{4, 5, 3}
	folded    = [3]float64{40, 105, 45}
	relaxed   = [3]float64{30, 42, 22}

	thumbOut    = thumbPose{{-0.50, 0.42, -0.08}, {-0.72, 0.58, -0.1}, {-0.92, 0.74, -0.1}}
	thumbAcross = thumbPose{{-0.35, 0.50, -0.15}, {-0.10, 0.65, -0.25}, {0.15, 0.68, -0.25}}
	thumbOver   = thumbPose{{-0.42, 0.48, -0.15}, {-0.28, 0.72, -0.35}, {-0.05, 0.75, -0.45}}
	thumbAside  = thumbPose{{-0.50, 0.38, -0.05}, {-0.77, 0.42, -0.07}, {-1.02, 0.45, -0.08}}
)

// build gives the points in palms: wrist at the origin, Y up, Z towards the
// camera negative, a right hand's palm towards the camera.
func (p pose) build() (out [face.HandPoints]vec) {
	knuckles := [4]vec{{-0.25, 0.95, 0}, {0, 1, 0}, {0.2, 0.94, 0}, {0.4, 0.82, 0}}
	bones := [4][3]float64{{0.45, 0.28, 0.2}, {0.5, 0.3, 0.22}, {0.45, 0.3, 0.2}, {0.35, 0.2, 0.18}}
	out[1] = vec{-0.28, 0.22, -0.05}
	for f := range 4 {
		at := knuckles[f]
		out[5+4*f] = at
		// A finger's joints bend in one plane, which the fan turns.
		side := (float64(f) - 1.2) * p.fan * math.Pi / 180
		bend := 0.0
		for j, b := range bones[f] {
			bend += p.bends[f][j] * math.Pi / 180
			dir := vec{math.Sin(side) * math.Cos(bend), math.Cos(side) * math.Cos(bend), -math.Sin(bend)}
			at = vec{at[0] + b*dir[0], at[1] + b*dir[1], at[2] + b*dir[2]}
			out[6+4*f+j] = at
		}
	}
	if p.thumb != nil {
		copy(out[2:5], p.thumb)
		return out
	}
	tip := out[8]
	out[2] = vec{-0.47, 0.45, -0.12}
	out[4] = vec{tip[0] - 0.06, tip[1] - 0.04, tip[2] + 0.03}
	out[3] = mid(out[2], out[4])
	out[3][0] -= 0.1
	return out
}

// view is how a camera sees a hand.
type view struct {
	roll, pitch, yaw float64 // degrees
	size, x, y       float64 // pixels
	mirror           bool
	noise            float64 // of a palm
}

func anyView(r *rand.Rand, noise float64) view {
	swing := func(a float64) float64 { return (2*r.Float64() - 1) * a }
	return view{
		roll: swing(25), pitch: swing(25), yaw: swing(25), size: 50 + 200*r.Float64(),
		x: 200 + 800*r.Float64(), y: 300 + 200*r.Float64(), mirror: r.IntN(2) == 1, noise: noise,
	}
}

func (v view) see(p pose, r *rand.Rand) face.Hand {
	h := face.Hand{ID: 1, Score: 0.97}
	for i, q := range p.build() {
		q = spin(q, 0, 1, p.turn) // clockwise in the picture is that way round with Y up
		if v.mirror {
			q[0] = -q[0]
		}
		q = spin(spin(spin(q, 1, 2, v.pitch), 0, 2, v.yaw), 0, 1, v.roll)
		for k := range q {
			q[k] += r.NormFloat64() * v.noise
		}
		h.Points[i] = face.Point{
			X: float32(v.x + q[0]*v.size), Y: float32(v.y - q[1]*v.size), Z: float32(q[2] * v.size),
		}
	}
	return h
}

// spin turns the second axis towards the first by degrees.
func spin(p vec, a, b int, degrees float64) vec {
	s, c := math.Sincos(degrees * math.Pi / 180)
	p[a], p[b] = p[a]*c+p[b]*s, p[b]*c-p[a]*s
	return p
}

func hands(index, middle, ring, little [3]float64) [4][3]float64 {
	return [4][3]float64{index, middle, ring, little}
}

// shown are hands that show something.
var shown = map[Name]pose{
	ThumbUp:   {bends: hands(folded, folded, folded, folded), thumb: thumbAside, turn: 82},
	ThumbDown: {bends: hands(folded, folded, folded, folded), thumb: thumbAside, turn: -98},
	Heart:     {bends: hands([3]float64{45, 50, 15}, folded, folded, folded)},
	V:         {bends: hands(stretched, stretched, folded, folded), fan: 14, thumb: thumbOver},
	OK:        {bends: hands([3]float64{45, 55, 25}, stretched, stretched, stretched), fan: 8},
	OpenPalm:  {bends: hands(stretched, stretched, stretched, stretched), fan: 10, thumb: thumbOut},
	Four:      {bends: hands(stretched, stretched, stretched, stretched), fan: 8, thumb: thumbAcross},
	Rock:      {bends: hands(stretched, folded, folded, stretched), fan: 6, thumb: thumbOver},
	Call:      {bends: hands(folded, folded, folded, stretched), fan: 8, thumb: thumbOut, turn: 30},
	Fist:      {bends: hands(folded, folded, folded, folded), thumb: thumbOver},
	One:       {bends: hands(stretched, folded, folded, folded), thumb: thumbOver},
}

// idle are hands that show nothing there is a name for.
var idle = map[string]pose{
	"relaxed":        {bends: hands(relaxed, relaxed, relaxed, relaxed), fan: 4, thumb: thumbOut},
	"three":          {bends: hands(stretched, stretched, stretched, folded), fan: 8, thumb: thumbOver},
	"pointing down":  {bends: hands(stretched, folded, folded, folded), thumb: thumbOver, turn: 175},
	"thumb sideways": {bends: hands(folded, folded, folded, folded), thumb: thumbAside, turn: -8},
	"two together":   {bends: hands(stretched, stretched, folded, folded), fan: -8, thumb: thumbOver},
	"little finger":  {bends: hands(folded, folded, folded, stretched), thumb: thumbOver},
}

// heartHands are two hands that make a heart, mirror images of each other.
func heartHands(size, x, y float64) (a, b face.Hand) {
	half := [face.HandPoints]vec{
		{-0.95, -1.2}, {-0.75, -0.95}, {-0.52, -0.85}, {-0.27, -0.92}, {-0.03, -1.02},
		{-0.72, -0.1}, {-0.62, 0.3}, {-0.36, 0.44}, {-0.05, 0.28},
		{-0.9, -0.1}, {-0.82, 0.33}, {-0.55, 0.52}, {-0.3, 0.5},
		{-1.05, -0.15}, {-1, 0.25}, {-0.75, 0.5}, {-0.5, 0.5},
		{-1.2, -0.25}, {-1.15, 0.1}, {-0.95, 0.3}, {-0.75, 0.35},
	}
	a, b = face.Hand{ID: 7, Score: 0.97}, face.Hand{ID: 9, Score: 0.97, Left: true}
	for i, p := range half {
		a.Points[i] = face.Point{X: float32(x + p[0]*size), Y: float32(y - p[1]*size)}
		b.Points[i] = face.Point{X: float32(x - p[0]*size), Y: float32(y - p[1]*size)}
	}
	return a, b
}
