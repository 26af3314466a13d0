//go:build cgo

package ort

import "onair/beauty/face"

// The attention model gives the whole mesh and, for lips, eyes and irises,
// finer points of their own (Grishchenko et al., Attention Mesh, 2020). These
// tables say which points of the mesh each of them takes the place of; they
// are published with MediaPipe's face landmark model. In the model's outputs
// "left" is as seen in the picture, which is the person's right.
var (
	lipPoints = [80]uint16{
		61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291,
		185, 40, 39, 37, 0, 267, 269, 270, 409,
		78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308,
		191, 80, 81, 82, 13, 312, 311, 310, 415,
		76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306,
		184, 74, 73, 72, 11, 302, 303, 304, 408,
		62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292,
		183, 42, 41, 38, 12, 268, 271, 272, 407}
	rightEyePoints = [71]uint16{
		33, 7, 163, 144, 145, 153, 154, 155, 133,
		246, 161, 160, 159, 158, 157, 173,
		130, 25, 110, 24, 23, 22, 26, 112, 243,
		247, 30, 29, 27, 28, 56, 190,
		226, 31, 228, 229, 230, 231, 232, 233, 244,
		113, 225, 224, 223, 222, 221, 189,
		35, 124, 46, 53, 52, 65,
		143, 111, 117, 118, 119, 120, 121, 128, 245,
		156, 70, 63, 105, 66, 107, 55, 193}
	leftEyePoints = [71]uint16{
		263, 249, 390, 373, 374, 380, 381, 382, 362,
		466, 388, 387, 386, 385, 384, 398,
		359, 255, 339, 254, 253, 252, 256, 341, 463,
		467, 260, 259, 257, 258, 286, 414,
		446, 261, 448, 449, 450, 451, 452, 453, 464,
		342, 445, 444, 443, 442, 441, 413,
		265, 353, 276, 283, 282, 295,
		372, 340, 346, 347, 348, 349, 350, 357, 465,
		383, 300, 293, 334, 296, 336, 285, 417}
)

// lidPoints is how many points of an eye's table lie on the edges of its lids.
const lidPoints = 16

// refine joins the outputs into one set of points.
func refine(out [][]float32, dst *[face.Points]face.Point) {
	for i := range face.Mesh {
		dst[i] = face.Point{X: out[0][3*i], Y: out[0][3*i+1], Z: out[0][3*i+2]}
	}
	put(out[1], lipPoints[:], dst)
	put(out[2], rightEyePoints[:], dst)
	put(out[3], leftEyePoints[:], dst)
	iris(out[4], rightEyePoints[:lidPoints], dst[face.Mesh:face.Mesh+5], dst)
	iris(out[5], leftEyePoints[:lidPoints], dst[face.Mesh+5:], dst)
}

func put(xy []float32, points []uint16, dst *[face.Points]face.Point) {
	for i, p := range points {
		dst[p].X, dst[p].Y = xy[2*i], xy[2*i+1]
	}
}

// iris sets five points of an iris, at the mean depth of the lids.
func iris(xy []float32, lids []uint16, iris []face.Point, dst *[face.Points]face.Point) {
	var z float32
	for _, p := range lids {
		z += dst[p].Z
	}
	z /= float32(len(lids))
	for i := range iris {
		iris[i] = face.Point{X: xy[2*i], Y: xy[2*i+1], Z: z}
	}
}
