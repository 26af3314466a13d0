package convert

import (
	"fmt"
	"math"
	"slices"

	"onair/tools/tflite2onnx/onnx"
	"onair/tools/tflite2onnx/tflite"
)

func reshape(c *converter, o tflite.Op) error {
	if a, b := c.m.Tensors[o.In[0]].Len(), c.m.Tensors[o.Out[0]].Len(); a != b {
		return fmt.Errorf("of %d elements to %d", a, b)
	}
	c.shaped(c.inRows(o.In[0]), o.Out[0])
	return nil
}

func concat(c *converter, o tflite.Op) error {
	rank := len(c.shape(o.Out[0]))
	a, ok := axis(o.Options.Int(0, 0), rank)
	if !ok {
		return fmt.Errorf("along axis %d of %d", o.Options.Int(0, 0), rank)
	}
	var in []string
	for _, i := range o.In {
		if i < 0 || len(c.shape(i)) != rank {
			return fmt.Errorf("of values of several ranks")
		}
		in = append(in, c.value(i, rank))
	}
	return c.finish("Concat", in, o.Out[0], o.Options.Int8(1, actNone), onnx.Attr{Name: "axis", Value: a})
}

// mostSame is how large a convolution may be that only adds channels; a larger one costs more than
// what it saves.
const mostSame = 64 * 128

// pad adds zeros; its second input has a row of before and after for each axis.
func pad(c *converter, o tflite.Op) error {
	rank := len(c.shape(o.In[0]))
	p := readInts(c.m.Tensors[o.In[1]])
	if len(p) != 2*rank {
		return fmt.Errorf("by %v of rank %d", p, rank)
	}
	before, after := make([]int, rank), make([]int, rank)
	for i := range rank {
		before[i], after[i] = p[2*i], p[2*i+1]
	}
	if channels := c.shape(o.In[0])[rank-1]; rank == 4 && slices.Equal(p[:7], make([]int, 7)) && channels*(channels+p[7]) <= mostSame {
		return c.moreChannels(o, p[7])
	}
	pads := append(append([]int{}, planar(before)...), planar(after)...)
	return c.finish("Pad", []string{c.value(o.In[0], rank), c.ints(pads...)}, o.Out[0], actNone, onnx.Attr{Name: "mode", Value: "constant"})
}

// moreChannels adds channels of zeros to a picture: by a convolution that leaves the others as they
// are, since ONNX Runtime's Pad does not keep the layout of the convolutions around it.
func (c *converter) moreChannels(o tflite.Op, n int) error {
	channels := c.shape(o.In[0])[3]
	same := constant{values: make([]float32, channels*(channels+n)), half: true}
	for i := range channels {
		same.values[i*channels+i] = 1
	}
	kernel := c.constant(fmt.Sprintf("same%d_%d", channels, n), []int{channels + n, channels, 1, 1}, same)
	return c.finish("Conv", []string{c.value(o.In[0], 4), kernel}, o.Out[0], actNone, onnx.Attr{Name: "kernel_shape", Value: []int{1, 1}})
}

// stridedSlice cuts from begin to end by stride along every axis; bits of two
// masks say "from the start" and "to the end".
func stridedSlice(c *converter, o tflite.Op) error {
	rank := len(c.shape(o.In[0]))
	begin, end, stride := readInts(c.m.Tensors[o.In[1]]), readInts(c.m.Tensors[o.In[2]]), readInts(c.m.Tensors[o.In[3]])
	if len(begin) != rank || len(end) != rank || len(stride) != rank {
		return fmt.Errorf("by %v, %v and %v of rank %d", begin, end, stride, rank)
	}
	if o.Options.Int(2, 0)|o.Options.Int(3, 0)|o.Options.Int(4, 0) != 0 {
		return fmt.Errorf("it adds or drops axes")
	}
	axes := make([]int, rank)
	for i := range rank {
		axes[i] = i
		if o.Options.Int(0, 0)>>i&1 != 0 {
			begin[i] = 0
		}
		if o.Options.Int(1, 0)>>i&1 != 0 {
			end[i] = math.MaxInt32
		}
		if stride[i] < 1 {
			return fmt.Errorf("by a stride of %d", stride[i])
		}
	}
	in := []string{c.value(o.In[0], rank), c.ints(planar(begin)...), c.ints(planar(end)...), c.ints(axes...), c.ints(planar(stride)...)}
	return c.finish("Slice", in, o.Out[0], actNone)
}
