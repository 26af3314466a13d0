//go:build !unix

package store

import (
	"errors"
	"os"
)

func freeSpace(string) (int64, error) { return 0, errors.ErrUnsupported }

func lockFile(*os.File) error { return nil }
