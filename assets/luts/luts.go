// Package luts holds the colour tables that come with OnAir, as PNG pictures for
// grade.Load. They are drawn by beauty/internal/lutgen.
package luts

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
)

//go:generate go run onair/beauty/internal/lutgen -out .

//go:embed *.png
var files embed.FS

// Original is the name of the table that changes nothing.
const Original = "original"

var names = []string{
	Original, "neutral", "peach", "warm", "cool", "fresh", "mint", "sakura", "cream",
	"vivid", "film", "cinema", "retro", "sunset", "dusk", "night", "mono", "noir",
}

// Names lists the tables in the order a panel should show them. A table's label
// has the text key LabelKey(name).
func Names() []string { return slices.Clone(names) }

// LabelKey is the text key of a table's label, in the app's locales.
func LabelKey(name string) string { return "beauty.filter." + name }

// Open opens the PNG of a named table. An unknown name gives an error that wraps
// fs.ErrNotExist.
func Open(name string) (fs.File, error) {
	if !slices.Contains(names, name) {
		return nil, fmt.Errorf("luts: table %q: %w", name, fs.ErrNotExist)
	}
	return files.Open(name + ".png")
}
