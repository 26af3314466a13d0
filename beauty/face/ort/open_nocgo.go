//go:build !cgo

package ort

import (
	"errors"

	"onair/beauty/face"
)

// Models are the networks; without C there are none.
type Models struct{ face.Models }

// Open always returns an *Unavailable in a build without C.
func Open(Options) (*Models, error) {
	return nil, &Unavailable{Err: errors.New("this program was built without C")}
}
