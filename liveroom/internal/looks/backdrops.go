// Package looks is what BeautyManager sets beside single numbers: what stands behind the
// user, presets, and settings that were saved. It works on a chain of filters and knows no
// camera.
package looks

import (
	"bytes"
	"context"
	"sync"

	"onair/beauty"
	"onair/beauty/backdrop"
)

// Backdrops are the files that play behind the user. Any goroutine.
type Backdrops struct {
	Chain *beauty.Chain

	mu     sync.Mutex // held while a file is opened, so that the last call wins
	screen *Backdrop
	behind *Backdrop
}

// Close ends both.
func (b *Backdrops) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.screen, b.behind = replace(b.screen, nil), replace(b.behind, nil)
}

// SetScreen puts a film or a picture in place of a green cloth; "" is none. It waits for
// the file's first picture.
func (b *Backdrops) SetScreen(path string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	next, err := open(path)
	if err != nil {
		return err
	}
	b.Chain.SetGreenScreen(source(next))
	b.screen = replace(b.screen, next)
	return nil
}

// SetScreenStill does that with the bytes of a picture.
func (b *Backdrops) SetScreenStill(picture []byte) error {
	still, err := backdrop.LoadStill(bytes.NewReader(picture))
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.Chain.SetGreenScreen(still)
	b.screen = replace(b.screen, nil)
	return nil
}

// SetBehind changes what is behind the user with no cloth; "" is no file.
func (b *Backdrops) SetBehind(mode backdrop.Mode, path string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	next, err := open(path)
	if err != nil {
		return err
	}
	b.Chain.SetBackground(mode, source(next))
	b.behind = replace(b.behind, next)
	return nil
}

// SetBehindStill puts the bytes of a picture behind the user.
func (b *Backdrops) SetBehindStill(picture []byte) error {
	still, err := backdrop.LoadStill(bytes.NewReader(picture))
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.Chain.SetBackground(backdrop.Picture, still)
	b.behind = replace(b.behind, nil)
	return nil
}

func open(path string) (*Backdrop, error) {
	if path == "" {
		return nil, nil
	}
	return openBackdrop(context.Background(), path)
}

// source is p, or nil where there is none.
func source(p *Backdrop) backdrop.Source {
	if p == nil {
		return nil
	}
	return p
}

// replace closes the old one once nobody is told of it any more.
func replace(old, next *Backdrop) *Backdrop {
	if old != nil {
		old.Close()
	}
	return next
}
