// Package stickers holds the motion templates that come with OnAir, as folders
// for motion.Load. Their pictures are drawn by tools/drawstickers.
package stickers

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
)

//go:generate go run onair/tools/drawstickers -out .

//go:embed */*.png */*.json */*.wav
var files embed.FS

var names = []string{
	"crown", "glasses", "cat", // of each kind one, seen without scrolling
	"sunglasses", "loveglasses", "pixels", "masquerade",
	"bunny", "dog", "fox", "bear",
	"tophat", "santa", "party", "flowers", "headphones", "horns", "halo", "space",
	"moustache", "blush", "butterflies", "hearts", "rainbow", "petals", "confetti", "snow", "frame", "neon",
}

// Names lists the templates in the order a panel should show them. A template's
// label has the text key LabelKey(name).
func Names() []string { return slices.Clone(names) }

// LabelKey is the text key of a template's label, in the app's locales.
func LabelKey(name string) string { return "beauty.sticker." + name }

// Open is the folder of a named template. An unknown name gives an error that
// wraps fs.ErrNotExist.
func Open(name string) (fs.FS, error) {
	if !slices.Contains(names, name) {
		return nil, fmt.Errorf("stickers: template %q: %w", name, fs.ErrNotExist)
	}
	return fs.Sub(files, name)
}

// Thumb is a PNG of 128 by 128 pixels that shows the template, with a clear
// background. An unknown name gives an error that wraps fs.ErrNotExist.
func Thumb(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	return fs.ReadFile(f, "thumb.png")
}
