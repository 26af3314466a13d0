package device

import (
	"context"
	"errors"
	"time"

	"onair/media/capture"
)

// errSourceEnded says that a source came to its end, which is no failure.
var errSourceEnded = errors.New("the file has come to its end")

// reopenAfter is the wait before a device that failed is tried again.
const reopenAfter = 2 * time.Second

// superviseSource runs src and opens it again after failures until ctx ends.
// failed is told of each failure.
func superviseSource(ctx context.Context, src capture.Source, open func() (capture.Source, error), sink capture.Sink, failed func(error)) {
	for {
		err := src.Run(ctx, sink)
		if ctx.Err() != nil {
			return
		}
		if err == nil { // a file that was to be played once is over
			failed(errSourceEnded)
			<-ctx.Done()
			return
		}
		failed(err)
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(reopenAfter):
			}
			next, err := open()
			if err == nil {
				src = next
				break
			}
		}
	}
}
