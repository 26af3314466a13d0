// Package backgrounds holds the pictures that come with OnAir to be put behind a
// person, as JPEGs of 1280x720 for backdrop.LoadStill. They are drawn by
// beauty/internal/backgen.
package backgrounds

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
)

//go:generate go run onair/beauty/internal/backgen -out .

//go:embed *.jpg thumbs/*.jpg
var files embed.FS

var names = []string{"studio", "loft", "shelves", "dawn", "bokeh", "stage"}

// Names lists the pictures in the order a panel should show them. A picture's
// label has the text key LabelKey(name).
func Names() []string { return slices.Clone(names) }

// LabelKey is the text key of a picture's label, in the app's locales.
func LabelKey(name string) string { return "background." + name }

// Open opens the JPEG of a named picture. An unknown name gives an error that
// wraps fs.ErrNotExist.
func Open(name string) (fs.File, error) {
	if !slices.Contains(names, name) {
		return nil, fmt.Errorf("backgrounds: picture %q: %w", name, fs.ErrNotExist)
	}
	return files.Open(name + ".jpg")
}

// Thumb is the JPEG of a named picture in small, 184 pixels wide, for a panel. An
// unknown name gives an error that wraps fs.ErrNotExist.
func Thumb(name string) ([]byte, error) {
	if !slices.Contains(names, name) {
		return nil, fmt.Errorf("backgrounds: picture %q: %w", name, fs.ErrNotExist)
	}
	return files.ReadFile("thumbs/" + name + ".jpg")
}
