//go:build unix

package settings

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

var ErrLocked = errors.New("in use by another program")

// LockFile locks path until the returned function is called or the process
// ends. It returns ErrLocked if another process has the lock.
func LockFile(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, ErrLocked
		}
		return nil, err
	}
	return func() { f.Close() }, nil
}
