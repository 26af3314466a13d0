package modeltest

import (
	"encoding/binary"
	"math"
)

// Codes of builtin operators (schema.fbs, BuiltinOperator).
const (
	Add, AveragePool, Concat, Conv, Depthwise, DepthToSpace, Dequantize = 0, 1, 2, 3, 4, 5, 6
	FullyConnected, Logistic, MaxPool, Mul, Relu, Relu6, Reshape        = 9, 14, 17, 18, 19, 21, 22
	Resize, Tanh, Pad, Mean, Sub, Div, Squeeze, StridedSlice            = 23, 28, 34, 40, 41, 42, 43, 45
	PRelu, Maximum, Minimum, TransposeConv, HardSwish                   = 54, 55, 57, 67, 117
	custom                                                              = 32
)

// Model is a model being made. Tensors are numbered as they are added.
type Model struct {
	tensors, buffers, ops, codes []Fields
	in, out                      []int32
}

// New returns an empty model.
func New() *Model { return &Model{buffers: []Fields{{}}} }

func (m *Model) tensor(name string, typ int8, shape []int, data []byte) int {
	buffer := 0
	if data != nil {
		buffer = len(m.buffers)
		m.buffers = append(m.buffers, Fields{0: data})
	}
	m.tensors = append(m.tensors, Fields{0: int32s(shape), 1: typ, 2: int32(buffer), 3: name})
	return len(m.tensors) - 1
}

// In adds an input, Value a value between, Out an output of floats.
func (m *Model) In(name string, shape ...int) int {
	i := m.tensor(name, 0, shape, nil)
	m.in = append(m.in, int32(i))
	return i
}

// Value adds a tensor between two operators.
func (m *Model) Value(shape ...int) int { return m.tensor("", 0, shape, nil) }

// Out adds an output.
func (m *Model) Out(name string, shape ...int) int {
	i := m.tensor(name, 0, shape, nil)
	m.out = append(m.out, int32(i))
	return i
}

// Floats adds a constant of 32-bit floats.
func (m *Model) Floats(v []float32, shape ...int) int {
	b := make([]byte, 0, 4*len(v))
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return m.tensor("", 0, shape, b)
}

// Halves adds a constant of 16-bit floats, given by their bits.
func (m *Model) Halves(v []uint16, shape ...int) int {
	b := make([]byte, 0, 2*len(v))
	for _, x := range v {
		b = binary.LittleEndian.AppendUint16(b, x)
	}
	return m.tensor("", 1, shape, b)
}

// Ints adds a constant of int32.
func (m *Model) Ints(v []int, shape ...int) int {
	b := make([]byte, 0, 4*len(v))
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, uint32(x))
	}
	return m.tensor("", 2, shape, b)
}

// Op adds a builtin operator with its options by field.
func (m *Model) Op(code int, in []int, out int, options Fields) {
	m.codes = append(m.codes, Fields{0: int8(code), 3: int32(code)})
	m.ops = append(m.ops, Fields{0: int32(len(m.codes) - 1), 1: int32s(in), 2: int32s([]int{out}), 4: options})
}

// Custom adds an operator by name.
func (m *Model) Custom(name string, in []int, out int, options []byte) {
	m.codes = append(m.codes, Fields{0: int8(custom), 1: name, 3: int32(custom)})
	m.ops = append(m.ops, Fields{0: int32(len(m.codes) - 1), 1: int32s(in), 2: int32s([]int{out}), 5: options})
}

// Bytes is the model's file.
func (m *Model) Bytes() []byte {
	w := &writer{b: []byte("\x00\x00\x00\x00TFL3")}
	graph := Fields{0: m.tensors, 1: m.in, 2: m.out, 3: m.ops}
	w.table(0, Fields{0: int32(3), 1: m.codes, 2: []Fields{graph}, 4: m.buffers})
	return w.b
}

func int32s(v []int) []int32 {
	out := make([]int32, len(v))
	for i, x := range v {
		out[i] = int32(x)
	}
	return out
}
