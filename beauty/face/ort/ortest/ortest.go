//go:build cgo

// Package ortest runs small ONNX models in tests.
package ortest

import (
	"fmt"
	"testing"

	onnx "github.com/yalue/onnxruntime_go"

	"onair/beauty/face/ort"
)

// Value is an input or output: its name, shape and elements. Elements of an
// output are filled in.
type Value struct {
	Name string
	Dims []int
	Data []float32
}

// Run runs the model once. A missing library fails the test.
func Run(t testing.TB, model []byte, in, out []Value) {
	t.Helper()
	if err := ort.LoadLibrary(""); err != nil {
		t.Fatal(err)
	}
	if err := run(model, in, out); err != nil {
		t.Fatal(err)
	}
}

func run(model []byte, in, out []Value) error {
	inNames, ins, err := tensors(in)
	defer destroy(ins)
	if err != nil {
		return err
	}
	outNames, outs, err := tensors(out)
	defer destroy(outs)
	if err != nil {
		return err
	}
	s, err := onnx.NewAdvancedSessionWithONNXData(model, inNames, outNames, ins, outs, nil)
	if err != nil {
		return err
	}
	defer s.Destroy()
	if err := s.Run(); err != nil {
		return err
	}
	for i := range out {
		out[i].Data = append([]float32(nil), outs[i].(*onnx.Tensor[float32]).GetData()...)
	}
	return nil
}

func tensors(list []Value) (names []string, values []onnx.Value, err error) {
	for _, v := range list {
		dims := make([]int64, len(v.Dims))
		for i, d := range v.Dims {
			dims[i] = int64(d)
		}
		t, err := onnx.NewEmptyTensor[float32](onnx.NewShape(dims...))
		if err != nil {
			return names, values, fmt.Errorf("%s: %w", v.Name, err)
		}
		copy(t.GetData(), v.Data)
		names, values = append(names, v.Name), append(values, t)
	}
	return names, values, nil
}

func destroy(list []onnx.Value) {
	for _, v := range list {
		v.Destroy()
	}
}
