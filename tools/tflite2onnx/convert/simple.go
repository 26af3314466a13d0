package convert

import (
	"fmt"

	"onair/tools/tflite2onnx/onnx"
	"onair/tools/tflite2onnx/tflite"
)

// Activations that are fused into operators (ActivationFunctionType).
const (
	actNone  = 0
	actRelu  = 1
	actRelu6 = 3
	actTanh  = 4
)

// activate writes tensor o as the activation of src.
func (c *converter) activate(src string, o, act int) error {
	dst := []string{c.name(o)}
	switch act {
	case actRelu:
		c.g.Node("Relu", []string{src}, dst)
	case actRelu6:
		c.g.Node("Clip", []string{src, c.floats("zero", nil, 0), c.floats("six", nil, 6)}, dst)
	case actTanh:
		c.g.Node("Tanh", []string{src}, dst)
	default:
		return fmt.Errorf("the fused activation %d is unknown", act)
	}
	return nil
}

func activation(act int) func(*converter, tflite.Op) error {
	return func(c *converter, o tflite.Op) error {
		return c.activate(c.value(o.In[0], len(c.shape(o.In[0]))), o.Out[0], act)
	}
}

func unary(op string) func(*converter, tflite.Op) error {
	return func(c *converter, o tflite.Op) error {
		return c.finish(op, []string{c.value(o.In[0], len(c.shape(o.In[0])))}, o.Out[0], actNone)
	}
}

// twoSided is an operator with two operands that are broadcast; fused tells
// whether it may have an activation.
func twoSided(op string, fused bool) func(*converter, tflite.Op) error {
	return func(c *converter, o tflite.Op) error {
		rank := len(c.shape(o.Out[0]))
		for _, i := range o.In[:2] {
			if _, ok := c.consts[i]; !ok && len(c.shape(i)) != rank {
				return fmt.Errorf("its operands have ranks %d and %d", len(c.shape(i)), rank)
			}
		}
		act := actNone
		if fused {
			act = o.Options.Int8(0, actNone)
		}
		return c.finish(op, []string{c.value(o.In[0], rank), c.value(o.In[1], rank)}, o.Out[0], act)
	}
}

// dequantize of 16-bit weights is done by the constant; nothing else is
// quantized here.
func dequantize(c *converter, o tflite.Op) error {
	v, ok := c.consts[o.In[0]]
	if !ok {
		return fmt.Errorf("it works on something that is not constant")
	}
	if len(v.values) != c.m.Tensors[o.Out[0]].Len() {
		return fmt.Errorf("it makes %v of %v", c.shape(o.Out[0]), c.shape(o.In[0]))
	}
	c.consts[o.Out[0]] = v
	return nil
}

// fullyConnected multiplies by weights of [outputs, inputs].
func fullyConnected(c *converter, o tflite.Op) error {
	w, ok := c.consts[o.In[1]]
	ws := c.shape(o.In[1])
	if !ok || len(ws) != 2 {
		return fmt.Errorf("its weights are not constant or no matrix")
	}
	if len(c.shape(o.Out[0])) != 2 {
		return fmt.Errorf("its output has rank %d", len(c.shape(o.Out[0])))
	}
	src := c.inRows(o.In[0])
	if len(c.shape(o.In[0])) != 2 {
		src = c.step("Reshape", []string{src, c.ints(-1, ws[1])})
	}
	in := []string{src, c.constant(fmt.Sprintf("w%d", o.In[1]), ws, w)}
	in, err := c.bias(in, o, 2)
	if err != nil {
		return err
	}
	return c.finish("Gemm", in, o.Out[0], o.Options.Int8(0, actNone), onnx.Attr{Name: "transB", Value: 1})
}

// bias appends input i of o, if it is there.
func (c *converter) bias(in []string, o tflite.Op, i int) ([]string, error) {
	if len(o.In) <= i || o.In[i] < 0 {
		return in, nil
	}
	b, ok := c.consts[o.In[i]]
	if !ok {
		return nil, fmt.Errorf("its bias is not constant")
	}
	return append(in, c.constant(fmt.Sprintf("b%d", o.In[i]), []int{len(b.values)}, b)), nil
}
