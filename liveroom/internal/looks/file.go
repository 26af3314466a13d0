package looks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
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
