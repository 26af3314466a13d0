package onnx

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Versions that the models are written for.
const (
	irVersion = 8
	opset     = 16
)

// Types of elements (TensorProto.DataType).
const (
	Float32 = 1
	Int64   = 7
	Float16 = 10
)

// Attr is an attribute of a node: an int, float32, string or []int.
type Attr struct {
	Name  string
	Value any
}

// Graph is a network being written. Names of values are its callers' business:
// each is written once and before it is read.
type Graph struct {
	nodes, inits, ins, outs message
}

// Node appends a step. An empty name in in is an optional input left out.
func (g *Graph) Node(op string, in, out []string, attrs ...Attr) {
	var m message
	for _, s := range in {
		m.string(1, s)
	}
	for _, s := range out {
		m.string(2, s)
	}
	m.string(3, op+" "+out[0])
	m.string(4, op)
	for _, a := range attrs {
		m.bytes(5, a.encode())
	}
	g.nodes.bytes(1, m)
}

func (a Attr) encode() []byte {
	var m message
	m.string(1, a.Name)
	switch v := a.Value.(type) {
	case int:
		m.int(3, int64(v))
		m.int(20, 2)
	case float32:
		m.float(2, v)
		m.int(20, 1)
	case string:
		m.string(4, v)
		m.int(20, 3)
	case []int:
		for _, x := range v {
			m.int(8, int64(x))
		}
		m.int(20, 7)
	default:
		panic(fmt.Sprintf("onnx: attribute %s of type %T", a.Name, a.Value))
	}
	return m
}

// Floats writes a constant.
func (g *Graph) Floats(name string, dims []int, v []float32) {
	raw := make([]byte, 0, 4*len(v))
	for _, x := range v {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(x))
	}
	g.constant(name, dims, Float32, raw)
}

// Halves writes a constant of 16-bit floats, given by their bits.
func (g *Graph) Halves(name string, dims []int, bits []uint16) {
	raw := make([]byte, 0, 2*len(bits))
	for _, x := range bits {
		raw = binary.LittleEndian.AppendUint16(raw, x)
	}
	g.constant(name, dims, Float16, raw)
}

// Ints writes a list of whole numbers, such as a shape.
func (g *Graph) Ints(name string, v []int) {
	raw := make([]byte, 0, 8*len(v))
	for _, x := range v {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(int64(x)))
	}
	g.constant(name, []int{len(v)}, Int64, raw)
}

func (g *Graph) constant(name string, dims []int, typ int64, raw []byte) {
	var m message
	for _, d := range dims {
		m.int(1, int64(d))
	}
	m.int(2, typ)
	m.string(8, name)
	m.bytes(9, raw)
	g.inits.bytes(5, m)
}

// Input declares an input of 32-bit floats.
func (g *Graph) Input(name string, dims []int) { value(&g.ins, 11, name, dims) }

// Output declares an output of 32-bit floats.
func (g *Graph) Output(name string, dims []int) { value(&g.outs, 12, name, dims) }

func value(dst *message, field int, name string, dims []int) {
	var shape, tensor, typ, info message
	for _, d := range dims {
		var dim message
		dim.int(1, int64(d))
		shape.bytes(1, dim)
	}
	tensor.int(1, Float32)
	tensor.bytes(2, shape)
	typ.bytes(1, tensor)
	info.string(1, name)
	info.bytes(2, typ)
	dst.bytes(field, info)
}

// Encode is the model's file.
func (g *Graph) Encode(producer string) []byte {
	var graph, set, model message
	graph = append(graph, g.nodes...)
	graph.string(2, producer)
	graph = append(graph, g.inits...)
	graph = append(graph, g.ins...)
	graph = append(graph, g.outs...)
	set.string(1, "")
	set.int(2, opset)
	model.int(1, irVersion)
	model.string(2, producer)
	model.bytes(7, graph)
	model.bytes(8, set)
	return model
}
