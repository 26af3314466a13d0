package views

import (
	"testing"

	"onair/views/internal/viewtest"
)

func TestMain(m *testing.M) { viewtest.Main(m, Screens()) }
