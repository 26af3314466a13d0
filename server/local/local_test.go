package local

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"onair/signaling"
)

func TestAProgramAsksTheServerOfItsDataFolder(t *testing.T) {
	dir := t.TempDir()
	token := filepath.Join(dir, "token")
	if err := os.WriteFile(token, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	serve := func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		if r.Header.Get("Authorization") != "Bearer secret" || r.URL.Path != "/x" || string(b) != `"in"` {
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte(`{"code":10007,"desc":"no"}`))
			return
		}
		_, _ = w.Write([]byte(`"out"`))
	}
	var out string
	if err := Ask(t.Context(), dir, "/x", "in", &out); !errors.Is(err, ErrNoServer) {
		t.Errorf("nobody there: %v", err)
	}
	for name, start := range map[string]func(http.Handler) *httptest.Server{"http": httptest.NewServer, "https": httptest.NewTLSServer} {
		s := start(http.HandlerFunc(serve))
		certified := map[string]string{"https": "example.com"}[name]
		remove, err := Note(dir, s.Listener.Addr().String(), certified, token)
		if err != nil {
			t.Fatal(err)
		}
		if err := Ask(t.Context(), dir, "/x", "in", &out); err != nil || out != "out" {
			t.Errorf("%s: %q, %v", name, out, err)
		}
		if err := Ask(t.Context(), dir, "/x", "else", &out); signaling.CodeOf(err) != signaling.CodeNoPermission {
			t.Errorf("%s, refused: %v", name, err)
		}
		s.Close()
		if err := Ask(t.Context(), dir, "/x", "in", &out); !errors.Is(err, ErrNoServer) {
			t.Errorf("%s, killed: %v", name, err)
		}
		remove()
		remove()
		if left, _ := filepath.Glob(filepath.Join(dir, "*.json")); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	}
	remove, err := Note(dir, "192.0.2.1:80", "", token)
	if err != nil {
		t.Fatal(err)
	}
	defer remove()
	if err := Ask(t.Context(), dir, "/x", "in", &out); err == nil || errors.Is(err, ErrNoServer) {
		t.Errorf("the token goes to another machine: %v", err)
	}
}
