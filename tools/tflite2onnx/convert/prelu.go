package convert

import (
	"fmt"

	"onair/tools/tflite2onnx/onnx"
	"onair/tools/tflite2onnx/tflite"
)

// prelu has one slope a channel: a for what is below zero. In pictures it is written as
// x + relu((a-1)*x), the product as a convolution of 1 by 1 a channel: ONNX Runtime keeps the
// layout of the convolutions around it then, has the relu done by the convolution, and networks
// with PRELU run more than twice as fast as with ONNX's own. A slope above 1 makes it
// x - relu((1-a)*x).
func prelu(c *converter, o tflite.Op) error {
	slope, ok := c.consts[o.In[1]]
	if !ok {
		return fmt.Errorf("its slope is not constant")
	}
	x, s := c.shape(o.In[0]), c.shape(o.In[1])
	if n := len(slope.values); len(x) != 4 || len(s) == 0 || n != x[3] || s[len(s)-1] != n {
		return fmt.Errorf("its slope has the shape %v for %v", s, x)
	}
	below, sign := constant{values: make([]float32, len(slope.values))}, constant{values: make([]float32, len(slope.values))}
	steep := false
	for i, a := range slope.values {
		below.values[i], sign.values[i] = a-1, 1
		if a > 1 {
			below.values[i], sign.values[i], steep = 1-a, -1, true
		}
	}
	in := c.value(o.In[0], 4)
	more := c.step("Relu", []string{c.scaled(in, fmt.Sprintf("below%d", o.In[1]), below)})
	if steep {
		more = c.scaled(more, fmt.Sprintf("sign%d", o.In[1]), sign)
	}
	return c.finish("Add", []string{in, more}, o.Out[0], actNone)
}

// scaled multiplies each channel by a number of its own.
func (c *converter) scaled(x, name string, by constant) string {
	n := len(by.values)
	return c.step("Conv", []string{x, c.constant(name, []int{n, 1, 1, 1}, by)},
		onnx.Attr{Name: "group", Value: n}, onnx.Attr{Name: "kernel_shape", Value: []int{1, 1}})
}
