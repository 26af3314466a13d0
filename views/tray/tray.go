// Package tray puts an icon with a menu into the desktop's tray while the program runs.
//
// Fyne has calls for it, too, but shows what they set only if that was before its event
// loop began; so the module below Fyne's calls is used as it is.
package tray

import (
	"sync"

	"fyne.io/systray"
)

// Item is a line of the icon's menu.
type Item struct {
	Text string
	// Do is called on a goroutine of the icon's own.
	Do func()
}

// Icon is an icon in the tray. A process has one at most.
type Icon struct {
	end  func()
	once sync.Once
	quit chan struct{}
	done sync.WaitGroup
}

// Show puts an icon (a PNG) into the tray. It is called on the goroutine of the window
// system. Where the desktop has no tray nothing is seen; if one comes later, the icon
// is in it.
func Show(title string, icon []byte, items ...Item) *Icon {
	i := &Icon{quit: make(chan struct{})}
	ready := make(chan struct{})
	start, end := systray.RunWithExternalLoop(func() {
		defer close(ready)
		systray.SetIcon(icon)
		systray.SetTitle(title)
		systray.SetTooltip(title)
		for _, it := range items {
			clicked := systray.AddMenuItem(it.Text, "").ClickedCh
			i.done.Go(func() { i.follow(clicked, it.Do) })
		}
	}, nil)
	i.end = func() {
		<-ready
		end()
	}
	start()
	return i
}

// follow calls do for each click until the icon is taken away.
func (i *Icon) follow(clicked <-chan struct{}, do func()) {
	for {
		select {
		case <-clicked:
			do()
		case <-i.quit:
			return
		}
	}
}

// Close takes the icon away, for good, when the program ends, and waits for calls of
// Do. It may be called twice.
func (i *Icon) Close() {
	i.once.Do(func() {
		i.end()
		close(i.quit)
	})
	i.done.Wait()
}
