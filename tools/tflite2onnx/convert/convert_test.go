package convert_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"onair/beauty/face/ort/ortest"
	"onair/tools/tflite2onnx/convert"
	"onair/tools/tflite2onnx/modeltest"
	"onair/tools/tflite2onnx/tflite"
)

// shape is what an array has along batch, rows, columns and channels, or fewer.
type shape []int

func (s shape) len() int {
	n := 1
	for _, d := range s {
		n *= d
	}
	return n
}

// noise is a repeatable array with both signs.
func noise(seed uint64, s shape) []float32 {
	r := rand.New(rand.NewPCG(seed, 1))
	v := make([]float32, s.len())
	for i := range v {
		v[i] = float32(r.Float64()*4 - 2)
	}
	return v
}

// toPlanar brings an array from TensorFlow Lite's order into ONNX's.
func toPlanar(v []float32, s shape) ([]float32, shape) {
	if len(s) != 4 {
		return v, s
	}
	out := make([]float32, len(v))
	for b := range s[0] {
		for y := range s[1] {
			for x := range s[2] {
				for c := range s[3] {
					out[((b*s[3]+c)*s[1]+y)*s[2]+x] = v[((b*s[1]+y)*s[2]+x)*s[3]+c]
				}
			}
		}
	}
	return out, shape{s[0], s[3], s[1], s[2]}
}

// array is an input or a wanted output in TensorFlow Lite's order.
type array struct {
	name string
	s    shape
	v    []float32
}

// check converts the model, runs it and compares what comes out.
func check(t *testing.T, m *modeltest.Model, in []array, want array) {
	t.Helper()
	parsed, err := tflite.Parse(m.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	file, err := convert.Convert(parsed)
	if err != nil {
		t.Fatal(err)
	}
	var ins []ortest.Value
	for _, a := range in {
		v, s := toPlanar(a.v, a.s)
		ins = append(ins, ortest.Value{Name: a.name, Dims: s, Data: v})
	}
	wanted, s := toPlanar(want.v, want.s)
	out := []ortest.Value{{Name: want.name, Dims: s}}
	ortest.Run(t, file, ins, out)
	if len(out[0].Data) != len(wanted) {
		t.Fatalf("%d values came out, not %d", len(out[0].Data), len(wanted))
	}
	for i, v := range out[0].Data {
		if math.Abs(float64(v-wanted[i])) > 1e-4 {
			t.Fatalf("value %d is %g, not %g", i, v, wanted[i])
		}
	}
}

// one is a model with a picture as input, one operator and an output.
func one(in, out shape, op func(m *modeltest.Model, x, y int)) *modeltest.Model {
	m := modeltest.New()
	x, y := m.In("x", in...), m.Out("y", out...)
	op(m, x, y)
	return m
}

// at is a picture's value, or 0 outside.
func at(v []float32, s shape, y, x, c int) float32 {
	if y < 0 || x < 0 || y >= s[1] || x >= s[2] {
		return 0
	}
	return v[(y*s[2]+x)*s[3]+c]
}
