package convert_test

import (
	"testing"

	"onair/tools/tflite2onnx/convert"
	"onair/tools/tflite2onnx/modeltest"
	"onair/tools/tflite2onnx/tflite"
)

func TestConvertRefuses(t *testing.T) {
	picture := shape{1, 4, 4, 2}
	for name, op := range map[string]func(m *modeltest.Model, x, y int){
		"an unknown operator":        func(m *modeltest.Model, x, y int) { m.Op(99, []int{x}, y, nil) },
		"an unknown custom operator": func(m *modeltest.Model, x, y int) { m.Custom("Mystery", []int{x}, y, nil) },
		"a custom operator's options": func(m *modeltest.Model, x, y int) {
			m.Custom("TransformTensorBilinear", []int{x, x}, y, []byte{1, 2, 3})
		},
		"a builtin's name as custom": func(m *modeltest.Model, x, y int) { m.Custom("RELU", []int{x}, y, nil) },
		"too few inputs":             func(m *modeltest.Model, x, y int) { m.Op(modeltest.Conv, []int{x}, y, nil) },
		"a missing input":            func(m *modeltest.Model, x, y int) { m.Op(modeltest.Add, []int{x, -1}, y, nil) },
		"weights that are not constant": func(m *modeltest.Model, x, y int) {
			m.Op(modeltest.Conv, []int{x, x}, y, modeltest.Fields{1: int32(1), 2: int32(1)})
		},
		"a stride of 0": func(m *modeltest.Model, x, y int) {
			m.Op(modeltest.MaxPool, []int{x}, y, modeltest.Fields{1: int32(0), 2: int32(0)})
		},
		"a mean over channels": func(m *modeltest.Model, x, y int) { m.Op(modeltest.Mean, []int{x, m.Ints([]int{3}, 1)}, y, nil) },
		"a fused activation":   func(m *modeltest.Model, x, y int) { m.Op(modeltest.Add, []int{x, x}, y, modeltest.Fields{0: int8(77)}) },
		"a reshape to less":    func(m *modeltest.Model, x, y int) { m.Op(modeltest.Reshape, []int{m.In("z", 3)}, y, nil) },
		"an axis":              func(m *modeltest.Model, x, y int) { m.Op(modeltest.Concat, []int{x}, y, modeltest.Fields{0: int32(9)}) },
	} {
		parsed, err := tflite.Parse(one(picture, picture, op).Bytes())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := convert.Convert(parsed); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

// FuzzConvert looks that no file does more than be refused.
func FuzzConvert(f *testing.F) {
	s := shape{1, 4, 4, 2}
	f.Add(one(s, s, func(m *modeltest.Model, x, y int) {
		k := m.Value(2, 1, 1, 2)
		m.Op(modeltest.Dequantize, []int{m.Halves(make([]uint16, 4), 2, 1, 1, 2)}, k, nil)
		z := m.Value(s...)
		m.Op(modeltest.Conv, []int{x, k}, z, modeltest.Fields{1: int32(1), 2: int32(1)})
		m.Op(modeltest.PRelu, []int{z, m.Floats(make([]float32, 2), 1, 1, 2)}, y, nil)
	}).Bytes())
	f.Add(one(s, shape{1, 32}, func(m *modeltest.Model, x, y int) { m.Op(modeltest.Reshape, []int{x}, y, nil) }).Bytes())
	f.Add(one(s, s, func(m *modeltest.Model, x, y int) {
		m.Op(modeltest.Pad, []int{x, m.Ints(make([]int, 8), 4, 2)}, y, nil)
		m.Op(modeltest.StridedSlice, []int{x, m.Ints(make([]int, 4), 4), m.Ints(make([]int, 4), 4), m.Ints(s, 4)}, y, nil)
		m.Custom("TransformTensorBilinear", []int{x, m.Floats(shift, 1, 4, 4)}, y, modeltest.Flex(map[string]any{"output_width": 4, "output_height": 4}))
	}).Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := tflite.Parse(data); err == nil {
			convert.Convert(m)
		}
	})
}
