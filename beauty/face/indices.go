package face

// Rings and rows of points of the face mesh, numbered as in the topology that
// is published with MediaPipe's face mesh. A ring is a closed outline without
// its first point repeated. Do not change the tables.
var (
	// FaceOval runs around the face clockwise in the picture, from the top of
	// the forehead.
	FaceOval = []int{10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
		152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109}

	// LipsOuter and LipsInner run from the right corner of the mouth along the
	// lower lip to the left corner (the 11th point) and back along the upper.
	LipsOuter = []int{61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185}
	LipsInner = []int{78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191}

	// LeftEye and RightEye run from the outer corner along the lower lid to
	// the inner corner (the 9th point) and back along the upper lid.
	LeftEye  = []int{263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466}
	RightEye = []int{33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246}

	// LeftBrow and RightBrow run along the lower edge from the outer end to the
	// inner end (five points) and back along the upper edge.
	LeftBrow  = []int{276, 283, 282, 295, 285, 336, 296, 334, 293, 300}
	RightBrow = []int{46, 53, 52, 65, 55, 107, 66, 105, 63, 70}

	// LeftIris and RightIris are the centre and then four points of the edge:
	// right, top, left and bottom as the model names them.
	LeftIris  = []int{473, 474, 475, 476, 477}
	RightIris = []int{468, 469, 470, 471, 472}

	// noseBridge runs from between the eyes to the tip; NoseWings are the outer
	// points of the right and the left wing.
	noseBridge = []int{168, 6, 197, 195, 5, 4, 1}
	NoseWings  = [2]int{64, 294}
)
