package convert_test

import (
	"fmt"
	"testing"

	"onair/tools/tflite2onnx/modeltest"
)

// pick is the output that takes each value from somewhere in x.
func pick(x []float32, s shape, from func(y, x, c int) int) []float32 {
	out := make([]float32, s.len())
	for i := range out {
		if n := from(i/s[3]/s[2]%s[1], i/s[3]%s[2], i%s[3]); n >= 0 {
			out[i] = x[n]
		}
	}
	return out
}

func TestReshapeKeepsTheOrder(t *testing.T) {
	for _, c := range []struct{ from, to shape }{
		{shape{1, 2, 3, 4}, shape{1, 24}}, {shape{1, 24}, shape{1, 2, 3, 4}}, {shape{1, 2, 3, 4}, shape{1, 3, 4, 2}},
		{shape{1, 2, 3, 4}, shape{1, 6, 4}}, {shape{1, 1, 1, 6}, shape{1, 3, 2}}, {shape{1, 6, 4}, shape{1, 1, 1, 24}}, {shape{1, 2, 3, 1}, shape{2, 3}},
	} {
		t.Run(fmt.Sprint(c.from, c.to), func(t *testing.T) {
			x := noise(1, c.from)
			m := one(c.from, c.to, func(m *modeltest.Model, x, y int) { m.Op(modeltest.Reshape, []int{x, m.Ints(c.to, len(c.to))}, y, nil) })
			check(t, m, []array{{"x", c.from, x}}, array{"y", c.to, x})
		})
	}
	s := shape{1, 2, 1, 3}
	x := noise(1, s)
	m := one(s, shape{2, 3}, func(m *modeltest.Model, x, y int) { m.Op(modeltest.Squeeze, []int{x}, y, nil) })
	check(t, m, []array{{"x", s, x}}, array{"y", shape{2, 3}, x})
}

func TestConcatAlongEachAxis(t *testing.T) {
	a, b := shape{1, 2, 2, 2}, shape{1, 2, 2, 2}
	x, z := noise(1, a), noise(2, b)
	both := append(append([]float32{}, x...), z...)
	for axis, want := range map[int32]array{
		1:  {"y", shape{1, 4, 2, 2}, both},
		2:  {"y", shape{1, 2, 4, 2}, pick(both, shape{1, 2, 4, 2}, func(y, x, c int) int { return x/2*8 + (y*2+x%2)*2 + c })},
		-1: {"y", shape{1, 2, 2, 4}, pick(both, shape{1, 2, 2, 4}, func(y, x, c int) int { return c/2*8 + (y*2+x)*2 + c%2 })},
	} {
		m := modeltest.New()
		i, j := m.In("a", a...), m.In("b", b...)
		m.Op(modeltest.Concat, []int{i, j}, m.Out("y", want.s...), modeltest.Fields{0: axis})
		check(t, m, []array{{"a", a, x}, {"b", b, z}}, want)
	}
}

// TestPadOfChannelsAlone is written as a convolution.
func TestPadOfChannelsAlone(t *testing.T) {
	xs, s := shape{1, 2, 3, 2}, shape{1, 2, 3, 5}
	x := noise(1, xs)
	want := pick(x, s, func(y, x, c int) int {
		if c > 1 {
			return -1
		}
		return (y*3+x)*2 + c
	})
	m := one(xs, s, func(m *modeltest.Model, x, y int) {
		m.Op(modeltest.Pad, []int{x, m.Ints([]int{0, 0, 0, 0, 0, 0, 0, 3}, 4, 2)}, y, nil)
	})
	check(t, m, []array{{"x", xs, x}}, array{"y", s, want})
}

