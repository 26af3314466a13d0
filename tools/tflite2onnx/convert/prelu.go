package convert

import (
	"fmt"

	"onair/tools/tflite2onnx/onnx"
	"onair/tools/tflite2onnx/tflite"
)

// prelu has one slope a channel: a for what is below zero. In pictures it is
// written as a*x + (1-a)*relu(x), both products as convolutions of 1 by 1 a
// channel: ONNX Runtime keeps the layout of the convolutions around them then,
// and networks with PRELU run more than twice as fast as with ONNX's own.
func prelu(c *converter, o tflite.Op) error {
	slope, ok := c.consts[o.In[1]]
	if !ok {
		return fmt.Errorf("its slope is not constant")
	}
	x, s := c.shape(o.In[0]), c.shape(o.In[1])
	if n := len(slope.values); len(x) != 4 || len(s) == 0 || n != x[3] || s[len(s)-1] != n {
		return fmt.Errorf("its slope has the shape %v for %v", s, x)
	}
	rest := constant{values: make([]float32, len(slope.values))}
	for i, a := range slope.values {
		rest.values[i] = 1 - a
	}
	in := c.value(o.In[0], 4)
	below := c.scaled(in, fmt.Sprintf("slope%d", o.In[1]), slope)
	above := c.scaled(c.step("Relu", []string{in}), fmt.Sprintf("rest%d", o.In[1]), rest)
	return c.finish("Add", []string{above, below}, o.Out[0], actNone)
}

// scaled multiplies each channel by a number of its own.
func (c *converter) scaled(x, name string, by constant) string {
	n := len(by.values)
	return c.step("Conv", []string{x, c.constant(name, []int{n, 1, 1, 1}, by)},
		onnx.Attr{Name: "group", Value: n}, onnx.Attr{Name: "kernel_shape", Value: []int{1, 1}})
}
