package capture

import (
	"context"
	"errors"
	"io"
	"time"

	"onair/media"
	"onair/media/av"
)

// errPlayed ends a file that is played once.
var errPlayed = errors.New("played to the end")

const (
	// joinWithin is how far apart two pieces of sound may be in the file and
	// still be joined without a gap: rounding of times, and the padding that
	// codecs add.
	joinWithin = media.SampleRate / 50
	// seamTolerance is how much longer the picture may be than the sound
	// before the loop waits for it: better a picture shown briefly than a hole
	// in the sound.
	seamTolerance = media.SampleRate / 10
)

// fileDecoder is one goroutine that reads ahead into the queue and starts the
// file again before it is over, so that a loop has no seam.
type fileDecoder struct {
	file  *fileSource
	queue *fileQueue
	conv  converter
	done  chan struct{}

	origin    int64         // where this loop began, in samples
	soundEnd  int64         // end of this loop's sound, from its beginning
	lastFrame time.Duration // this loop's last picture, from its beginning
	hasFrame  bool
	step      time.Duration // between the last two pictures
}

func newFileDecoder(f *fileSource, video, audio bool) *fileDecoder {
	return &fileDecoder{file: f, queue: newFileQueue(video, audio),
		conv: converter{options: f.options}, done: make(chan struct{})}
}

func (d *fileDecoder) run(ctx context.Context) {
	defer close(d.done)
	defer d.conv.close()
	d.queue.finish(d.read(ctx))
}

func (d *fileDecoder) read(ctx context.Context) error {
	r, err := av.Open(ctx, d.file.path, av.OpenOptions{
		NoVideo: !d.queue.video, NoAudio: !d.queue.audio, Pool: d.conv.wholePool(),
	})
	if err != nil {
		return err
	}
	defer r.Close()
	if rate := r.FrameRate(); rate > 0 {
		d.step = time.Duration(float64(time.Second) / rate)
	}
	for {
		if err := d.readOnce(ctx, r); err != nil {
			return err
		}
		if !d.file.loop {
			return errPlayed
		}
		length := d.loopLength()
		if length <= 0 {
			return errors.New("nothing in it can be decoded")
		}
		d.origin += length
		d.soundEnd, d.lastFrame, d.hasFrame = 0, 0, false
		if err := r.SeekStart(); err != nil {
			return err
		}
	}
}

// readOnce reads to the end of the file.
func (d *fileDecoder) readOnce(ctx context.Context, r *av.Reader) error {
	for {
		if err := d.room(ctx); err != nil {
			return err
		}
		u, err := r.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case u.Frame != nil:
			if err := d.picture(u.Frame, u.PTS); err != nil {
				return err
			}
		default:
			if err := d.sound(ctx, u.Samples, u.PTS); err != nil {
				return err
			}
		}
	}
}

// room waits until the queue wants more.
func (d *fileDecoder) room(ctx context.Context) error {
	for d.queue.full() {
		select {
		case <-d.queue.space:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (d *fileDecoder) picture(f *media.Frame, pts time.Duration) error {
	f, err := d.conv.shrink(f)
	if err != nil {
		return err
	}
	if d.hasFrame && pts > d.lastFrame {
		d.step = pts - d.lastFrame
	}
	d.lastFrame, d.hasFrame = pts, true
	d.queue.putFrame(f, span(d.origin)+pts)
	return nil
}

func (d *fileDecoder) sound(ctx context.Context, pcm []float32, pts time.Duration) error {
	at := int64(pts.Seconds()*media.SampleRate + 0.5)
	if ahead := at - d.soundEnd; ahead < joinWithin {
		if ahead <= -media.SampleRate {
			return nil // far in the past: the file's times are broken
		}
		at = d.soundEnd
	}
	// A long silence goes in by pieces, or it would fill the memory.
	for at-d.soundEnd > enoughSound {
		d.soundEnd += enoughSound
		d.queue.putSound(nil, d.origin+d.soundEnd)
		if err := d.room(ctx); err != nil {
			return err
		}
	}
	d.queue.putSound(pcm, d.origin+at)
	d.soundEnd = at + int64(len(pcm)/media.Channels)
	return nil
}

// loopLength is after how many samples the next loop begins.
func (d *fileDecoder) loopLength() int64 {
	if !d.hasFrame {
		return d.soundEnd
	}
	step := d.step
	if step <= 0 || step > time.Second {
		step = time.Second / 25
	}
	picture := int64((d.lastFrame+step).Seconds()*media.SampleRate + 0.5)
	if d.soundEnd > 0 && picture-d.soundEnd <= seamTolerance {
		return d.soundEnd
	}
	return picture
}
