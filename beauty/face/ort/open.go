//go:build cgo

package ort

import (
	"fmt"
	"sync"

	onnx "github.com/yalue/onnxruntime_go"

	"onair/beauty/face"
)

// The library can be loaded once a process, and stays.
var library struct {
	sync.Mutex
	path string
}

// Open loads the library, unless the process has it already, and the networks
// for faces (about 0.1 s); those for hands and persons are loaded when they are
// used. When the library is missing or does not fit the error is an
// *Unavailable; any other error means a damaged model.
func Open(o Options) (*Models, error) {
	if err := LoadLibrary(o.Library); err != nil {
		return nil, err
	}
	m := &Models{files: o.Models, decode: [3]decoder{
		{anchors: face.Anchors(sizes.Detect.X), size: float32(sizes.Detect.X), keys: 6, minScore: .5},
		{anchors: face.Anchors(sizes.Palms.X), size: float32(sizes.Palms.X), keys: 7, minScore: .5},
		{anchors: face.FarAnchors(sizes.Far.X), size: float32(sizes.Far.X), keys: 6, minScore: .3},
	}}
	for _, n := range []network{detector, landmarks} {
		if err := m.load(n); err != nil {
			m.Close()
			return nil, err
		}
	}
	return m, nil
}

// LoadLibrary loads ONNX Runtime, unless the process has it already; an empty
// path means the usual places. Open does it by itself.
func LoadLibrary(wanted string) error {
	library.Lock()
	defer library.Unlock()
	if onnx.IsInitialized() {
		return nil
	}
	path, err := find(wanted)
	if err != nil {
		return err
	}
	onnx.SetSharedLibraryPath(path)
	if err := onnx.InitializeEnvironment(onnx.WithLogLevelError()); err != nil {
		return &Unavailable{Path: path, Err: fmt.Errorf("it cannot be loaded: %w", err)}
	}
	library.path = path
	return nil
}
