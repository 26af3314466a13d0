package settings

import (
	"testing"

	"onair/views/internal/viewtest"
)

func TestMain(m *testing.M) { viewtest.Main(m, viewtest.Only(New, nil)) }
