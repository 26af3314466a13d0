package convert

import "onair/tools/tflite2onnx/onnx"

// Orders of axes, as ONNX's Transpose takes them.
var (
	toPlanar = []int{0, 3, 1, 2}
	toRows   = []int{0, 2, 3, 1}
)

// planar is a shape as ONNX sees it.
func planar(s []int) []int {
	if len(s) == 4 {
		return permuted(s, toPlanar)
	}
	return s
}

func permuted[T any](s []T, perm []int) []T {
	out := make([]T, len(perm))
	for i, p := range perm {
		out[i] = s[p]
	}
	return out
}

// axis is an axis of a value of that rank as ONNX sees it. Negative axes count
// from the end.
func axis(a, rank int) (int, bool) {
	if a < 0 {
		a += rank
	}
	if a < 0 || a >= rank {
		return 0, false
	}
	if rank == 4 {
		return []int{0, 2, 3, 1}[a], true
	}
	return a, true
}

// sameOrder reports whether a shape has its elements in the same order in both
// layouts.
func sameOrder(s []int) bool {
	return len(s) != 4 || s[3] == 1 || s[1] == 1 && s[2] == 1
}

// inRows is a value with the elements of tensor i in TensorFlow Lite's order,
// though perhaps another shape.
func (c *converter) inRows(i int) string {
	name := c.value(i, len(c.shape(i)))
	if sameOrder(c.shape(i)) {
		return name
	}
	return c.step("Transpose", []string{name}, onnx.Attr{Name: "perm", Value: toRows})
}

// shaped writes src, elements in TensorFlow Lite's order, as tensor o.
func (c *converter) shaped(src string, o int) {
	s := c.shape(o)
	if sameOrder(s) {
		c.g.Node("Reshape", []string{src, c.ints(planar(s)...)}, []string{c.name(o)})
		return
	}
	rows := c.step("Reshape", []string{src, c.ints(s...)})
	c.g.Node("Transpose", []string{rows}, []string{c.name(o)}, onnx.Attr{Name: "perm", Value: toPlanar})
}

// transpose permutes a constant.
func transpose(v []float32, shape, perm []int) ([]float32, []int) {
	strides := make([]int, len(shape))
	n := 1
	for i := len(shape) - 1; i >= 0; i-- {
		strides[i] = n
		n *= shape[i]
	}
	to, from := permuted(shape, perm), permuted(strides, perm)
	out := make([]float32, n)
	index := make([]int, len(shape))
	src := 0
	for i := range out {
		out[i] = v[src]
		for a := len(to) - 1; a >= 0; a-- {
			index[a]++
			src += from[a]
			if index[a] < to[a] {
				break
			}
			src -= from[a] * to[a]
			index[a] = 0
		}
	}
	return out, to
}
