package convert_test

import (
	"math"
	"testing"

	"onair/tools/tflite2onnx/modeltest"
)

// TestAttentionFollowsATurnedBox has four landmarks of a square whose eye line
// is turned by some angle: the matrix must map the corners of the crop to the
// grown square, turned as the line is.
func TestAttentionFollowsATurnedBox(t *testing.T) {
	const size, grow = 16, 1.5
	for _, angle := range []float64{0, .4, -1} {
		sin, cos := math.Sincos(angle)
		// Landmarks 0 and 1 are the eyes, 2 and 3 the lower corners.
		var points []float32
		for _, p := range [][2]float64{{-10, -10}, {10, -10}, {-10, 10}, {10, 10}} {
			points = append(points, float32(50+cos*p[0]-sin*p[1]), float32(60+sin*p[0]+cos*p[1]), 7)
		}
		half := 10 * grow
		cell := 2 * half / size
		want := []float32{
			float32(cos * cell), float32(-sin * cell), 0, float32(50 - cos*half + sin*half),
			float32(sin * cell), float32(cos * cell), 0, float32(60 - sin*half - cos*half),
			0, 0, 1, 0, 0, 0, 0, 1,
		}
		m := one(shape{1, 4, 3}, shape{1, 4, 4}, func(m *modeltest.Model, x, y int) {
			m.Custom("Landmarks2TransformMatrix", []int{x}, y, modeltest.Flex(map[string]any{
				"subset_idxs": []int{0, 1, 2, 3}, "left_rotation_idx": 0, "right_rotation_idx": 1, "target_rotation_radians": float32(0),
				"output_width": size, "output_height": size, "scale_x": float32(grow), "scale_y": float32(grow),
			}))
		})
		check(t, m, []array{{"x", shape{1, 4, 3}, points}}, array{"y", shape{1, 4, 4}, want})
	}
}

// shift is a matrix that turns by 90 degrees, doubles and moves.
var shift = []float32{0, -2, 0, 9, 2, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1}

func TestTransformLandmarks(t *testing.T) {
	s := shape{1, 2, 2}
	m := one(s, s, func(m *modeltest.Model, x, y int) {
		m.Custom("TransformLandmarks", []int{x, m.Floats(shift, 1, 4, 4)}, y, nil)
	})
	check(t, m, []array{{"x", s, []float32{1, 2, 3, 0}}}, array{"y", s, []float32{5, 3, 9, 7}})
}

// TestTransformTensor crops a picture whose values are its coordinates.
func TestTransformTensor(t *testing.T) {
	xs, s := shape{1, 12, 12, 2}, shape{1, 3, 3, 2}
	x := make([]float32, xs.len())
	for i := range x {
		x[i] = float32([]int{i / 2 % 12, i / 24}[i%2]) + .5
	}
	want := make([]float32, s.len())
	for i := range want {
		u, v := float32(i/2%3)+.5, float32(i/6)+.5
		want[i] = []float32{9 - 2*v, 2*u + 1}[i%2]
	}
	m := one(xs, s, func(m *modeltest.Model, x, y int) {
		m.Custom("TransformTensorBilinear", []int{x, m.Floats(shift, 1, 4, 4)}, y,
			modeltest.Flex(map[string]any{"output_width": 3, "output_height": 3}))
	})
	check(t, m, []array{{"x", xs, x}}, array{"y", s, want})
}
