// Package outline turns the points of a face into what filters work with: its axes
// and measures, how the head stands, and masks drawn from lines through points.
// Places are in luma pixels of the picture.
package outline

import (
	"onair/beauty/face"
	"onair/beauty/pixel"
)

// MaxFaces is how many faces the filters work on, the largest first.
const MaxFaces = 6

// Measures are a face's sizes in the picture, foreshortened as it is, from which
// the moves take their reach.
type Measures struct {
	Axes
	F     *face.Face
	Width float32 // cheek to cheek
	High  float32 // forehead to chin
}

// Measure finds a face's axes and sizes.
func Measure(f *face.Face) Measures {
	return Measures{
		Axes: AxesOf(f), F: f,
		Width: Distance(f.Points[234], f.Points[454]),
		High:  Distance(f.Points[10], f.Points[152]),
	}
}

// At is where point k of the mesh lies along the face's axes.
func (m *Measures) At(k int) Local { return m.Local(m.F.Points[k]) }

// eyePoints are what an eye's moves go by. side is the sign of the direction
// outwards.
type eyePoints struct {
	Outer, Inner, Top, Low int
	Brow                   [3]int // lower edge
	BrowEnd                [2]int // the same, at the outer end
	Side                   float32
}

// Eyes are the person's right and left eye.
var Eyes = [2]eyePoints{
	{33, 133, 159, 145, [3]int{53, 52, 65}, [2]int{46, 53}, -1},
	{263, 362, 386, 374, [3]int{283, 282, 295}, [2]int{276, 283}, 1},
}

// Fading is 1 for a face towards the camera and goes to 0 for one turned far
// aside or nodding deeply, whose far side cannot be seen.
func Fading(f *face.Face) float32 {
	turn := f.Yaw()
	return (1 - pixel.Smoothstep((max(turn, -turn)-0.5)/0.45)) * Level(f)
}

// Level is 1 for a face that looks straight ahead and goes to 0 for one nodding deeply.
func Level(f *face.Face) float32 {
	nod := f.Pitch()
	return 1 - pixel.Smoothstep((max(nod, -nod)-0.6)/0.45)
}

// Facing is how far the right and the left half of a face are turned to the camera, 0 to 1:
// the far one of a profile is not seen.
func Facing(f *face.Face) [2]float32 {
	nose := f.Points[6]
	r, l := Distance(nose, f.Points[234]), Distance(nose, f.Points[454])
	if !(r+l > 0) {
		return [2]float32{1, 1}
	}
	return [2]float32{pixel.Ease(.08, .26, r/(r+l)), pixel.Ease(.08, .26, l/(r+l))}
}
