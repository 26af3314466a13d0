//go:build cgo

package ort

import (
	"fmt"
	"runtime"

	onnx "github.com/yalue/onnxruntime_go"
)

// session is one network with its tensors, which stay the same from run to run.
type session struct {
	s      *onnx.AdvancedSession
	in     []float32
	out    [][]float32
	values []onnx.Value
	pin    runtime.Pinner
}

// tensor describes an input or output of a network.
type tensor struct {
	name string
	dims []int64
}

func newSession(model []byte, in tensor, out []tensor) (*session, error) {
	opts, err := sessionOptions()
	if err != nil {
		return nil, err
	}
	defer opts.Destroy()
	s := &session{}
	ok := false
	defer func() {
		if !ok {
			s.close()
		}
	}()
	if s.in, err = s.add(in); err != nil {
		return nil, err
	}
	names := make([]string, len(out))
	for i, t := range out {
		data, err := s.add(t)
		if err != nil {
			return nil, err
		}
		names[i] = t.name
		s.out = append(s.out, data)
	}
	s.s, err = onnx.NewAdvancedSessionWithONNXData(model, []string{in.name}, names, s.values[:1], s.values[1:], opts)
	if err != nil {
		return nil, err
	}
	// A first run finds out whether inputs and outputs are the network's.
	if err := s.s.Run(); err != nil {
		return nil, err
	}
	ok = true
	return s, nil
}

// add makes a tensor over memory of Go's that is pinned until close, since
// the library keeps its address.
func (s *session) add(t tensor) ([]float32, error) {
	shape := onnx.NewShape(t.dims...)
	data := make([]float32, shape.FlattenedSize())
	s.pin.Pin(&data[0])
	v, err := onnx.NewTensor(shape, data)
	if err != nil {
		return nil, fmt.Errorf("tensor %s: %w", t.name, err)
	}
	s.values = append(s.values, v)
	return data, nil
}

// run takes values of 0 to 1; signed makes -1 to 1 of them.
func (s *session) run(in []float32, signed bool) error {
	if len(in) != len(s.in) {
		return fmt.Errorf("ort: the network takes %d values, not %d", len(s.in), len(in))
	}
	if !signed {
		copy(s.in, in)
		return s.s.Run()
	}
	dst := s.in[:len(in)]
	for i, v := range in {
		dst[i] = v*2 - 1
	}
	return s.s.Run()
}

func (s *session) close() {
	if s.s != nil {
		s.s.Destroy()
	}
	for _, v := range s.values {
		v.Destroy()
	}
	s.pin.Unpin()
}

// sessionOptions: one thread that never spins, little memory.
func sessionOptions() (*onnx.SessionOptions, error) {
	o, err := onnx.NewSessionOptions()
	if err != nil {
		return nil, err
	}
	for _, set := range []func() error{
		func() error { return o.SetIntraOpNumThreads(1) },
		func() error { return o.SetInterOpNumThreads(1) },
		func() error { return o.SetExecutionMode(onnx.ExecutionModeSequential) },
		func() error { return o.SetGraphOptimizationLevel(onnx.GraphOptimizationLevelEnableAll) },
		// Its own arena takes memory by powers of two, for each network, and gives nothing back.
		func() error { return o.SetCpuMemArena(false) },
		func() error { return o.AddSessionConfigEntry("session.intra_op.allow_spinning", "0") },
		func() error { return o.AddSessionConfigEntry("session.inter_op.allow_spinning", "0") },
		func() error { return o.AddSessionConfigEntry("session.set_denormal_as_zero", "1") },
	} {
		if err := set(); err != nil {
			o.Destroy()
			return nil, err
		}
	}
	return o, nil
}
