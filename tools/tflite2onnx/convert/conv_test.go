package convert_test

import (
	"fmt"
	"testing"

	"onair/tools/tflite2onnx/modeltest"
)

// before is TensorFlow's padding in front of an axis.
func before(same bool, in, out, kernel, stride, dilation int) int {
	if !same {
		return 0
	}
	return max((out-1)*stride+(kernel-1)*dilation+1-in, 0) / 2
}

func outSize(same bool, in, kernel, stride, dilation int) int {
	if same {
		return (in + stride - 1) / stride
	}
	return (in-(kernel-1)*dilation-1)/stride + 1
}

func padding(same bool) int8 {
	if same {
		return 0
	}
	return 1
}

// convolution is the sum that CONV_2D and DEPTHWISE_CONV_2D stand for.
func convolution(x []float32, xs shape, w []float32, ws shape, bias []float32, same bool, stride, dilation int, depthwise bool) ([]float32, shape) {
	channels := ws[0]
	if depthwise {
		channels = ws[3]
	}
	s := shape{1, outSize(same, xs[1], ws[1], stride, dilation), outSize(same, xs[2], ws[2], stride, dilation), channels}
	top, left := before(same, xs[1], s[1], ws[1], stride, dilation), before(same, xs[2], s[2], ws[2], stride, dilation)
	out := make([]float32, s.len())
	for oy := range s[1] {
		for ox := range s[2] {
			for o := range channels {
				sum := bias[o]
				for ky := range ws[1] {
					for kx := range ws[2] {
						iy, ix := oy*stride+ky*dilation-top, ox*stride+kx*dilation-left
						if depthwise {
							sum += at(x, xs, iy, ix, o/(channels/xs[3])) * w[(ky*ws[2]+kx)*ws[3]+o]
							continue
						}
						for i := range ws[3] {
							sum += at(x, xs, iy, ix, i) * w[((o*ws[1]+ky)*ws[2]+kx)*ws[3]+i]
						}
					}
				}
				out[(oy*s[2]+ox)*channels+o] = max(sum, 0)
			}
		}
	}
	return out, s
}

