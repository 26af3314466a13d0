package face

import "image"

// Models runs the networks. Calls come from one goroutine at a time. Every
// tensor of pixels is planar (red, green, blue) floats, 0 to 1, of the size that
// Sizes says, and is only read; results are appended to dst.
type Models interface {
	// Detect finds faces in a square picture.
	Detect(rgb []float32, dst []Detection) ([]Detection, error)
	// DetectFar does the same for small and turned faces, in a larger picture.
	DetectFar(rgb []float32, dst []Detection) ([]Detection, error)
	// Landmarks finds the points of the face in an upright crop, in pixels of
	// the crop, and how sure it is that there is a face.
	Landmarks(rgb []float32, dst *[Points]Point) (score float32, err error)
	// Palms finds palms in a square picture.
	Palms(rgb []float32, dst []Detection) ([]Detection, error)
	// HandLandmarks finds the points of the hand in an upright crop, in pixels
	// of the crop.
	HandLandmarks(rgb []float32, dst *[HandPoints]Point) (HandResult, error)
	// Segment says how surely each pixel shows a person, 0 to 255.
	Segment(rgb []float32, dst []uint8) error
	// Sizes are the sizes of the pictures that the calls take.
	Sizes() Sizes
	// Close frees the networks; it waits for a call under way.
	Close() error
}

// Sizes are the pictures' sizes that Models takes.
type Sizes struct{ Detect, Far, Landmarks, Palms, Hand, Segment image.Point }

// Detection is a face or a palm that a detector found, in 0 to 1 of the picture
// it was given.
type Detection struct {
	Score                  float32
	MinX, MinY, MaxX, MaxY float32
	// Keys are MediaPipe's key points: of a face the right eye, left eye, nose
	// tip, mouth, right ear and left ear; of a palm the wrist, the knuckles of
	// index, middle, ring and little finger and two points of the thumb.
	Keys [7][2]float32
}

// HandResult is what is known of a hand besides its points.
type HandResult struct {
	// Score is how sure the network is that the crop shows a hand, 0 to 1.
	Score float32
	// Left is how surely it is a left hand, 0 to 1.
	Left float32
}
