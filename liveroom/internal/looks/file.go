package looks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// MaxFile bounds what Read reads, in bytes.
const MaxFile = 64 << 10

// Read reads settings from a file into out, whose fields are named as in the file, and
// returns the names in it that are not known. check looks at out before.
func Read(r io.Reader, out any, check func() error) (unknown []string, err error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > MaxFile {
		return nil, fmt.Errorf("it is longer than %d KiB", MaxFile>>10)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // as editors put it
	if err := json.Unmarshal(data, out); err != nil {
		return nil, err
	}
	return strangeNames(data), check()
}

// Write writes settings as JSON. The error says what to do.
func Write(w io.Writer, settings any) error {
	data, err := json.MarshalIndent(settings, "", "  ")
	if err != nil {
		return fmt.Errorf("the settings cannot be written: %w", err)
	}
	if _, err := w.Write(append(data, '\n')); err != nil {
		return fmt.Errorf("the settings cannot be written; is the disk full? %w", err)
	}
	return nil
}

// Unknown names what settings spoke of that is not known.
type Unknown struct {
	// Names are what was left out, such as "values.glow" or "makeup.lips.form",
	// sorted.
	Names []string
}

// Error implements error.
func (u *Unknown) Error() string { return "left out: " + strings.Join(u.Names, ", ") }