func TestConvolutions(t *testing.T) {
	for _, c := range []struct {
		same, depthwise          bool
		size, kernel, stride, by int
	}{
		{true, false, 5, 3, 1, 1}, {true, false, 6, 3, 2, 1}, {true, false, 7, 3, 2, 1}, {false, false, 6, 3, 2, 1},
		{true, false, 4, 2, 2, 1}, {true, false, 8, 3, 1, 2}, {true, true, 6, 3, 2, 1}, {false, true, 5, 3, 1, 1}, {true, true, 7, 5, 2, 1},
	} {
		t.Run(fmt.Sprintf("%+v", c), func(t *testing.T) {
			xs := shape{1, c.size, c.size + 1, 2}
			code, ws := modeltest.Conv, shape{3, c.kernel, c.kernel, 2}
			options := modeltest.Fields{0: padding(c.same), 1: int32(c.stride), 2: int32(c.stride), 3: int8(1), 4: int32(c.by), 5: int32(c.by)}
			if c.depthwise {
				code, ws = modeltest.Depthwise, shape{1, c.kernel, c.kernel, 4}
				options = modeltest.Fields{0: padding(c.same), 1: int32(c.stride), 2: int32(c.stride), 3: int32(2), 4: int8(1), 5: int32(c.by), 6: int32(c.by)}
			}
			x, w, b := noise(1, xs), noise(2, ws), noise(3, shape{4})
			b = b[:max(ws[0], ws[3]*boolInt(c.depthwise))]
			want, s := convolution(x, xs, w, ws, b, c.same, c.stride, c.by, c.depthwise)
			m := one(xs, s, func(m *modeltest.Model, x, y int) {
				m.Op(code, []int{x, m.Floats(w, ws...), m.Floats(b, len(b))}, y, options)
			})
			check(t, m, []array{{"x", xs, x}}, array{"y", s, want})
		})
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestTransposedConvolutions looks at both the builtin operator and MediaPipe's
// own, which has the bias and another order.
func TestTransposedConvolutions(t *testing.T) {
	for _, c := range []struct {
		own          bool
		kernel, size int
	}{{false, 2, 6}, {false, 3, 6}, {true, 2, 6}, {true, 3, 6}, {true, 4, 6}} {
		t.Run(fmt.Sprintf("%+v", c), func(t *testing.T) {
			const stride = 2
			xs, ws, s := shape{1, 3, 3, 2}, shape{3, c.kernel, c.kernel, 2}, shape{1, c.size, c.size, 3}
			x, w, b := noise(1, xs), noise(2, ws), make([]float32, 3)
			if c.own {
				b = noise(3, shape{3})
			}
			cut := max((xs[1]-1)*stride+c.kernel-c.size, 0) / 2
			want := make([]float32, s.len())
			for i := range want {
				want[i] = b[i%3]
			}
			for iy := range xs[1] {
				for ix := range xs[2] {
					scatter(want, s, x[(iy*xs[2]+ix)*2:], w, ws, iy*stride-cut, ix*stride-cut)
				}
			}
			m := one(xs, s, func(m *modeltest.Model, x, y int) {
				k := m.Floats(w, ws...)
				if c.own {
					m.Custom("Convolution2DTransposeBias", []int{x, k, m.Floats(b, 3)}, y, []byte{1, 0, 0, 0, stride, 0, 0, 0, stride, 0, 0, 0})
					return
				}
				m.Op(modeltest.TransposeConv, []int{m.Ints(s, 4), k, x}, y, modeltest.Fields{0: padding(true), 1: int32(stride), 2: int32(stride)})
			})
			check(t, m, []array{{"x", xs, x}}, array{"y", s, want})
		})
	}
}

// scatter adds a pixel's kernel to the output at y, x.
func scatter(out []float32, s shape, pixel, w []float32, ws shape, y, x int) {
	for o := range ws[0] {
		for ky := range ws[1] {
			for kx := range ws[2] {
				if y+ky < 0 || x+kx < 0 || y+ky >= s[1] || x+kx >= s[2] {
					continue
				}
				for i := range ws[3] {
					out[((y+ky)*s[2]+x+kx)*s[3]+o] += pixel[i] * w[((o*ws[1]+ky)*ws[2]+kx)*ws[3]+i]
				}
			}
		}
	}
}

func TestPools(t *testing.T) {
	for _, code := range []int{modeltest.MaxPool, modeltest.AveragePool} {
		for _, same := range []bool{true, false} {
			t.Run(fmt.Sprint(code, same), func(t *testing.T) {
				const kernel, stride = 3, 2
				xs := shape{1, 6, 5, 2}
				s := shape{1, outSize(same, 6, kernel, stride, 1), outSize(same, 5, kernel, stride, 1), 2}
				x := noise(1, xs)
				top, left := before(same, 6, s[1], kernel, stride, 1), before(same, 5, s[2], kernel, stride, 1)
				want := make([]float32, s.len())
				for i := range want {
					c, ox, oy := i%2, i/2%s[2], i/2/s[2]
					sum, n, most := float32(0), float32(0), float32(-1e9)
					for y := max(oy*stride-top, 0); y < min(oy*stride-top+kernel, xs[1]); y++ {
						for x0 := max(ox*stride-left, 0); x0 < min(ox*stride-left+kernel, xs[2]); x0++ {
							v := at(x, xs, y, x0, c)
							sum, n, most = sum+v, n+1, max(most, v)
						}
					}
					if want[i] = most; code == modeltest.AveragePool {
						want[i] = sum / n
					}
				}
				m := one(xs, s, func(m *modeltest.Model, x, y int) {
					m.Op(code, []int{x}, y, modeltest.Fields{0: padding(same), 1: int32(stride), 2: int32(stride), 3: int32(kernel), 4: int32(kernel)})
				})
				check(t, m, []array{{"x", xs, x}}, array{"y", s, want})
			})
		}
	}
}
