package shell_test

import (
	"testing"

	"onair/views"
	"onair/views/internal/viewtest"
)

func TestMain(m *testing.M) { viewtest.Main(m, views.Screens()) }
