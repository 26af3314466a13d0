package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Claim keeps other processes out of a data folder until it is closed; ErrInUse,
// ErrNotWritable, ErrFull.
func Claim(dir string) (io.Closer, error) {
	f, err := claim(dir)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// claim makes the data folder, tries to write in it and locks it for this
// process.
func claim(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data folder %s: %w", dir, diskError(err))
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("data folder %s: %w", dir, diskError(err))
	}
	if err := lockFile(f); err != nil {
		f.Close()
		return nil, fmt.Errorf("data folder %s: %w", dir, ErrInUse)
	}
	if err := probe(dir); err != nil {
		f.Close()
		return nil, fmt.Errorf("data folder %s: %w", dir, err)
	}
	return f, nil
}

// probe writes a block where the engine will: a full disk often still takes an
// empty file.
func probe(dir string) error {
	if err := enough(dir, Reserve); err != nil {
		return err
	}
	name := filepath.Join(dir, "probe")
	defer os.Remove(name)
	if err := os.WriteFile(name, make([]byte, 256<<10), 0o600); err != nil {
		return diskError(err)
	}
	return nil
}

// room refuses n records of some bytes together that would leave too little space.
func (s *Store) room(ctx context.Context, n, bytes int) error {
	if s.shared() {
		return s.roomFor(ctx, n, bytes)
	}
	return enough(s.dir, Reserve+int64(bytes))
}

func enough(dir string, want int64) error {
	free, err := freeSpace(dir)
	if err != nil || free >= want {
		return nil // unknown space is judged by the write itself
	}
	return fmt.Errorf("%d kB free: %w", free>>10, ErrFull)
}

// diskError adds ErrFull or ErrNotWritable to errors of the file system. The
// engine passes some on as text only.
func diskError(err error) error {
	text := strings.ToLower(err.Error())
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG),
		strings.Contains(text, "no space left"), strings.Contains(text, "file too large"),
		strings.Contains(text, "insufficient storage"), strings.Contains(text, "insufficient resources"):
		return fmt.Errorf("%w: %w", ErrFull, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR),
		strings.Contains(text, "permission denied"), strings.Contains(text, "read-only file system"),
		strings.Contains(text, "not a directory"):
		return fmt.Errorf("%w: %w", ErrNotWritable, err)
	}
	return err
}
