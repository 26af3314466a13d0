package liveroom

import (
	"bytes"
	"context"
	"image/color"
	"sync"

	"onair/beauty/backdrop"
	"onair/liveroom/internal/device"
)

// backdrops are the files that play behind the user.
type backdrops struct {
	mu     sync.Mutex // held while a file is opened, so that the last call wins
	screen *device.Backdrop
	behind *device.Backdrop
}

// closeAll ends both.
func (b *backdrops) closeAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range []**device.Backdrop{&b.screen, &b.behind} {
		if *p != nil {
			(*p).Close()
			*p = nil
		}
	}
}

// SetGreenScreenFile puts a film or a picture in place of a real green (or
// blue) cloth behind the user (setGreenScreenFile); films play over and over,
// without sound. An empty path switches it off. A file that cannot be played
// gives CodeBadArgument and changes nothing. It waits for the file's first
// picture.
func (b *BeautyManager) SetGreenScreenFile(path string) error {
	b.backs.mu.Lock()
	defer b.backs.mu.Unlock()
	next, err := b.open("SetGreenScreenFile", path)
	if err != nil {
		return err
	}
	if next == nil {
		b.camera.Chain.SetGreenScreen(nil)
	} else {
		b.camera.Chain.SetGreenScreen(next)
	}
	b.backs.screen = replace(b.backs.screen, next)
	return nil
}

// SetGreenScreenData is SetGreenScreenFile with the bytes of a picture. A call
// of ours.
func (b *BeautyManager) SetGreenScreenData(picture []byte) error {
	still, err := stillOf("SetGreenScreenData", picture)
	if err != nil {
		return err
	}
	b.backs.mu.Lock()
	defer b.backs.mu.Unlock()
	b.camera.Chain.SetGreenScreen(still)
	b.backs.screen = replace(b.backs.screen, nil)
	return nil
}

// SetBackgroundData puts the bytes of a picture behind the user; see
// SetBackground. A call of ours.
func (b *BeautyManager) SetBackgroundData(picture []byte) error {
	still, err := stillOf("SetBackgroundData", picture)
	if err != nil {
		return err
	}
	b.backs.mu.Lock()
	defer b.backs.mu.Unlock()
	b.camera.Chain.SetBackground(backdrop.Picture, still)
	b.backs.behind = replace(b.backs.behind, nil)
	return nil
}

func stillOf(op string, picture []byte) (*backdrop.Still, error) {
	still, err := backdrop.LoadStill(bytes.NewReader(picture))
	if err != nil {
		return nil, &Error{Code: CodeBadArgument, Op: op, Desc: "this picture cannot be shown behind you; choose another", Err: err}
	}
	return still, nil
}

// SetGreenScreenColor names the cloth's colour; nil has it found in the
// picture. A call of ours.
func (b *BeautyManager) SetGreenScreenColor(c color.Color) { b.camera.Chain.SetGreenScreenKey(c) }

// SetBackground changes what is behind the user without any cloth: it is left,
// blurred, or replaced by the picture or film of path, which counts with
// backdrop.Picture alone. Where people cannot be found (see
// FacesUnavailable) the picture passes unchanged. A call of ours; errors as
// SetGreenScreenFile.
func (b *BeautyManager) SetBackground(mode backdrop.Mode, path string) error {
	b.backs.mu.Lock()
	defer b.backs.mu.Unlock()
	if mode != backdrop.Picture {
		path = ""
	} else if path == "" {
		return fail("SetBackground", CodeBadArgument, "choose a picture or a film to stand behind you")
	}
	next, err := b.open("SetBackground", path)
	if err != nil {
		return err
	}
	if next == nil {
		b.camera.Chain.SetBackground(mode, nil)
	} else {
		b.camera.Chain.SetBackground(mode, next)
	}
	b.backs.behind = replace(b.backs.behind, next)
	return nil
}

// SetBackgroundBlur sets how strong the blur is, 0 (hardly) to 1 (shapes only).
// A call of ours.
func (b *BeautyManager) SetBackgroundBlur(strength float32) float32 {
	return b.camera.Chain.SetBackgroundBlur(strength)
}

// open opens path; "" is no file.
func (b *BeautyManager) open(op, path string) (*device.Backdrop, error) {
	if path == "" {
		return nil, nil
	}
	next, err := device.OpenBackdrop(context.Background(), path)
	if err != nil {
		return nil, &Error{Code: CodeBadArgument, Op: op, Desc: "this file cannot be shown behind you; choose another picture or film", Err: err}
	}
	return next, nil
}

// replace closes the old one once nobody is told of it any more.
func replace(old, next *device.Backdrop) *device.Backdrop {
	if old != nil {
		old.Close()
	}
	return next
}
