package tflite_test

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"onair/tools/tflite2onnx/modeltest"
	"onair/tools/tflite2onnx/tflite"
)

// small is a model with every kind of tensor and operator there is.
func small() []byte {
	m := modeltest.New()
	x := m.In("picture", 1, 4, 4, 2)
	half := m.Halves([]uint16{0x3c00, 0xbc00}, 2)
	slope := m.Value(2)
	m.Op(modeltest.Dequantize, []int{half}, slope, nil)
	y := m.Out("sum", 1, 4, 4, 2)
	m.Op(modeltest.Add, []int{x, slope}, y, modeltest.Fields{0: int8(1)})
	z := m.Out("own", 3)
	m.Custom("Own", []int{x, -1}, z, []byte{1, 2, 3})
	m.Ints([]int{1, -2}, 2)
	return m.Bytes()
}

func TestParseReadsAModel(t *testing.T) {
	m, err := tflite.Parse(small())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(m.In, []int{0}) || !slices.Equal(m.Out, []int{3, 4}) || len(m.Tensors) != 6 || len(m.Ops) != 3 {
		t.Fatalf("inputs %v, outputs %v, %d tensors, %d operators", m.In, m.Out, len(m.Tensors), len(m.Ops))
	}
	if x := m.Tensors[0]; x.Name != "picture" || !slices.Equal(x.Shape, []int{1, 4, 4, 2}) || x.Type != tflite.Float32 || x.Data != nil || x.Len() != 32 {
		t.Errorf("the input is %+v", x)
	}
	if h := m.Tensors[1]; h.Type != tflite.Float16 || binary.LittleEndian.Uint16(h.Data) != 0x3c00 {
		t.Errorf("the constant is %+v", h)
	}
	if o := m.Ops[1]; o.Name != "ADD" || o.Custom || o.Options.Int8(0, 0) != 1 || o.Options.Int(7, 42) != 42 {
		t.Errorf("the second operator is %+v", o)
	}
	if o := m.Ops[2]; o.Name != "Own" || !o.Custom || !slices.Equal(o.In, []int{0, -1}) || string(o.Raw) != "\x01\x02\x03" {
		t.Errorf("the third operator is %+v", o)
	}
}

func TestParseRefuses(t *testing.T) {
	good := small()
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"nothing", "not a TensorFlow Lite model", nil},
		{"another file", "not a TensorFlow Lite model", []byte("\x89PNG\r\n\x1a\n, and more")},
		{"half a file", "", good[:len(good)/2]},
		{"a root outside", "", append([]byte{255, 255, 255, 127}, good[4:]...)},
	} {
		if _, err := tflite.Parse(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	wrong := modeltest.New()
	wrong.Op(modeltest.Add, []int{0, 9}, wrong.Out("y", 1), nil)
	wrong.In("x", 1)
	if _, err := tflite.Parse(wrong.Bytes()); err == nil {
		t.Error("an operator with an input that is no tensor is accepted")
	}
	short := modeltest.New()
	short.Op(modeltest.Add, []int{short.In("x", 4), short.Floats([]float32{1}, 4)}, short.Out("y", 4), nil)
	if _, err := tflite.Parse(short.Bytes()); err == nil {
		t.Error("a constant with too little data is accepted")
	}
}

// FuzzParse looks that no file, however damaged, does more than be refused.
func FuzzParse(f *testing.F) {
	f.Add(small())
	f.Add([]byte("\x08\x00\x00\x00TFL3"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := tflite.Parse(data)
		if err != nil {
			return
		}
		for _, o := range m.Ops {
			for _, i := range append(slices.Clone(o.Out), o.In[0]) {
				_ = m.Tensors[i]
			}
		}
	})
}
