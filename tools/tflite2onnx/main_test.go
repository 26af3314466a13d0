package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"onair/tools/tflite2onnx/modeltest"
)

func model() []byte {
	m := modeltest.New()
	x := m.In("x", 1, 4, 4, 2)
	m.Op(modeltest.Relu, []int{x}, m.Out("y", 1, 4, 4, 2), nil)
	return m.Bytes()
}

func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAPackedModelGivesTheSameFile converts a model as a file of its own and out of
// a packed one, twice.
func TestAPackedModelGivesTheSameFile(t *testing.T) {
	alone := filepath.Join(t.TempDir(), "alone.onnx")
	if err := run("", write(t, "m.tflite", model()), alone); err != nil {
		t.Fatal(err)
	}
	loader := write(t, "loader.js", []byte(`x();loadPackage({"files":[{"filename":"/a/b/m.tflite","start":3,"end":`+
		strconv.Itoa(3+len(model()))+`}],"package_uuid":"1"});`))
	packed := filepath.Join(t.TempDir(), "packed.onnx")
	if err := run(loader+":m.tflite", write(t, "x.data", append([]byte("abc"), model()...)), packed); err != nil {
		t.Fatal(err)
	}
	a, _ := os.ReadFile(alone)
	b, _ := os.ReadFile(packed)
	if len(a) == 0 || !bytes.Equal(a, b) {
		t.Errorf("%d and %d bytes", len(a), len(b))
	}
}

func TestUnpackRefuses(t *testing.T) {
	for name, loader := range map[string]string{
		"no list":          `x()`,
		"no JSON":          `loadPackage({files`,
		"another name":     `loadPackage({"files":[{"filename":"/b","start":0,"end":1}]})`,
		"a wrong place":    `loadPackage({"files":[{"filename":"/a","start":0,"end":99}]})`,
		"an end too early": `loadPackage({"files":[{"filename":"/a","start":3,"end":1}]})`,
	} {
		if _, err := unpack([]byte(loader), []byte("12345"), "a"); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}
