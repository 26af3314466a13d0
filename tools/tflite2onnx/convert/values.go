package convert

import (
	"fmt"
	"strings"

	"onair/tools/tflite2onnx/onnx"
)

func (c *converter) shape(i int) []int { return c.m.Tensors[i].Shape }

// name is the ONNX name of a value that is no constant.
func (c *converter) name(i int) string {
	if n, ok := c.names[i]; ok {
		return n
	}
	return fmt.Sprintf("t%d", i)
}

// value is the ONNX name of tensor i where it meets values of that rank:
// constants of a lower rank get leading axes of 1.
func (c *converter) value(i, rank int) string {
	v, ok := c.consts[i]
	if !ok {
		return c.name(i)
	}
	s := c.shape(i)
	for rank == 4 && len(s) < 4 {
		s = append([]int{1}, s...)
	}
	values := v.values
	if len(s) == 4 {
		values, s = transpose(values, s, toPlanar)
	}
	return c.constant(fmt.Sprintf("c%d_%d", i, rank), s, constant{values, v.half})
}

// constant writes v under that name, once. Halves are widened when the model
// is loaded: ONNX Runtime folds the Cast.
func (c *converter) constant(name string, dims []int, v constant) string {
	if c.written[name] {
		return name
	}
	c.written[name] = true
	if !v.half {
		c.g.Floats(name, dims, v.values)
		return name
	}
	bits := make([]uint16, len(v.values))
	for i, x := range v.values {
		bits[i] = toHalf(x)
	}
	c.g.Halves(name+"_16", dims, bits)
	c.g.Node("Cast", []string{name + "_16"}, []string{name}, onnx.Attr{Name: "to", Value: onnx.Float32})
	return name
}

// floats writes numbers of the converter's own.
func (c *converter) floats(name string, dims []int, v ...float32) string {
	return c.constant(name, dims, constant{values: v})
}

// scalar is a list of one number.
func (c *converter) scalar(v float64) string {
	return c.floats(fmt.Sprintf("k%g", v), []int{1}, float32(v))
}

// ints writes a list of whole numbers, once.
func (c *converter) ints(v ...int) string {
	name := "i" + strings.Trim(strings.ReplaceAll(fmt.Sprint(v), " ", "_"), "[]")
	if !c.written[name] {
		c.written[name] = true
		c.g.Ints(name, v)
	}
	return name
}

// step adds a node and returns the name of its only output.
func (c *converter) step(op string, in []string, attrs ...onnx.Attr) string {
	c.temps++
	out := fmt.Sprintf("x%d", c.temps)
	c.g.Node(op, in, []string{out}, attrs...)
	return out
}

// finish adds the node that computes tensor o, with the activation that is
// fused into the operator.
func (c *converter) finish(op string, in []string, o, act int, attrs ...onnx.Attr) error {
	if act == actNone {
		c.g.Node(op, in, []string{c.name(o)}, attrs...)
		return nil
	}
	return c.activate(c.step(op, in, attrs...), o, act)
}
