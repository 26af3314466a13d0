//go:build !unix

package settings

import (
	"errors"
	"os"
)

var ErrLocked = errors.New("in use by another program")

// LockFile opens path for this process alone, as far as the system allows.
func LockFile(path string) (unlock func(), err error) {
	os.Remove(path)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil, ErrLocked
	}
	if err != nil {
		return nil, err
	}
	return func() { f.Close(); os.Remove(path) }, nil
}
