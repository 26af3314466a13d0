package convert

import (
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

// extent is the middle and the length of the range that the numbers cover.
func (e expr) extent(x string) (middle, length string) {
	hi, lo := e.step("ReduceMax", x), e.step("ReduceMin", x)
	return e.mul(e.add(hi, lo), e.c.scalar(.5)), e.sub(hi, lo)
}

// turn is cosine and sine of the angle that brings the line between the two
// landmarks of the options to the target angle.
func (e expr) turn(points string, opt flat.Map) (cos, sin string) {
	at := func(key string) string { return e.reshape(e.gather(points, int(opt.Numbers[key])), 3) }
	d := e.sub(at("right_rotation_idx"), at("left_rotation_idx"))
	dx, dy := e.gather(d, 0), e.gather(d, 1)
	length := e.step("Max", e.step("Sqrt", e.add(e.mul(dx, dx), e.mul(dy, dy))), e.c.scalar(1e-6))
	c, s := e.step("Div", dx, length), e.step("Div", dy, length)
	target := opt.Numbers["target_rotation_radians"]
	tc, ts := e.c.scalar(math.Cos(target)), e.c.scalar(math.Sin(target))
	return e.add(e.mul(tc, c), e.mul(ts, s)), e.sub(e.mul(ts, c), e.mul(tc, s))
}
