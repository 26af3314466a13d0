//go:build cgo

package ort

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"onair/assets/models"
)

// noise fills a tensor with something that is not flat, since zeros flatter
// networks with PReLU.
func noise(n int) []float32 {
	v := make([]float32, n)
	seed := uint32(1)
	for i := range v {
		seed = seed*1664525 + 1013904223
		v[i] = float32(seed>>8) / (1 << 24)
	}
	return v
}

// TestConvertedModelsAgreeWithTensorFlowLite compares outputs, which range over
// hundreds, with those of the models before the conversion.
func TestConvertedModelsAgreeWithTensorFlowLite(t *testing.T) {
	b, err := os.ReadFile("testdata/tflite.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []struct {
		File    string
		Outputs []struct {
			Name   string
			Step   int
			Values []float32
		}
	}
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	m, err := Open(Options{Models: models.FS()})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	for _, want := range list {
		for n, spec := range specs {
			if spec.file != want.File {
				continue
			}
			if err := m.load(network(n)); err != nil {
				t.Fatal(err)
			}
			in := noise(len(m.nets[n].in))
			out, err := m.run(network(n), in)
			if err != nil {
				t.Fatal(err)
			}
			worst := 0.0
			for i, o := range want.Outputs {
				if spec.out[i].name != o.Name {
					t.Fatalf("%s: output %d is %s, not %s", want.File, i, spec.out[i].name, o.Name)
				}
				for k, v := range o.Values {
					worst = max(worst, math.Abs(float64(v-out[i][k*o.Step])))
				}
			}
			t.Logf("%s: off by %.2g at most", want.File, worst)
			if worst > 2e-3 {
				t.Errorf("%s: off by %g", want.File, worst)
			}
		}
	}
}
