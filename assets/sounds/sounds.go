// Package sounds holds the sound board's effects.
package sounds

// Names lists the effects in the order in which a sound board shows them.
func Names() []string { return nil }

// Open returns the media file of an effect, to be given to music.Param.Data
// with Path "NAME.ogg"; an unknown name is an error matching fs.ErrNotExist.
func Open(name string) ([]byte, error) { return nil, nil }
