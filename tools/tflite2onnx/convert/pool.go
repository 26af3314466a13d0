package convert

import (
	"fmt"
	"slices"

	"onair/tools/tflite2onnx/onnx"
	"onair/tools/tflite2onnx/tflite"
)

func maxPool(c *converter, o tflite.Op) error { return c.pool(o, "MaxPool") }

// averagePool leaves padding out of the mean, as ONNX does by default.
func averagePool(c *converter, o tflite.Op) error { return c.pool(o, "AveragePool") }

func (c *converter) pool(o tflite.Op, op string) error {
	w, err := readWindow(o)
	if err != nil {
		return err
	}
	w.kernelW, w.kernelH = o.Options.Int(3, 1), o.Options.Int(4, 1)
	if w.kernelW < 1 || w.kernelH < 1 {
		return fmt.Errorf("a window of %d by %d", w.kernelW, w.kernelH)
	}
	return c.finish(op, []string{c.value(o.In[0], 4)}, o.Out[0], o.Options.Int8(5, actNone), w.attrs(c.shape(o.In[0]))...)
}

// mean is over rows and columns.
func mean(c *converter, o tflite.Op) error {
	axes := readInts(c.m.Tensors[o.In[1]])
	slices.Sort(axes)
	if len(c.shape(o.In[0])) != 4 || !slices.Equal(axes, []int{1, 2}) {
		return fmt.Errorf("over axes %v of %v", axes, c.shape(o.In[0]))
	}
	if o.Options.Byte(0, 0) != 0 { // keeps the layout of the convolutions around it
		return c.finish("GlobalAveragePool", []string{c.value(o.In[0], 4)}, o.Out[0], actNone)
	}
	return c.finish("ReduceMean", []string{c.value(o.In[0], 4)}, o.Out[0], actNone,
		onnx.Attr{Name: "axes", Value: []int{2, 3}}, onnx.Attr{Name: "keepdims", Value: 0})
}

// resize is bilinear; where the samples lie depends on two options.
func resize(c *converter, o tflite.Op) error {
	mode := "asymmetric"
	switch corners, centres := o.Options.Byte(2, 0) != 0, o.Options.Byte(3, 0) != 0; {
	case corners && centres:
		return fmt.Errorf("both align_corners and half_pixel_centers")
	case corners:
		mode = "align_corners"
	case centres:
		mode = "half_pixel"
	}
	in := []string{c.value(o.In[0], 4), "", "", c.ints(planar(c.shape(o.Out[0]))...)}
	return c.finish("Resize", in, o.Out[0], actNone,
		onnx.Attr{Name: "mode", Value: "linear"}, onnx.Attr{Name: "coordinate_transformation_mode", Value: mode})
}

func depthToSpace(c *converter, o tflite.Op) error {
	return c.finish("DepthToSpace", []string{c.value(o.In[0], 4)}, o.Out[0], actNone,
		onnx.Attr{Name: "blocksize", Value: o.Options.Int(0, 1)}, onnx.Attr{Name: "mode", Value: "DCR"})
}