func TestPad(t *testing.T) {
	xs, s := shape{1, 2, 2, 1}, shape{1, 4, 3, 2}
	x := noise(1, xs)
	want := pick(x, s, func(y, x, c int) int {
		if y < 1 || y > 2 || x > 1 || c > 0 {
			return -1
		}
		return (y-1)*2 + x
	})
	m := one(xs, s, func(m *modeltest.Model, x, y int) {
		m.Op(modeltest.Pad, []int{x, m.Ints([]int{0, 0, 1, 1, 0, 1, 0, 1}, 4, 2)}, y, nil)
	})
	check(t, m, []array{{"x", xs, x}}, array{"y", s, want})
}

func TestStridedSlice(t *testing.T) {
	xs, s := shape{1, 5, 4, 3}, shape{1, 2, 4, 2}
	x := noise(1, xs)
	want := pick(x, s, func(y, x, c int) int { return ((1+2*y)*4+x)*3 + c + 1 })
	m := one(xs, s, func(m *modeltest.Model, x, y int) {
		m.Op(modeltest.StridedSlice, []int{x, m.Ints([]int{0, 1, 7, 1}, 4), m.Ints([]int{1, 5, 0, 3}, 4), m.Ints([]int{1, 2, 1, 1}, 4)}, y,
			modeltest.Fields{0: int32(1<<0 | 1<<2), 1: int32(1 << 2)})
	})
	check(t, m, []array{{"x", xs, x}}, array{"y", s, want})
}

func TestDepthToSpace(t *testing.T) {
	xs, s := shape{1, 2, 2, 8}, shape{1, 4, 4, 2}
	x := noise(1, xs)
	want := pick(x, s, func(y, x, c int) int { return (y/2*2+x/2)*8 + (y%2*2+x%2)*2 + c })
	m := one(xs, s, func(m *modeltest.Model, x, y int) {
		m.Op(modeltest.DepthToSpace, []int{x}, y, modeltest.Fields{0: int32(2)})
	})
	check(t, m, []array{{"x", xs, x}}, array{"y", s, want})
}

func TestMean(t *testing.T) {
	xs := shape{1, 2, 3, 2}
	x := noise(1, xs)
	want := make([]float32, 2)
	for i, v := range x {
		want[i%2] += v / 6
	}
	for _, s := range []shape{{1, 1, 1, 2}, {1, 2}} {
		m := one(xs, s, func(m *modeltest.Model, x, y int) {
			m.Op(modeltest.Mean, []int{x, m.Ints([]int{1, 2}, 2)}, y, modeltest.Fields{0: len(s) == 4})
		})
		check(t, m, []array{{"x", xs, x}}, array{"y", s, want})
	}
}

func TestResize(t *testing.T) {
	const in, out = 3, 6
	for _, c := range []struct {
		name             string
		corners, centres bool
		place            func(i int) float32
	}{
		{"plain", false, false, func(i int) float32 { return float32(i) * in / out }},
		{"corners", true, false, func(i int) float32 { return float32(i) * (in - 1) / (out - 1) }},
		{"centres", false, true, func(i int) float32 { return max((float32(i)+.5)*in/out-.5, 0) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			xs, s := shape{1, in, in, 2}, shape{1, out, out, 2}
			x := noise(1, xs)
			want := make([]float32, s.len())
			for i := range want {
				py, px := c.place(i/2/out), c.place(i/2%out)
				y0, x0 := int(py), int(px)
				y1, x1, fy, fx := min(y0+1, in-1), min(x0+1, in-1), py-float32(y0), px-float32(x0)
				v := func(y, x0 int) float32 { return at(x, xs, y, x0, i%2) }
				want[i] = (v(y0, x0)*(1-fx)+v(y0, x1)*fx)*(1-fy) + (v(y1, x0)*(1-fx)+v(y1, x1)*fx)*fy
			}
			m := one(xs, s, func(m *modeltest.Model, x, y int) {
				m.Op(modeltest.Resize, []int{x, m.Ints([]int{out, out}, 2)}, y, modeltest.Fields{2: c.corners, 3: c.centres})
			})
			check(t, m, []array{{"x", xs, x}}, array{"y", s, want})
		})
	}
}
