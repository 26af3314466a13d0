// Package capture brings pictures and sound in: cameras and microphones through
// mediadevices, the screen, media files, still pictures and test sources.
//
// A [Source] is opened from a spec ([OpenVideo], [OpenAudio]) and does nothing
// until Run. Run calls the sinks on one goroutine of its own, so a sink must
// not block: hand the picture to a mailbox, copy the sound, return. Every
// picture is a *media.Frame from a pool with its capture time, every block of
// sound 10 ms of 48 kHz stereo float32 with the capture time of its first
// sample. Both times come from the same clock, so they may be compared.
//
// # Specs
//
//	"", "default"        the first camera of the system, or its default microphone, followed when it changes
//	"camera:LABEL"       a camera by its label (see Devices)
//	"mic:LABEL"          a microphone by its label
//	"screen:N"           screen number N, from 0
//	"file:PATH"          a media file or URL, in a loop; "?loop=0" plays it once
//	"picture:PATH"       a still picture
//	"test:"              a moving pattern with a clock and a beep each second;
//	                     "test:640x360@15" sets its size and rate,
//	                     "test:color=RRGGBB" is one colour with a clock
//	"tone:HZ"            a sine
//	"silence:"           no sound at the right pace
//	"none"               no source at all; Run waits for its context
//
// # Goroutines
//
// Run owns every goroutine it starts and waits for them before it returns.
// Watch is one goroutine, its caller's.
package capture

import (
	"context"

	"onair/media"
)

// Kind says what sort of thing a source is. The zero Kind is invalid.
type Kind int

// The kinds of source.
const (
	Camera Kind = iota + 1
	Microphone
	Screen
	File
	Picture
	Test
)

var kindNames = map[Kind]string{
	Camera: "camera", Microphone: "microphone", Screen: "screen",
	File: "file", Picture: "picture", Test: "test",
}

// String returns the kind's name in English, in lower case.
func (k Kind) String() string {
	if s, ok := kindNames[k]; ok {
		return s
	}
	return "unknown"
}

// Format is one way a device can deliver: a picture size, rate and pixel
// layout for a camera or screen.
type Format struct {
	// Pixels names the layout, such as "YUYV", "NV12" or "MJPEG".
	Pixels string
	// Width and Height are in pixels.
	Width, Height int
	// FrameRate is in frames a second; 0 when the device does not say.
	FrameRate float64
}

// Device is something that can be opened.
type Device struct {
	Kind Kind
	// Label is for people and is the same in every process, so settings
	// remember a device by Kind and Label.
	Label string
	// Spec opens the device with OpenVideo or OpenAudio.
	Spec string
	// Formats is what a camera offers; empty when it cannot be asked
	// (no permission) and for microphones, which always give 48 kHz stereo.
	Formats []Format
	// Default says that the system prefers this device among its kind.
	Default bool
}

// Sink receives what a source captures. A nil function means not wanted. Both
// are called on the goroutine of the source's Run, never at the same time.
type Sink struct {
	// Video is given one reference of the frame and must release it.
	Video func(*media.Frame)
	// Audio may use the samples until it returns.
	Audio func(media.Samples)
}

// Source is a camera, microphone, screen, file, picture or test signal.
type Source interface {
	// Spec is what opens the same source again.
	Spec() string
	// Label is for people.
	Label() string
	// HasVideo and HasAudio say which sinks Run will feed.
	HasVideo() bool
	HasAudio() bool
	// Run captures until ctx ends (nil), a file played once is over (nil) or
	// the source fails (an *Error). It may be called again after it returned,
	// and from one goroutine at a time. It ends within a frame of ctx, except
	// for a camera that has stopped sending (5 s) and a driver that hangs (2 s).
	Run(ctx context.Context, sink Sink) error
}

// VideoOptions is what is asked of a source of pictures.
type VideoOptions struct {
	// Width and Height in pixels: what a camera is asked for, and the box into
	// which larger pictures are scaled down, keeping their shape. 0: 1280x720.
	Width, Height int
	// FrameRate in frames a second, 1 to 240; 0: 30. What a camera is asked
	// for; a file goes at its own.
	FrameRate float64
	// Pixels is the only pixel layout a camera may use, as in Format; "": the
	// one that costs least.
	Pixels string
	// Pool gives the frames; nil: one of the source's own.
	Pool *media.FramePool
}

const (
	minSide, maxSide = 16, 7680 // pixels
	minRate, maxRate = 1, 240   // frames a second
)

func (o VideoOptions) withDefaults() VideoOptions {
	if o.Width <= 0 || o.Height <= 0 {
		o.Width, o.Height = 1280, 720
	}
	o.Width, o.Height = min(max(o.Width, minSide), maxSide), min(max(o.Height, minSide), maxSide)
	if !(o.FrameRate > 0) {
		o.FrameRate = 30
	}
	o.FrameRate = min(max(o.FrameRate, minRate), maxRate)
	if o.Pool == nil {
		o.Pool = &media.FramePool{}
	}
	return o
}
