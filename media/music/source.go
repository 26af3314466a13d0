package music

import (
	"context"
	"errors"
	"io"
	"time"

	"onair/media"
	"onair/media/av"
)

// source gives a track's sound from any place on, loops included. The render
// goroutine owns it.
type source interface {
	// read fills dst; less than that comes with an error only (see feed.take).
	read(ctx context.Context, dst []float32, wake <-chan struct{}) (int, error)
	// seek goes to a position in sample pairs; track -1 stays with the track.
	seek(p place)
	// position is the place in the file of the n-th sample pair since the seek.
	position(n float64) float64
	// ahead is how many frames are to be rendered before they are needed.
	ahead() int64
}

// frames is d in sample pairs.
func frames(d time.Duration) float64 { return d.Seconds() * media.SampleRate }

func span(frames float64) time.Duration {
	return time.Duration(frames / media.SampleRate * float64(time.Second))
}

// fileSource decodes while it plays, on a goroutine of its own (run).
type fileSource struct {
	feed   *feed
	reader *av.Reader
	param  Param
}

func newFileSource(r *av.Reader, p Param) *fileSource {
	f := &fileSource{feed: newFeed(), reader: r, param: p}
	f.seek(place{frames(p.Start), -1})
	return f
}

func (f *fileSource) read(ctx context.Context, dst []float32, wake <-chan struct{}) (int, error) {
	return f.feed.take(ctx, dst, wake)
}

func (f *fileSource) seek(p place)               { f.feed.seek(p) }
func (f *fileSource) position(n float64) float64 { return f.feed.position(n) }
func (f *fileSource) ahead() int64               { return media.SampleRate / 5 }
func (f *fileSource) part(from float64) av.SoundRange {
	return av.SoundRange{From: span(from).Round(time.Microsecond), To: f.param.End}
}

// run decodes until ctx ends, then closes the file.
func (f *fileSource) run(ctx context.Context) {
	defer f.reader.Close()
	left := f.param.LoopCount
	for ctx.Err() == nil {
		gen, want := f.feed.asked()
		err := f.decode(ctx, gen, want, &left)
		if errors.Is(err, errWake) {
			continue
		}
		if f.feed.finish(ctx, gen, err) != nil {
			return
		}
	}
}

// decode reads from a place on to the end of the last loop.
func (f *fileSource) decode(ctx context.Context, gen int, want place, left *int) error {
	if want.track >= 0 {
		if err := f.reader.SelectAudio(want.track); err != nil {
			return err
		}
	}
	part := f.part(want.position)
	for {
		part.More = *left != 0
		if err := f.reader.SeekSound(part); err != nil {
			return err
		}
		if err := f.decodePart(ctx, gen); !ended(err) {
			return err
		}
		read := f.reader.SoundRead()
		if *left == 0 || read == 0 && part.Join {
			return io.EOF
		}
		if *left > 0 {
			*left--
		}
		f.feed.looped(gen, read, frames(f.param.Start))
		part = f.part(frames(f.param.Start))
		part.Join = true
	}
}

func (f *fileSource) decodePart(ctx context.Context, gen int) error {
	for {
		u, err := f.reader.Next()
		if err != nil {
			return err
		}
		if err := f.feed.put(ctx, gen, u.Samples); err != nil {
			return err
		}
	}
}
