package capture

import (
	"context"
	"fmt"
	"image"
	"time"

	"onair/media"
)

// childEnv names what the test binary does as a child process: sound and window
// systems are found by the environment that a process starts with.
const childEnv = "CAPTURE_TEST_CHILD"

// children report in lines on standard output.
var children = map[string]func(ctx context.Context) error{
	"devices": listDevices,
	"mic":     hearMicrophone,
	"follow":  followMicrophone,
	"screen":  seeScreen,
	"resize":  seeScreenChange,
}

func runChild(name string) int {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := children[name](ctx); err != nil {
		fmt.Println("failed:", err)
		return 1
	}
	return 0
}

func listDevices(ctx context.Context) error {
	list, err := Devices(ctx)
	for _, d := range list {
		fmt.Printf("%s %q default=%v\n", d.Kind, d.Label, d.Default)
	}
	return err
}

// hearMicrophone listens until it heard half a second of an undamaged tone. A
// busy machine loses sound now and then; a driver that damages every chunk
// never gets there.
func hearMicrophone(ctx context.Context) error {
	s, err := OpenAudio("default")
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var clean toneCheck
	err = s.Run(ctx, Sink{Audio: func(b media.Samples) {
		clean.add(b)
		if clean.frames >= media.SampleRate/2 && ctx.Err() == nil {
			fmt.Printf("heard hz=%.0f late=%v damaged=%d\n", clean.hz(), time.Since(b.Time) > 5*time.Second, clean.damaged)
			cancel()
		}
	}})
	return err
}

// toneCheck counts the samples of a sine of 440 Hz and a peak of 0.5 since it
// was last silent or damaged.
type toneCheck struct {
	frames, crossings, damaged int
	last                       float32
}

func (c *toneCheck) add(b media.Samples) {
	peak := float32(0)
	for i := range b.Frames() {
		v := b.Data[2*i]
		peak = max(peak, v)
		// Such a sine moves by 0.029 at most.
		if d := v - c.last; d > 0.04 || d < -0.04 {
			c.frames, c.crossings = 0, 0
			c.damaged++
		}
		// Between two of its samples it does not stay this close to zero: this is silence.
		if max(v, -v, c.last, -c.last) < 0.005 {
			c.frames, c.crossings = 0, 0
		}
		if c.last < 0 && v >= 0 {
			c.crossings++
		}
		c.last = v
		c.frames++
	}
	if peak < 0.4 {
		c.frames, c.crossings = 0, 0
	}
}

func (c *toneCheck) hz() float64 {
	return float64(c.crossings) * media.SampleRate / float64(c.frames)
}

func seeScreen(ctx context.Context) error {
	s, err := OpenVideo("screen:0", VideoOptions{Width: 320, Height: 320})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	n := 0
	return s.Run(ctx, Sink{Video: func(f *media.Frame) {
		if n++; n == 3 {
			fmt.Printf("saw %dx%d luma=%d label=%q\n", f.Width(), f.Height(), meanLuma(f, 0, 0, f.Width(), f.Height()), s.Label())
			cancel()
		}
		f.Release()
	}})
}

// seeScreenChange prints the size of the pictures whenever it changes.
func seeScreenChange(ctx context.Context) error {
	s, err := OpenVideo("screen:0", VideoOptions{Width: 2000, Height: 2000})
	if err != nil {
		return err
	}
	was := image.Point{}
	return s.Run(ctx, Sink{Video: func(f *media.Frame) {
		if size := f.Rect.Size(); size != was {
			was = size
			fmt.Printf("%dx%d\n", size.X, size.Y)
		}
		f.Release()
	}})
}

// followMicrophone prints the pitch of what the default microphone hears, and
// its name, whenever that changes for a fifth of a second.
func followMicrophone(ctx context.Context) error {
	s, err := OpenAudio("default")
	if err != nil {
		return err
	}
	crossings, frames, was := 0, 0, 0
	var last float32
	return s.Run(ctx, Sink{Audio: func(b media.Samples) {
		for i := range b.Frames() {
			v := b.Data[2*i]
			if last < 0 && v >= 0 {
				crossings++
			}
			last = v
		}
		if frames += b.Frames(); frames < media.SampleRate/5 {
			return
		}
		hz := crossings * 5 / 50 * 50
		if hz != was {
			was = hz
			fmt.Printf("hears %d on %q\n", hz, s.Label())
		}
		crossings, frames = 0, 0
	}})
}
