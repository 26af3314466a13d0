package convert

import (
	"encoding/binary"
	"fmt"

	"onair/tools/tflite2onnx/onnx"
	"onair/tools/tflite2onnx/tflite"
)

// window is how a kernel moves over a picture.
type window struct {
	same             bool
	strideW, strideH int
	dilateW, dilateH int
	kernelH, kernelW int
}

// samePadding is TensorFlow's padding "SAME" along one axis: as many outputs as
// strides fit into the input, and the odd pixel of padding last.
func samePadding(in, kernel, stride, dilation int) (before, after int) {
	out := (in + stride - 1) / stride
	total := max((out-1)*stride+(kernel-1)*dilation+1-in, 0)
	return total / 2, total - total/2
}

// attrs are the window as ONNX's attributes, for an input of that shape (NHWC).
func (w window) attrs(in []int) []onnx.Attr {
	pads := []int{0, 0, 0, 0}
	if w.same {
		pads[0], pads[2] = samePadding(in[1], w.kernelH, w.strideH, w.dilateH)
		pads[1], pads[3] = samePadding(in[2], w.kernelW, w.strideW, w.dilateW)
	}
	return []onnx.Attr{
		{Name: "kernel_shape", Value: []int{w.kernelH, w.kernelW}},
		{Name: "strides", Value: []int{w.strideH, w.strideW}},
		{Name: "pads", Value: pads},
	}
}

func (w window) dilations() onnx.Attr {
	return onnx.Attr{Name: "dilations", Value: []int{w.dilateH, w.dilateW}}
}

// readWindow reads the options that convolutions and pools begin with.
func readWindow(o tflite.Op) (window, error) {
	w := window{same: o.Options.Int8(0, 0) == 0, strideW: o.Options.Int(1, 1), strideH: o.Options.Int(2, 1), dilateW: 1, dilateH: 1}
	return w, w.check()
}

func (w window) check() error {
	for _, v := range []int{w.strideW, w.strideH, w.dilateW, w.dilateH} {
		if v < 1 || v > 4096 {
			return fmt.Errorf("a stride or dilation of %d", v)
		}
	}
	return nil
}

// weights returns a convolution's constant kernel.
func (c *converter) weights(i int) (constant, []int, error) {
	w, ok := c.consts[i]
	s := c.shape(i)
	if !ok || len(s) != 4 {
		return constant{}, nil, fmt.Errorf("its weights are not constant or not of rank 4")
	}
	return w, s, nil
}

// conv has a kernel of [outputs, height, width, inputs of a group].
func conv(c *converter, o tflite.Op) error {
	w, err := readWindow(o)
	if err != nil {
		return err
	}
	w.dilateW, w.dilateH = o.Options.Int(4, 1), o.Options.Int(5, 1)
	k, s, err := c.weights(o.In[1])
	if err != nil {
		return err
	}
	channels := c.shape(o.In[0])[3]
	if channels%s[3] != 0 {
		return fmt.Errorf("a kernel %v for %d channels", s, channels)
	}
	return c.convolve(o, w, k, s, []int{0, 3, 1, 2}, channels/s[3], o.Options.Int8(3, actNone))
}

// depthwise has a kernel of [1, height, width, outputs].
func depthwise(c *converter, o tflite.Op) error {
	w, err := readWindow(o)
	if err != nil {
		return err
	}
	w.dilateW, w.dilateH = o.Options.Int(5, 1), o.Options.Int(6, 1)
	k, s, err := c.weights(o.In[1])
	if err != nil {
		return err
	}
	channels := c.shape(o.In[0])[3]
	if s[0] != 1 || s[3]%channels != 0 {
		return fmt.Errorf("a kernel %v for %d channels", s, channels)
	}
	return c.convolve(o, w, k, s, []int{3, 0, 1, 2}, channels, o.Options.Int8(4, actNone))
}

// convolve writes a convolution whose kernel k of shape s becomes ONNX's by
// perm.
func (c *converter) convolve(o tflite.Op, w window, k constant, s, perm []int, groups, act int) error {
	w.kernelH, w.kernelW = s[1], s[2]
	if err := w.check(); err != nil {
		return err
	}
	k.values, s = transpose(k.values, s, perm)
	in, err := c.bias([]string{c.value(o.In[0], 4), c.constant(fmt.Sprintf("w%d", o.In[1]), s, k)}, o, 2)
	if err != nil {
		return err
	}
	attrs := append(w.attrs(c.shape(o.In[0])), w.dilations(), onnx.Attr{Name: "group", Value: groups})
	return c.finish("Conv", in, o.Out[0], act, attrs...)
}

// transposedConv has the output's shape, the kernel and the picture as inputs.
func transposedConv(c *converter, o tflite.Op) error {
	w, err := readWindow(o)
	if err != nil {
		return err
	}
	return c.deconvolve(o, w, o.In[2], 3, o.Options.Int8(3, actNone))
}

// transposedConvBias is MediaPipe's own operator: picture, kernel and bias, and
// three int32 as options: padding (1 is SAME), stride along x, stride along y.
func transposedConvBias(c *converter, o tflite.Op) error {
	if len(o.Raw) < 12 {
		return fmt.Errorf("its options have %d bytes", len(o.Raw))
	}
	opt := func(i int) int { return int(int32(binary.LittleEndian.Uint32(o.Raw[4*i:]))) }
	w := window{same: opt(0) == 1, strideW: opt(1), strideH: opt(2), dilateW: 1, dilateH: 1}
	return c.deconvolve(o, w, o.In[0], 2, actNone)
}

// deconvolve writes a transposed convolution of picture x with a kernel of
// [outputs, height, width, inputs] and, if it is there, input bias.
func (c *converter) deconvolve(o tflite.Op, w window, x, bias, act int) error {
	if err := w.check(); err != nil {
		return err
	}
	k, s, err := c.weights(o.In[1])
	if err != nil {
		return err
	}
	in, out := c.shape(x), c.shape(o.Out[0])
	if len(in) != 4 || len(out) != 4 {
		return fmt.Errorf("it works on %v and %v", in, out)
	}
	// The padding is that of the convolution from out to in.
	w.kernelH, w.kernelW = s[1], s[2]
	top, bottom := cutAway(in[1], out[1], w.kernelH, w.strideH)
	left, right := cutAway(in[2], out[2], w.kernelW, w.strideW)
	attrs := append(w.attrs(in)[:2], onnx.Attr{Name: "pads", Value: []int{top, left, bottom, right}})
	if min(top, left, bottom, right) < 0 || !w.same && max(top, left, bottom, right) > 0 {
		return fmt.Errorf("it makes %v of %v", out, in)
	}
	k.values, s = transpose(k.values, s, []int{3, 0, 1, 2})
	names, err := c.bias([]string{c.value(x, 4), c.constant(fmt.Sprintf("w%d", o.In[1]), s, k)}, o, bias)
	if err != nil {
		return err
	}
	return c.finish("ConvTranspose", names, o.Out[0], act, attrs...)
}

// cutAway is what a transposed convolution makes too much, at each end.
func cutAway(in, out, kernel, stride int) (before, after int) {
	total := (in-1)*stride + kernel - out
	return total / 2, total - total/2
}
