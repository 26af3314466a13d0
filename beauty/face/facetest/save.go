package facetest

import (
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"onair/beauty/face"
)

// Rounded is points as a file of landmarks holds them, to a hundredth of a
// pixel.
func Rounded(points []face.Point) [][3]float32 {
	list := make([][3]float32, len(points))
	for i, p := range points {
		for k, v := range []float32{p.X, p.Y, p.Z} {
			list[i][k] = float32(math.Round(float64(v)*100) / 100)
		}
	}
	return list
}

// Save writes a file of landmarks, a point a line.
func Save(t testing.TB, path string, l Landmarks) {
	t.Helper()
	b, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(string(b), "],[", "],\n[")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}
