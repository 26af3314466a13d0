package capture_test

import (
	"context"
	"fmt"

	"onair/media"
	"onair/media/capture"
)

// A source is opened from its spec and runs until its context ends.
func ExampleOpenVideo() {
	src, err := capture.OpenVideo("test:320x180@25", capture.VideoOptions{})
	if err != nil {
		fmt.Println(err) // says what is wrong and what to do
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	err = src.Run(ctx, capture.Sink{Video: func(f *media.Frame) {
		_, readable := capture.ReadClock(f)
		fmt.Println(f.Rect.Size(), readable)
		f.Release()
		cancel()
	}})
	fmt.Println(src.Label(), err)
	// Output:
	// (320,180) true
	// Test pattern <nil>
}
