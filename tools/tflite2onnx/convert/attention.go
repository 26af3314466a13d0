package convert

import (
	"fmt"

	"onair/tools/tflite2onnx/flat"
	"onair/tools/tflite2onnx/onnx"
	"onair/tools/tflite2onnx/tflite"
)

// The face landmark model with attention has three operators of MediaPipe's
// own: out of landmarks comes the matrix of a rotated box round some of them,
// by which a crop of a feature map is taken and landmarks found in the crop are
// brought back. See mediapipe/util/tflite/operations.

// landmarksToMatrix writes the 4x4 matrix from pixels of the crop to pixels of
// the picture that the landmarks are in.
func landmarksToMatrix(c *converter, o tflite.Op) error {
	opt, err := flat.ParseFlexMap(o.Raw)
	if err != nil {
		return err
	}
	subset := opt.Lists["subset_idxs"]
	w, h := opt.Numbers["output_width"], opt.Numbers["output_height"]
	if len(subset) == 0 || w <= 0 || h <= 0 {
		return fmt.Errorf("with the options %v", opt)
	}
	e := expr{c}
	points := e.reshape(c.value(o.In[0], 3), -1, 3)
	cos, sin := e.turn(points, opt)
	box := e.step("Transpose", e.gather(points, subset...))
	x, y := e.reshape(e.gather(box, 0), -1), e.reshape(e.gather(box, 1), -1)
	// The box in the turned axes, its middle turned back.
	midX, sizeX := e.extent(e.sub(e.mul(x, cos), e.mul(y, sin)))
	midY, sizeY := e.extent(e.add(e.mul(x, sin), e.mul(y, cos)))
	centreX := e.add(e.mul(midX, cos), e.mul(midY, sin))
	centreY := e.sub(e.mul(midY, cos), e.mul(midX, sin))
	scaleX := e.mul(sizeX, c.scalar(opt.Numbers["scale_x"]/w))
	scaleY := e.mul(sizeY, c.scalar(opt.Numbers["scale_y"]/h))
	a, b := e.mul(cos, scaleX), e.mul(sin, scaleY)
	d, f := e.step("Neg", e.mul(sin, scaleX)), e.mul(cos, scaleY)
	halfW, halfH := c.scalar(-w/2), c.scalar(-h/2)
	tx := e.add(centreX, e.add(e.mul(a, halfW), e.mul(b, halfH)))
	ty := e.add(centreY, e.add(e.mul(d, halfW), e.mul(f, halfH)))
	zero, one := c.scalar(0), c.scalar(1)
	cells := []string{a, b, zero, tx, d, f, zero, ty, zero, zero, one, zero, zero, zero, zero, one}
	for i, cell := range cells {
		cells[i] = e.reshape(cell, 1)
	}
	m := c.step("Concat", cells, onnx.Attr{Name: "axis", Value: 0})
	c.shaped(m, o.Out[0])
	return nil
}

// transformTensor crops a feature map by such a matrix, bilinearly.
func transformTensor(c *converter, o tflite.Op) error {
	opt, err := flat.ParseFlexMap(o.Raw)
	if err != nil {
		return err
	}
	w, h := int(opt.Numbers["output_width"]), int(opt.Numbers["output_height"])
	if w < 1 || h < 1 || w > 1024 || h > 1024 {
		return fmt.Errorf("with the options %v", opt)
	}
	grid := make([]float32, 0, 4*w*h)
	for y := range h {
		for x := range w {
			grid = append(grid, float32(x)+.5, float32(y)+.5, 0, 1)
		}
	}
	e := expr{c}
	in := c.shape(o.In[0])
	matrix := e.step("Transpose", e.reshape(c.value(o.In[1], 3), 4, 4))
	at := e.step("MatMul", c.floats(fmt.Sprintf("grid%dx%d", w, h), []int{w * h, 4}, grid...), matrix)
	at = e.slice(at, 0, 2, 1)
	// GridSample counts from -1 to 1 across the map.
	scale := c.floats(fmt.Sprintf("scale%dx%d", in[2], in[1]), []int{2}, 2/float32(in[2]), 2/float32(in[1]))
	at = e.sub(e.mul(at, scale), c.scalar(1))
	return c.finish("GridSample", []string{c.value(o.In[0], 4), e.reshape(at, 1, h, w, 2)}, o.Out[0], actNone,
		onnx.Attr{Name: "mode", Value: "bilinear"}, onnx.Attr{Name: "padding_mode", Value: "zeros"}, onnx.Attr{Name: "align_corners", Value: 0})
}

// transformLandmarks brings two-dimensional landmarks back by such a matrix.
func transformLandmarks(c *converter, o tflite.Op) error {
	if s := c.shape(o.In[0]); len(s) != 3 || s[2] != 2 {
		return fmt.Errorf("of landmarks of shape %v", s)
	}
	e := expr{c}
	m := e.slice(e.reshape(c.value(o.In[1], 3), 4, 4), 0, 2, 0)
	turn := e.step("Transpose", e.slice(m, 0, 2, 1))
	shift := e.step("Transpose", e.slice(m, 3, 4, 1))
	return c.finish("Add", []string{e.step("MatMul", c.value(o.In[0], 3), turn), shift}, o.Out[0], actNone)
}
