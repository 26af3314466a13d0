package capture

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"onair/media"
	"onair/media/av"
	"onair/media/picture"
)

// pictureSource shows a still picture at the asked rate.
type pictureSource struct {
	spec, path string
	options    VideoOptions
	newClock   func() clock
}

func openPicture(s, path string, o VideoOptions) (Source, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	if _, err := picture.Inspect(data); err != nil {
		// FFmpeg knows further formats.
		if _, other := filmPicture(context.Background(), path); other != nil {
			return nil, fileError(path, err)
		}
	}
	return &pictureSource{spec: s, path: path, options: o, newClock: newSystemClock}, nil
}

func (p *pictureSource) Spec() string   { return p.spec }
func (p *pictureSource) Label() string  { return filepath.Base(p.path) }
func (p *pictureSource) HasVideo() bool { return true }
func (p *pictureSource) HasAudio() bool { return false }

func (p *pictureSource) Run(ctx context.Context, sink Sink) error {
	if sink.Video == nil {
		<-ctx.Done()
		return nil
	}
	still, err := p.load(ctx)
	if err != nil {
		return fileError(p.path, err)
	}
	clk := p.newClock()
	tick := rateTicks(clk.Now(), p.options.FrameRate)
	for clk.SleepUntil(ctx, tick.next()) {
		tick.skip(clk.Now())
		// Each gets a frame of its own: filters write into theirs.
		f := p.options.Pool.Get(still.Width(), still.Height())
		f.CopyFrom(still)
		f.Time = tick.next()
		tick.n++
		sink.Video(f)
	}
	return nil
}

// load reads the picture in the size in which it will be shown.
func (p *pictureSource) load(ctx context.Context) (*media.Frame, error) {
	data, err := os.ReadFile(p.path)
	if err != nil {
		return nil, err
	}
	conv := &converter{options: p.options}
	conv.options.Pool = &media.FramePool{}
	conv.fullRange = true // a picture's YCbCr is JPEG's
	defer conv.close()
	img, err := picture.Decode(data)
	if err == nil {
		return conv.frame(img, p.newClock().Now())
	}
	f, other := filmPicture(ctx, p.path)
	if other != nil {
		return nil, err
	}
	return conv.shrink(f)
}

// filmPicture is the first picture that FFmpeg finds in a file.
func filmPicture(ctx context.Context, path string) (*media.Frame, error) {
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	r, err := av.Open(ctx, path, av.OpenOptions{NoAudio: true})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	u, err := r.Next()
	if err != nil {
		return nil, err
	}
	if u.Frame == nil {
		return nil, errors.New("no picture")
	}
	return u.Frame, nil
}
