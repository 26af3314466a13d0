package convert_test

import (
	"fmt"
	"math"
	"testing"

	"onair/tools/tflite2onnx/modeltest"
)

func TestFunctionsOfOneValue(t *testing.T) {
	sigmoid := func(v float64) float64 { return 1 / (1 + math.Exp(-v)) }
	for _, c := range []struct {
		name string
		code int
		f    func(float64) float64
	}{
		{"relu", modeltest.Relu, func(v float64) float64 { return max(v, 0) }},
		{"relu6", modeltest.Relu6, func(v float64) float64 { return min(max(v, 0), 6) }},
		{"tanh", modeltest.Tanh, math.Tanh},
		{"logistic", modeltest.Logistic, sigmoid},
		{"hard swish", modeltest.HardSwish, func(v float64) float64 { return v * min(max(v+3, 0), 6) / 6 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := shape{1, 2, 3, 2}
			x := noise(1, s)
			x[0], x[1] = 9, -9
			want := make([]float32, len(x))
			for i, v := range x {
				want[i] = float32(c.f(float64(v)))
			}
			m := one(s, s, func(m *modeltest.Model, x, y int) { m.Op(c.code, []int{x}, y, nil) })
			check(t, m, []array{{"x", s, x}}, array{"y", s, want})
		})
	}
}

// TestFunctionsOfTwoValues looks at operands of the same shape, at constants
// that are spread over the picture, and at fused activations.
func TestFunctionsOfTwoValues(t *testing.T) {
	for _, c := range []struct {
		name string
		code int
		f    func(a, b float32) float32
	}{
		{"add", modeltest.Add, func(a, b float32) float32 { return a + b }},
		{"sub", modeltest.Sub, func(a, b float32) float32 { return a - b }},
		{"mul", modeltest.Mul, func(a, b float32) float32 { return a * b }},
		{"div", modeltest.Div, func(a, b float32) float32 { return a / b }},
		{"maximum", modeltest.Maximum, func(a, b float32) float32 { return max(a, b) }},
		{"minimum", modeltest.Minimum, func(a, b float32) float32 { return min(a, b) }},
	} {
		for _, other := range []shape{{1, 2, 3, 2}, {2}, {1, 2, 1, 2}} {
			t.Run(fmt.Sprint(c.name, other), func(t *testing.T) {
				s := shape{1, 2, 3, 2}
				x, k := noise(1, s), noise(2, other)
				want := make([]float32, len(x))
				for i, v := range x {
					switch len(k) {
					case 12:
						want[i] = c.f(v, k[i])
					case 2:
						want[i] = c.f(v, k[i%2])
					case 4:
						want[i] = c.f(v, k[i/6*2+i%2])
					}
				}
				m := one(s, s, func(m *modeltest.Model, x, y int) {
					m.Op(c.code, []int{x, m.Floats(k, other...)}, y, nil)
				})
				check(t, m, []array{{"x", s, x}}, array{"y", s, want})
			})
		}
	}
}

func TestFusedActivations(t *testing.T) {
	s := shape{1, 1, 3, 1}
	for act, want := range map[int8][]float32{0: {-4, 1, 20}, 1: {0, 1, 20}, 3: {0, 1, 6}, 4: {-.99932930, .76159416, 1}} {
		m := modeltest.New()
		a, b := m.In("a", s...), m.In("b", s...)
		m.Op(modeltest.Add, []int{a, b}, m.Out("y", s...), modeltest.Fields{0: act})
		check(t, m, []array{{"a", s, []float32{-2, 0, 10}}, {"b", s, []float32{-2, 1, 10}}}, array{"y", s, want})
	}
}

// TestPReluAndHalves has a slope a channel, kept in 16 bits as MediaPipe's
// models have it; one of them above 1, which is written otherwise.
func TestPReluAndHalves(t *testing.T) {
	s := shape{1, 2, 2, 3}
	for _, c := range []struct {
		slopes []float32
		halves []uint16
	}{
		{[]float32{.5, -2, 0}, []uint16{0x3800, 0xc000, 0}},
		{[]float32{.5, 2, 1}, []uint16{0x3800, 0x4000, 0x3c00}},
	} {
		x := noise(1, s)
		want := make([]float32, len(x))
		for i, v := range x {
			if want[i] = v; v < 0 {
				want[i] = v * c.slopes[i%3]
			}
		}
		m := one(s, s, func(m *modeltest.Model, x, y int) {
			wide := m.Value(1, 1, 3)
			m.Op(modeltest.Dequantize, []int{m.Halves(c.halves, 1, 1, 3)}, wide, nil)
			m.Op(modeltest.PRelu, []int{x, wide}, y, nil)
		})
		check(t, m, []array{{"x", s, x}}, array{"y", s, want})
	}
}

// TestFullyConnected begins with a picture, whose order must not be lost.
func TestFullyConnected(t *testing.T) {
	xs, ws := shape{1, 2, 2, 3}, shape{4, 12}
	x, w, b := noise(1, xs), noise(2, ws), noise(3, shape{4})
	want := make([]float32, 4)
	for o := range want {
		want[o] = b[o]
		for i, v := range x {
			want[o] += v * w[o*12+i]
		}
	}
	m := one(xs, shape{1, 4}, func(m *modeltest.Model, x, y int) {
		m.Op(modeltest.FullyConnected, []int{x, m.Floats(w, ws...), m.Floats(b, 4)}, y, nil)
	})
	check(t, m, []array{{"x", xs, x}}, array{"y", shape{1, 4}, want})
}
