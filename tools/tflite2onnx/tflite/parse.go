package tflite

import (
	"errors"
	"fmt"

	"onair/tools/tflite2onnx/flat"
)

// Numbers of the schema's fields that are read.
const (
	modelCodes, modelGraphs, modelBuffers           = 1, 2, 4
	codeOld, codeCustom, codeNew                    = 0, 1, 3
	graphTensors, graphIn, graphOut, graphOps       = 0, 1, 2, 3
	tensorShape, tensorType, tensorBuffer           = 0, 1, 2
	tensorName, tensorQuantization, tensorSparsity  = 3, 4, 6
	quantizationScale                               = 2
	opCode, opIn, opOut, opOptions, opCustomOptions = 0, 1, 2, 4, 5
	bufferData                                      = 0
)

// Limits that no model for live pictures comes near.
const (
	maxElements = 1 << 26
	maxRank     = 6
)

// Parse reads a model. Constants are parts of data, which must not change.
func Parse(data []byte) (*Model, error) {
	if len(data) < 8 || string(data[4:8]) != "TFL3" {
		return nil, errors.New("tflite: not a TensorFlow Lite model")
	}
	b := flat.New(data)
	root := b.Root()
	graphs := root.Tables(modelGraphs)
	if len(graphs) != 1 {
		return nil, fmt.Errorf("tflite: the model has %d graphs, not one", len(graphs))
	}
	g := graphs[0]
	m := &Model{In: g.Ints(graphIn), Out: g.Ints(graphOut)}
	if err := m.readTensors(g.Tables(graphTensors), root.Tables(modelBuffers)); err != nil {
		return nil, err
	}
	if err := m.readOps(g.Tables(graphOps), root.Tables(modelCodes)); err != nil {
		return nil, err
	}
	if err := b.Err(); err != nil {
		return nil, err
	}
	return m, m.check()
}

func (m *Model) readTensors(tensors, buffers []flat.Table) error {
	for i, t := range tensors {
		x := Tensor{Name: t.String(tensorName), Shape: t.Ints(tensorShape), Type: Type(t.Int8(tensorType, 0))}
		if n := t.Int(tensorBuffer, 0); n > 0 && n < len(buffers) {
			if d := buffers[n].Bytes(bufferData); len(d) > 0 {
				x.Data = d
			}
		}
		if t.Table(tensorSparsity).Present() {
			return fmt.Errorf("tflite: tensor %d (%s) is sparse", i, x.Name)
		}
		if t.Table(tensorQuantization).Len(quantizationScale) > 0 {
			return fmt.Errorf("tflite: tensor %d (%s) is quantized", i, x.Name)
		}
		if err := x.check(); err != nil {
			return fmt.Errorf("tflite: tensor %d (%s): %w", i, x.Name, err)
		}
		m.Tensors = append(m.Tensors, x)
	}
	return nil
}

func (t Tensor) check() error {
	if len(t.Shape) > maxRank {
		return fmt.Errorf("rank %d", len(t.Shape))
	}
	n := 1
	for _, d := range t.Shape {
		if d < 1 || d > maxElements/n {
			return fmt.Errorf("shape %v", t.Shape)
		}
		n *= d
	}
	if t.Data != nil && (t.Type.Size() == 0 || len(t.Data) != n*t.Type.Size()) {
		return fmt.Errorf("%d bytes for shape %v of type %d", len(t.Data), t.Shape, t.Type)
	}
	return nil
}

func (m *Model) readOps(ops, codes []flat.Table) error {
	for i, o := range ops {
		n := o.Int(opCode, 0)
		if n < 0 || n >= len(codes) {
			return fmt.Errorf("tflite: operator %d has code %d of %d", i, n, len(codes))
		}
		// Codes of old files are bytes in another field.
		code := max(codes[n].Int(codeNew, 0), codes[n].Int8(codeOld, 0))
		x := Op{In: o.Ints(opIn), Out: o.Ints(opOut), Options: o.Table(opOptions), Raw: o.Bytes(opCustomOptions)}
		if x.Custom = code == customCode; x.Custom {
			x.Name = codes[n].String(codeCustom)
		} else if x.Name = opNames[code]; x.Name == "" {
			x.Name = fmt.Sprintf("builtin %d", code)
		}
		m.Ops = append(m.Ops, x)
	}
	return nil
}

// check makes sure that every number of a tensor is one.
func (m *Model) check() error {
	if len(m.In) == 0 || len(m.Out) == 0 || len(m.Ops) == 0 {
		return errors.New("tflite: the graph is empty")
	}
	valid := func(list []int, optional bool) bool {
		for _, i := range list {
			if i >= len(m.Tensors) || i < 0 && !optional {
				return false
			}
		}
		return true
	}
	if !valid(m.In, false) || !valid(m.Out, false) {
		return errors.New("tflite: the graph's inputs or outputs are no tensors of it")
	}
	for i, o := range m.Ops {
		if len(o.In) == 0 || len(o.Out) == 0 || o.In[0] < 0 || !valid(o.In, true) || !valid(o.Out, false) {
			return fmt.Errorf("tflite: operator %d (%s) has inputs or outputs that are no tensors", i, o.Name)
		}
	}
	return nil
}
