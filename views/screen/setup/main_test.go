package setup

import (
	"testing"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/internal/viewtest"
)

func TestMain(m *testing.M) {
	viewtest.Main(m, viewtest.Only(nil, map[model.Screen]func(*desk.Desk) desk.Screen{model.ScreenSetup: New}))
}
