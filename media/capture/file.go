package capture

import (
	"context"
	"errors"
	"net/url"
	"path"
	"path/filepath"
	"strings"
	"time"

	"onair/media"
	"onair/media/av"
)

// openWithin bounds how long opening a file or URL may take.
const openWithin = 15 * time.Second

// fileSource plays a media file or URL at its own pace, over and over.
type fileSource struct {
	spec, path         string
	loop               bool
	options            VideoOptions
	hasVideo, hasAudio bool
	newClock           func(*fileQueue) clock
}

func openFile(s, rest string, o VideoOptions) (Source, error) {
	p, loop := cutLoop(rest)
	f := &fileSource{spec: s, path: p, loop: loop, options: o, newClock: fileClock}
	if err := f.inspect(); err != nil {
		return nil, err
	}
	return f, nil
}

// openFileSound plays the sound of a file alone.
func openFileSound(s, rest string) (Source, error) {
	p, loop := cutLoop(rest)
	f := &fileSource{spec: s, path: p, loop: loop, newClock: fileClock}
	if err := f.inspect(); err != nil {
		return nil, err
	}
	f.hasVideo = false
	if !f.hasAudio {
		return nil, fileError(p, errors.New("it has no sound"))
	}
	return f, nil
}

func fileClock(*fileQueue) clock { return newSystemClock() }

func (f *fileSource) inspect() error {
	ctx, cancel := context.WithTimeout(context.Background(), openWithin)
	defer cancel()
	r, err := av.Open(ctx, f.path, av.OpenOptions{})
	if err != nil {
		return fileError(f.redacted(), err)
	}
	defer r.Close()
	f.hasVideo, f.hasAudio = r.HasVideo(), r.HasAudio()
	if !f.hasVideo {
		return nil
	}
	// What names a picture and cannot show it is found out here, not later.
	for range firstUnits {
		u, err := r.Next()
		if u.Frame != nil {
			u.Frame.Release()
			return nil
		}
		if err != nil {
			if !f.hasAudio {
				return fileError(f.redacted(), errors.Join(errors.New("nothing in it can be decoded"), err))
			}
			f.hasVideo = false
			return nil
		}
	}
	return nil
}

// firstUnits is how far a file is read for its first picture.
const firstUnits = 500

func (f *fileSource) Spec() string   { return f.spec }
func (f *fileSource) HasVideo() bool { return f.hasVideo }
func (f *fileSource) HasAudio() bool { return f.hasAudio }

// Label is the file's name; of a URL its last part, without its secrets.
func (f *fileSource) Label() string {
	if u, err := url.Parse(f.path); err == nil && u.Host != "" {
		if name := path.Base(u.Path); name != "." && name != "/" {
			return name
		}
		return u.Host
	}
	return filepath.Base(f.path)
}

func (f *fileSource) Run(ctx context.Context, sink Sink) error {
	video := f.hasVideo && sink.Video != nil
	audio := f.hasAudio && sink.Audio != nil
	if !video && !audio {
		<-ctx.Done()
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	d := newFileDecoder(f, video, audio)
	go d.run(ctx)
	defer func() {
		cancel()
		<-d.done
		d.queue.drain()
	}()
	p := &filePlayer{queue: d.queue, sink: sink, clk: f.newClock(d.queue), video: video, audio: audio,
		block: make([]float32, blockFrames*media.Channels)}
	err := p.play(ctx)
	if ctx.Err() != nil || err == nil {
		return nil
	}
	return fileError(f.redacted(), err)
}

// redacted is the path without a URL's user and password.
func (f *fileSource) redacted() string {
	if u, err := url.Parse(f.path); err == nil && u.Host != "" && strings.Contains(f.path, "://") {
		return u.Redacted()
	}
	return f.path
}
