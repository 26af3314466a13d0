package capture

import (
	"context"
	"fmt"
	"image"
	"math"
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

// hearMicrophone listens until it heard a second of sound that is not silence.
func hearMicrophone(ctx context.Context) error {
	s, err := OpenAudio("default")
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var loud []float32
	var first, last time.Time
	blocks := 0
	err = s.Run(ctx, Sink{Audio: func(b media.Samples) {
		sum := 0.0
		for _, v := range b.Data {
			sum += float64(v) * float64(v)
		}
		if math.Sqrt(sum/float64(len(b.Data))) < 0.05 {
			return
		}
		if blocks == 0 {
			first = b.Time
		}
		last = b.Time
		if blocks++; blocks > 100 {
			cancel()
		}
		loud = append(loud, b.Data...)
	}})
	if err != nil {
		return err
	}
	crossings, jumps := 0, 0
	for i := 2; i < len(loud); i += 2 {
		// A sine of 440 Hz and 0.5 moves by 0.029 at most.
		if math.Abs(float64(loud[i]-loud[i-2])) > 0.04 {
			jumps++
		}
		if loud[i-2] < 0 && loud[i] >= 0 {
			crossings++
		}
	}
	fmt.Printf("heard hz=%.0f blocks=%d jumps=%d seconds=%.2f behind=%v\n",
		float64(crossings)*media.SampleRate*2/float64(len(loud)), blocks, jumps, last.Sub(first).Seconds(),
		time.Since(last) < 2*time.Second)
	return nil
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
