package motion

import "time"

// Limits of a template.
const (
	MaxTemplateBytes = 256 << 10 // template.json
	MaxLayers        = 32
	MaxPictures      = 300      // in all
	MaxPixels        = 4 << 20  // a picture
	MaxSide          = 4096     // a picture's width and height
	MaxDecoded       = 64 << 20 // bytes of all pictures decoded, smaller copies included
	MaxSoundBytes    = 4 << 20  // a sound file
	MaxFaces         = 6
	MaxParticles     = 200 // of one layer, at a time
)

// FileName is the file of a template's folder that describes it.
const FileName = "template.json"

// Template is a loaded motion template. It never changes.
type Template struct {
	// Name is the template's own title.
	Name string
	// Author and Licence are what the template says of itself.
	Author, Licence string
	// Faces is how many faces get the layers that follow a face, 1..MaxFaces.
	Faces int
	// Layers are in drawing order, the first at the bottom.
	Layers []Layer
}

// NeedsFace reports whether a layer follows a face or waits for one to do
// something.
func (t *Template) NeedsFace() bool {
	for i := range t.Layers {
		l := &t.Layers[i]
		if l.Kind == OnFace || l.When.On.OfFace() || l.Particles.From == FromAnchor {
			return true
		}
	}
	return false
}

// NeedsTouch reports whether hands before a face hide a layer.
func (t *Template) NeedsTouch() bool {
	for i := range t.Layers {
		if t.Layers[i].Hands {
			return true
		}
	}
	return false
}

// NeedsGesture reports whether a layer waits for a gesture.
func (t *Template) NeedsGesture() bool {
	for i := range t.Layers {
		if t.Layers[i].When.On == Gesture {
			return true
		}
	}
	return false
}

// Kind is where a layer lives.
type Kind int

// The kinds of layers.
const (
	// OnFace is fixed to landmarks of a face.
	OnFace Kind = iota + 1
	// OnFrame lies over the whole picture.
	OnFrame
	// Rain is many small pictures that move over the frame.
	Rain
)

// Layer is one sequence of pictures and where, when and how it is shown.
type Layer struct {
	ID   string
	Kind Kind
	// Pictures has at least one entry; of Rain each particle takes one of them.
	Pictures []*Picture
	// FPS is pictures a second, Loop what comes after the last.
	FPS  float64
	Loop Loop
	// Opacity is 0..1.
	Opacity float32
	// Behind puts the layer behind the face, Solid behind what of the face is nearer than it.
	Behind, Solid bool
	// Hands hide the layer where they are before the face.
	Hands bool
	When  Trigger
	// Sound is played when the layer starts to be shown; nil: none. SoundLoop
	// repeats it while the layer is shown.
	Sound     *Sound
	SoundLoop bool

	Place     Place     // OnFace
	Fit       Fit       // OnFrame
	Particles Particles // Rain
}

// Loop is what happens after the last picture of a sequence.
type Loop int

// The loops.
const (
	Repeat   Loop = iota // from the first again
	PingPong             // back and forth
	Hold                 // the last picture stays
	Once                 // the layer is gone
)

// Place fixes a picture to a face.
type Place struct {
	// Anchor is the point of the face, Pivot the point of the picture that lies
	// on it, as shares of its width and height.
	Anchor Anchor
	Pivot  [2]float32
	// Width is the picture's width in units of the distance By, Offset moves it
	// in the same unit: to the picture's right along the eyes, and down.
	By     Measure
	Width  float32
	Offset [2]float32
	// Rotate turns the picture with the head, Turn also tilts it into the depth.
	Rotate, Turn bool
	// Bend is how far the picture goes back to both sides of its pivot, in widths of the face
	// at a width from it. It needs Turn.
	Bend float32
	// To is the point of the face that the middle of the picture's right edge reaches, so that
	// its width counts for its height alone; nil: it stands as the head does.
	To *Anchor
}

// Measure is a distance of the face, measured in three dimensions so that it
// stays as the head turns.
type Measure int

// The measures.
const (
	FaceWidth   Measure = iota // cheek to cheek
	FaceHeight                 // hairline to chin
	EyeDistance                // between the eyes' middles
	MouthWidth                 // corner to corner
)

// Fit is how an OnFrame picture is laid over the frame.
type Fit int

// The fits.
const (
	Stretch Fit = iota // both sides
	Cover              // proportions kept, what is too much cut off
	Contain            // proportions kept, all of it, in the middle
)

// TriggerKind is what makes a layer appear.
type TriggerKind int

// The triggers.
const (
	Always TriggerKind = iota
	MouthOpen
	Blink
	Gesture
	Smile
	Wink
	BrowsUp
)

// OfFace reports whether it is something that a face does.
func (k TriggerKind) OfFace() bool { return k != Always && k != Gesture }

// Trigger is when a layer is shown.
type Trigger struct {
	On TriggerKind
	// Name is the gesture's name, such as "heart".
	Name string
	// For is how long the layer stays; 0: while the face does it. A new trigger starts the time anew.
	For time.Duration
}

// Origin is where particles come from.
type Origin int

// The origins.
const (
	FromTop Origin = iota
	FromBottom
	FromAnchor // of the largest face, or of the frame's middle
)

// Particles says how a Rain layer's particles move.
type Particles struct {
	From   Origin
	Anchor Anchor // FromAnchor
	// Rate is particles a second, Life how long each is on its way.
	Rate float32
	Life time.Duration
	// Size is the width of the smallest and the largest, Speed what the slowest
	// and the fastest go a second, Sway how far they swing: shares of the
	// frame's height.
	Size, Speed [2]float32
	Sway        float32
	// Spin is the fastest turn, in turns a second.
	Spin float32
	// Tumble turns them about their own long axis, as leaves do.
	Tumble bool
	// Spread is the width of the mouth they come out of, a share of the frame's width.
	Spread float32
}

// Sound is a sound file of a template.
type Sound struct {
	// Name is the file's name in the template.
	Name string
	// Data is the whole file as it is stored: WAV, Ogg, MP3, FLAC or M4A.
	Data []byte
}

// SoundEvent tells that a sound should be played or stopped.
type SoundEvent struct {
	Sound *Sound
	// Loop: play it over and over until an event with Stop comes.
	Loop bool
	Stop bool
}
