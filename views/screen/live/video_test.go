package live

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

func TestVideoIsAttachedWhileShownOnly(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	if len(h.Cable.Sinks["lin"]) != 1 {
		t.Fatalf("%d sinks for the host", len(h.Cable.Sinks["lin"]))
	}
	sink := h.Cable.Sinks["lin"][0]
	s := h.Screen().(*watching)
	sink.Render(viewtest.Frame(64, 36))
	h.Until("a picture", func() bool { return s.stage.Tiles[0].Tile.Showing() })
	h.Set(func(st *model.State) {
		st.Watching.Tiles = []model.Tile{{ID: "lin", User: st.Watching.Room.Host, CamMuted: true}}
	})
	if s.stage.Tiles[0].Tile.Showing() {
		t.Error("the last frame stays when the camera goes off")
	}
	h.Sees(kit.T("tile.camOff"))
	h.Set(func(st *model.State) {
		st.Watching.Tiles = []model.Tile{{ID: "lin", User: st.Watching.Room.Host, Live: true}}
	})
	sink.Render(viewtest.Frame(64, 36))
	h.Until("a picture again", func() bool { return s.stage.Tiles[0].Tile.Showing() })
	h.Set(func(st *model.State) { st.Screen = model.ScreenLobby })
	if h.Cable.Attached != h.Cable.Detached {
		t.Error("the tile is still attached after leaving")
	}
}

func TestStageKeepsTilesThatStay(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching).stage
	first := s.Tiles[0]
	h.Set(func(st *model.State) {
		st.Watching.Tiles = []model.Tile{{ID: "lin", Live: true}, {ID: "guest", Live: true}}
	})
	if len(s.Tiles) != 2 || s.Tiles[0] != first {
		t.Error("a second tile replaced the first")
	}
	h.Set(func(st *model.State) { st.Watching.Tiles = []model.Tile{{ID: "guest", Live: true}} })
	if len(s.Tiles) != 1 || h.Cable.Attached-h.Cable.Detached != 1 {
		t.Errorf("%d tiles, %d attached", len(s.Tiles), h.Cable.Attached-h.Cable.Detached)
	}
}

func TestSmallWindow(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching)
	h.Press(fyne.KeyP)
	if s.small == nil || len(h.Cable.Sinks["lin"]) != 2 {
		t.Fatal("no small window, or it gets no frames")
	}
	h.Press(fyne.KeyP)
	if s.small != nil || len(h.Cable.Sinks["lin"]) != 1 {
		t.Error("the small window stays")
	}
	h.Press(fyne.KeyP)
	h.Set(func(st *model.State) { st.Screen = model.ScreenLobby })
	if s.small != nil || h.Cable.Attached != h.Cable.Detached {
		t.Error("the small window stays after leaving the room")
	}
}

func TestHotKeysReachTheScreenFromAFocusedWidget(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	s := h.Screen().(*onAir)
	h.Canvas().Focus(s.cam)
	s.cam.TypedKey(&fyne.KeyEvent{Name: fyne.KeyM})
	h.Want("MuteMicrophone[true]")
	s.cam.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	h.Want("MuteCamera[true]")
}

func TestTimeOnAirGoesOnByItself(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	s := h.Screen().(*onAir)
	now := viewtest.FixedNow
	h.Now = func() time.Time { return now }
	now = now.Add(time.Minute)
	h.Until("another minute", func() bool { return strings.Contains(s.clock.Text(), "2:01") })
}
