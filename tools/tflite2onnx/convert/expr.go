package convert

import (
	"fmt"
	"math"

	"onair/tools/tflite2onnx/flat"
)

// expr writes small formulas as chains of nodes.
type expr struct{ c *converter }

func (e expr) step(op string, in ...string) string  { return e.c.step(op, in) }
func (e expr) add(a, b string) string               { return e.step("Add", a, b) }
func (e expr) sub(a, b string) string               { return e.step("Sub", a, b) }
func (e expr) mul(a, b string) string               { return e.step("Mul", a, b) }
func (e expr) reshape(x string, dims ...int) string { return e.step("Reshape", x, e.c.ints(dims...)) }
func (e expr) gather(x string, index ...int) string { return e.step("Gather", x, e.c.ints(index...)) }
func (e expr) slice(x string, from, to, a int) string {
	return e.step("Slice", x, e.c.ints(from), e.c.ints(to), e.c.ints(a))
}

// turn is a matrix that turns by the angle that brings the line between the two landmarks of the
// options to the target angle: of cos, sin, -sin and cos.
func (e expr) turn(points string, opt flat.Map) string {
	ends := e.gather(points, int(opt.Numbers["right_rotation_idx"]), int(opt.Numbers["left_rotation_idx"]))
	line := e.step("MatMul", e.c.floats("difference", []int{1, 2}, 1, -1), ends)
	sin64, cos64 := math.Sincos(opt.Numbers["target_rotation_radians"])
	s, c := float32(sin64), float32(cos64)
	line = e.step("MatMul", line, e.c.floats(fmt.Sprintf("target%g", opt.Numbers["target_rotation_radians"]), []int{3, 4},
		c, s, -s, c,
		s, -c, c, s,
		0, 0, 0, 0))
	// Its four numbers are the line's two, twice.
	length := e.step("Max", e.mul(e.step("ReduceL2", line), e.c.scalar(math.Sqrt2/2)), e.c.scalar(1e-6))
	return e.reshape(e.step("Div", line, length), 2, 2)
}
