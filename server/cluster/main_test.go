package cluster

import (
	"os"
	"testing"

	"onair/internal/natstest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	natstest.Remove()
	os.Exit(code)
}
