package flat_test

import (
	"slices"
	"testing"

	"onair/tools/tflite2onnx/flat"
	"onair/tools/tflite2onnx/modeltest"
)

func TestParseFlexMap(t *testing.T) {
	m, err := flat.ParseFlexMap(modeltest.Flex(map[string]any{"width": 16, "left": -1, "scale": float32(1.5), "list": []int{3, 70000, 5}}))
	if err != nil {
		t.Fatal(err)
	}
	if m.Numbers["width"] != 16 || m.Numbers["left"] != -1 || m.Numbers["scale"] != 1.5 || !slices.Equal(m.Lists["list"], []int{3, 70000, 5}) {
		t.Errorf("%v", m)
	}
	for _, bad := range [][]byte{nil, {1}, {0, 0, 0}, {1, 2, 9<<2 | 3, 8}, make([]byte, 40)} {
		if _, err := flat.ParseFlexMap(bad); err == nil {
			t.Errorf("%v is accepted", bad)
		}
	}
}

func FuzzParseFlexMap(f *testing.F) {
	f.Add(modeltest.Flex(map[string]any{"a": 1, "b": float32(2), "c": []int{1, 2}}))
	f.Fuzz(func(t *testing.T, data []byte) { flat.ParseFlexMap(data) })
}
