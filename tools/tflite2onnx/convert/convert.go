// Package convert turns TensorFlow Lite models into ONNX models with the same
// inputs, outputs and results.
//
// One rule about layout: TensorFlow Lite orders pictures by row, column and
// channel (NHWC), ONNX by channel, row and column (NCHW). Every value of rank 4
// is NCHW in the ONNX graph, inputs and outputs included; values of other ranks
// keep their order. Steps that change the rank go through NHWC.
package convert

import (
	"fmt"

	"onair/tools/tflite2onnx/onnx"
	"onair/tools/tflite2onnx/tflite"
)

// producer is written into the models.
const producer = "onair tflite2onnx"

// Convert returns the ONNX file for m.
func Convert(m *tflite.Model) ([]byte, error) {
	c := &converter{m: m, consts: map[int]constant{}, names: map[int]string{}, written: map[string]bool{}}
	for i, t := range m.Tensors {
		if v, ok := readConstant(t); ok {
			c.consts[i] = v
		}
	}
	for _, i := range m.In {
		c.names[i] = m.Tensors[i].Name
		c.g.Input(m.Tensors[i].Name, planar(c.shape(i)))
	}
	for _, i := range m.Out {
		c.names[i] = m.Tensors[i].Name
		c.g.Output(m.Tensors[i].Name, planar(c.shape(i)))
	}
	for i, o := range m.Ops {
		if err := c.op(o); err != nil {
			return nil, fmt.Errorf("convert: operator %d (%s): %w", i, o.Name, err)
		}
	}
	return c.g.Encode(producer), nil
}

// converter holds one conversion.
type converter struct {
	m       *tflite.Model
	g       onnx.Graph
	consts  map[int]constant // by tensor
	names   map[int]string   // of tensors that are inputs or outputs
	written map[string]bool  // constants of the ONNX graph
	temps   int
}

// op converts one operator.
func (c *converter) op(o tflite.Op) error {
	rule, ok := rules[o.Name]
	if !ok || o.Custom != rule.custom {
		return fmt.Errorf("there is no rule for it")
	}
	if len(o.In) < rule.inputs {
		return fmt.Errorf("it has %d inputs, not %d", len(o.In), rule.inputs)
	}
	for _, i := range o.In[:rule.inputs] {
		if i < 0 {
			return fmt.Errorf("an input is missing")
		}
	}
	if rule.rank4 && (len(c.shape(o.In[0])) != 4 || len(c.shape(o.Out[0])) != 4) {
		return fmt.Errorf("it works on %v and %v, not on rank 4", c.shape(o.In[0]), c.shape(o.Out[0]))
	}
	return rule.convert(c, o)
}

// rule is how one kind of operator is converted.
type rule struct {
	convert func(*converter, tflite.Op) error
	inputs  int  // that must be there
	rank4   bool // the first input and output must have rank 4
	custom  bool
}

var rules = map[string]rule{
	"DEQUANTIZE":                 {convert: dequantize, inputs: 1},
	"CONV_2D":                    {convert: conv, inputs: 2, rank4: true},
	"DEPTHWISE_CONV_2D":          {convert: depthwise, inputs: 2, rank4: true},
	"TRANSPOSE_CONV":             {convert: transposedConv, inputs: 3},
	"Convolution2DTransposeBias": {convert: transposedConvBias, inputs: 3, rank4: true, custom: true},
	"MAX_POOL_2D":                {convert: maxPool, inputs: 1, rank4: true},
	"AVERAGE_POOL_2D":            {convert: averagePool, inputs: 1, rank4: true},
	"RESIZE_BILINEAR":            {convert: resize, inputs: 1, rank4: true},
	"DEPTH_TO_SPACE":             {convert: depthToSpace, inputs: 1, rank4: true},
	"MEAN":                       {convert: mean, inputs: 2},
	"FULLY_CONNECTED":            {convert: fullyConnected, inputs: 2},
	"ADD":                        {convert: twoSided("Add", true), inputs: 2},
	"SUB":                        {convert: twoSided("Sub", true), inputs: 2},
	"MUL":                        {convert: twoSided("Mul", true), inputs: 2},
	"DIV":                        {convert: twoSided("Div", true), inputs: 2},
	"MAXIMUM":                    {convert: twoSided("Max", false), inputs: 2},
	"MINIMUM":                    {convert: twoSided("Min", false), inputs: 2},
	"RELU":                       {convert: activation(actRelu), inputs: 1},
	"RELU6":                      {convert: activation(actRelu6), inputs: 1},
	"TANH":                       {convert: activation(actTanh), inputs: 1},
	"LOGISTIC":                   {convert: unary("Sigmoid"), inputs: 1},
	"HARD_SWISH":                 {convert: unary("HardSwish"), inputs: 1},
	"PRELU":                      {convert: prelu, inputs: 2},
	"PAD":                        {convert: pad, inputs: 2},
	"RESHAPE":                    {convert: reshape, inputs: 1},
	"SQUEEZE":                    {convert: reshape, inputs: 1},
	"CONCATENATION":              {convert: concat, inputs: 1},
	"STRIDED_SLICE":              {convert: stridedSlice, inputs: 4},
	"Landmarks2TransformMatrix":  {convert: landmarksToMatrix, inputs: 1, custom: true},
	"TransformTensorBilinear":    {convert: transformTensor, inputs: 2, rank4: true, custom: true},
	"TransformLandmarks":         {convert: transformLandmarks, inputs: 2, custom: true},
}
