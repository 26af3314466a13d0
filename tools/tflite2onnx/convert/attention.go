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
	// Few nodes, since each costs ONNX Runtime more than what there is to compute.
	e := expr{c}
	points := e.reshape(c.value(o.In[0], 3), -1, 3)
	turn := e.turn(points, opt)
	// The box in the turned axes.
	plane := c.floats("plane", []int{3, 2}, 1, 0, 0, 1, 0, 0)
	box := e.step("MatMul", e.gather(points, subset...), e.step("MatMul", plane, turn))
	rows := []onnx.Attr{{Name: "axes", Value: []int{0}}, {Name: "keepdims", Value: 1}}
	hi, lo := c.step("ReduceMax", []string{box}, rows...), c.step("ReduceMin", []string{box}, rows...)
	pair := func(a, b float64) string {
		return c.floats(fmt.Sprintf("k%g_%g", a, b), []int{1, 2}, float32(a), float32(b))
	}
	kx, ky := opt.Numbers["scale_x"], opt.Numbers["scale_y"]
	cells := e.mul(turn, e.mul(e.sub(hi, lo), pair(kx/w, ky/h)))
	// The grown box's corner, turned back.
	corner := e.add(e.mul(hi, pair((1-kx)/2, (1-ky)/2)), e.mul(lo, pair((1+kx)/2, (1+ky)/2)))
	corner = c.step("Gemm", []string{turn, corner}, onnx.Attr{Name: "transB", Value: 1})
	top := c.step("Concat", []string{cells, c.floats("zeros", []int{2, 1}, 0, 0), corner}, onnx.Attr{Name: "axis", Value: 1})
	low := c.floats("low", []int{2, 4}, 0, 0, 1, 0, 0, 0, 0, 1)
	c.shaped(c.step("Concat", []string{top, low}, onnx.Attr{Name: "axis", Value: 0}), o.Out[0])
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
	at := c.step("Gemm", []string{c.floats(fmt.Sprintf("grid%dx%d", w, h), []int{w * h, 4}, grid...), e.reshape(c.value(o.In[1], 3), 4, 4)},
		onnx.Attr{Name: "transB", Value: 1})
	// GridSample counts from -1 to 1 across the map.
	scale := c.floats(fmt.Sprintf("scale%dx%d", in[2], in[1]), []int{4, 2}, 2/float32(in[2]), 0, 0, 2/float32(in[1]), 0, 0, 0, 0)
	at = e.step("Gemm", at, scale, c.floats("corner", []int{2}, -1, -1))
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
