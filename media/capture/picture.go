package capture

import (
	"context"
	"fmt"
	"image"
	_ "image/gif"  // a format that pictures come in
	_ "image/jpeg" // a format that pictures come in
	_ "image/png"  // a format that pictures come in
	"os"
	"path/filepath"

	_ "golang.org/x/image/bmp"  // a format that pictures come in
	_ "golang.org/x/image/webp" // a format that pictures come in

	"onair/media"
)

// maxPicturePixels bounds what a picture file can make us allocate.
const maxPicturePixels = 100_000_000

// pictureSource shows a still picture at the asked rate.
type pictureSource struct {
	spec, path string
	options    VideoOptions
	newClock   func() clock
}

func openPicture(s, path string, o VideoOptions) (Source, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	defer file.Close()
	c, _, err := image.DecodeConfig(file)
	if err == nil && (c.Width < 1 || c.Height < 1 || c.Width > maxPicturePixels/c.Height) {
		err = fmt.Errorf("%d by %d pixels are too many", c.Width, c.Height)
	}
	if err != nil {
		return nil, fileError(path, err)
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
	still, err := p.load()
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
func (p *pictureSource) load() (*media.Frame, error) {
	file, err := os.Open(p.path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	img, _, err := image.Decode(file)
	if err != nil {
		return nil, err
	}
	conv := &converter{options: p.options}
	conv.options.Pool = &media.FramePool{}
	defer conv.close()
	return conv.frame(img, p.newClock().Now())
}
