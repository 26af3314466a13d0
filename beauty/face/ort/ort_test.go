//go:build cgo

package ort_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"onair/assets/models"
	"onair/beauty/face"
	"onair/beauty/face/ort"
)

// damaged is the models with one file changed.
func damaged(t *testing.T, name string, change func([]byte) []byte) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(models.FS(), "*.onnx")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		b, err := fs.ReadFile(models.FS(), n)
		if err != nil {
			t.Fatal(err)
		}
		if n == name {
			if b = change(b); b == nil {
				continue
			}
		}
		files[n] = &fstest.MapFile{Data: b}
	}
	return files
}

func TestDamagedModelsAreRefused(t *testing.T) {
	for what, change := range map[string]func([]byte) []byte{
		"missing":        func([]byte) []byte { return nil },
		"empty":          func([]byte) []byte { return []byte{} },
		"cut short":      func(b []byte) []byte { return b[:len(b)/2] },
		"something else": func([]byte) []byte { return []byte("this is no network at all") },
		"another network": func([]byte) []byte {
			b, _ := fs.ReadFile(models.FS(), "person.onnx")
			return b
		},
	} {
		m, err := ort.Open(ort.Options{Models: damaged(t, "face-landmarks.onnx", change)})
		var missing *ort.Unavailable
		if err == nil || errors.As(err, &missing) || !strings.Contains(err.Error(), "face-landmarks.onnx") {
			t.Errorf("%s: %v", what, err)
		}
		if m != nil {
			t.Errorf("%s: there are models", what)
		}
		// Networks that are loaded later are refused later, each time.
		m, err = ort.Open(ort.Options{Models: damaged(t, "person.onnx", change)})
		if err != nil {
			t.Fatal(err)
		}
		s := m.Sizes().Segment
		for range 2 {
			err := m.Segment(make([]float32, 3*s.X*s.Y), make([]uint8, s.X*s.Y))
			if same := what == "another network"; same != (err == nil) {
				t.Errorf("%s: person: %v", what, err)
			}
		}
		m.Close()
	}
}

func TestWrongSizesAreRefused(t *testing.T) {
	m := open(t)
	if _, err := m.Detect(make([]float32, 5), nil); err == nil {
		t.Error("a picture of the wrong size is accepted")
	}
	s := m.Sizes().Segment
	if err := m.Segment(make([]float32, 3*s.X*s.Y), make([]uint8, 7)); err == nil {
		t.Error("a mask of the wrong size is accepted")
	}
}

func TestCloseWhileRunning(t *testing.T) {
	m, err := ort.Open(ort.Options{Models: models.FS()})
	if err != nil {
		t.Fatal(err)
	}
	s := m.Sizes().Detect
	started, done := make(chan struct{}), sync.WaitGroup{}
	for range 3 {
		done.Go(func() {
			rgb := noise(3 * s.X * s.Y)
			for i := 0; ; i++ {
				if _, err := m.Detect(rgb, nil); err != nil {
					if !errors.Is(err, ort.ErrClosed) {
						t.Error(err)
					}
					return
				}
				if i == 0 {
					started <- struct{}{}
				}
			}
		})
	}
	for range 3 {
		<-started
	}
	m.Close()
	m.Close()
	done.Wait()
	var points [face.Points]face.Point
	if _, err := m.Landmarks(nil, &points); !errors.Is(err, ort.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// TestWithoutTheLibrary runs in a process of its own, since a library that is
// loaded stays.
func TestWithoutTheLibrary(t *testing.T) {
	if os.Getenv("ORT_TEST_CHILD") != "" {
		_, err := ort.Open(ort.Options{Models: models.FS(), Library: os.Getenv("ORT_TEST_LIBRARY")})
		var missing *ort.Unavailable
		if !errors.As(err, &missing) || !strings.Contains(err.Error(), "make deps") {
			t.Errorf("the error is %v", err)
		}
		return
	}
	noLibrary := filepath.Join(t.TempDir(), "libonnxruntime.so.1")
	if err := os.WriteFile(noLibrary, []byte("no library"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "nothing.so"), noLibrary} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestWithoutTheLibrary$")
		cmd.Env = append(os.Environ(), "ORT_TEST_CHILD=1", "ORT_TEST_LIBRARY="+path)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", path, err, out)
		}
	}
}

func TestFindsTheLibraryInTheCache(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("ONAIR_ONNXRUNTIME", "")
	t.Setenv("XDG_CACHE_HOME", cache)
	want := filepath.Join(cache, "onair", "onnxruntime-"+ort.Version, "libonnxruntime.so.1")
	if err := os.MkdirAll(filepath.Dir(want), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(want, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := ort.Find(""); err != nil || got != want {
		t.Errorf("found %q (%v), not %q", got, err, want)
	}
}
