// Package tflite reads TensorFlow Lite models (schema version 3: see
// tensorflow/lite/schema/schema.fbs) as far as converting them needs it.
package tflite

import "onair/tools/tflite2onnx/flat"

// Type is the type of a tensor's elements, by its number in the schema.
type Type int

// The types that a converted model may have.
const (
	Float32 Type = 0
	Float16 Type = 1
	Int32   Type = 2
	Int64   Type = 4
)

// Size is the number of bytes of an element; 0 for other types.
func (t Type) Size() int {
	switch t {
	case Float32, Int32:
		return 4
	case Float16:
		return 2
	case Int64:
		return 8
	}
	return 0
}

// Tensor is a value of the graph. Rank 4 means batch, height, width, channels.
type Tensor struct {
	Name  string
	Shape []int
	Type  Type
	Data  []byte // of a constant; nil otherwise
}

// Len is the number of elements.
func (t Tensor) Len() int {
	n := 1
	for _, d := range t.Shape {
		n *= d
	}
	return n
}

// Op is one step of the graph. In and Out number its tensors; an In below zero
// is an optional one that is not there.
type Op struct {
	Name    string // as in the schema, or the name of a custom operator
	Custom  bool
	In, Out []int
	Options flat.Table // of a builtin
	Raw     []byte     // options of a custom operator
}

// Model is a model with one graph.
type Model struct {
	Tensors []Tensor
	Ops     []Op
	In, Out []int
}
