// Package sounds holds the sound board's effects, as Ogg/Opus files. They are
// computed by tools/drawsounds.
package sounds

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
)

//go:generate go run onair/tools/drawsounds -out .

//go:embed *.ogg
var files embed.FS

var names = []string{
	"applause", "laughter", "cheer", "drumroll", "rimshot", "tada",
	"ding", "airhorn", "trombone", "whoosh", "crickets", "boing",
}

// Names lists the effects in the order in which a sound board shows them. An
// effect's label has the text key "pad." and its name.
func Names() []string { return slices.Clone(names) }

// Open returns the media file of an effect, to be given to music.Param.Data
// with Path "NAME.ogg"; an unknown name is an error matching fs.ErrNotExist.
func Open(name string) ([]byte, error) {
	if !slices.Contains(names, name) {
		return nil, fmt.Errorf("sounds: effect %q: %w", name, fs.ErrNotExist)
	}
	return files.ReadFile(name + ".ogg")
}
