package liveroom_test

import (
	"net/http"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails when a closed LiveRoom leaves a goroutine behind.
func TestMain(m *testing.M) {
	if args := os.Getenv(anchorEnv); args != "" {
		beAnchor(args)
	}
	goleak.VerifyTestMain(closing{m}, goleak.IgnoreCurrent())
}

type closing struct{ m *testing.M }

// Run closes idle HTTP connections after the tests: they are the standard
// library's, not ours.
func (c closing) Run() int {
	code := c.m.Run()
	http.DefaultClient.CloseIdleConnections()
	return code
}
