package live

import (
	"image"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
)

// TestStagePictures compares the stage with pictures that a person has looked
// at (testdata/*.png). When one differs, the new picture is in testdata/failed:
// look at it, and copy it over if it is right.
func TestStagePictures(t *testing.T) {
	for _, c := range []struct {
		name    string
		picture image.Point // zero: none
		state   func(*model.State)
	}{
		{"landscape", image.Pt(160, 90), func(*model.State) {}},
		{"portrait", image.Pt(90, 160), func(*model.State) {}},
		{"camera-off", image.Point{}, func(s *model.State) {
			s.Watching.Tiles[0].Live, s.Watching.Tiles[0].CamMuted, s.Watching.Tiles[0].MicMuted = false, true, true
		}},
		{"ended", image.Point{}, func(s *model.State) {
			s.Watching.Phase, s.Watching.Tiles[0].Live = model.WatchEnded, false
		}},
		{"two", image.Pt(160, 90), func(s *model.State) {
			s.Watching.Tiles = append(s.Watching.Tiles, model.Tile{ID: "guest", User: model.User{ID: "guest", Name: "陈"}})
		}},
		{"grid", image.Pt(160, 90), func(s *model.State) {
			s.Settings.Arrangement = model.ArrangeGrid
			for _, u := range []model.User{viewtest.Ben, {ID: "c", Name: "陈"}, {ID: "d", Name: "D"}} {
				s.Watching.Tiles = append(s.Watching.Tiles, model.Tile{ID: u.ID, User: u, Level: 60, MutedHere: u.ID == "d", MicMuted: u.ID == "c"})
			}
		}},
		{"pk-result", image.Pt(160, 90), func(s *model.State) {
			s.Watching.Tiles = append(s.Watching.Tiles, model.Tile{ID: "ben", User: viewtest.Ben})
			s.Live.PK = model.PK{Phase: model.PKResult, Winner: "ben", Sides: []model.PKSide{{RoomID: 8, User: viewtest.Lin, Score: 1200, Title: "Rain"}, {RoomID: 9, User: viewtest.Ben, Score: 3600}}}
		}},
		{"pk-three", image.Pt(160, 90), func(s *model.State) { pkOf(s, 3, model.PKBattle) }},
		{"pk-six-result", image.Pt(160, 90), func(s *model.State) { pkOf(s, 6, model.PKResult) }},
		{"pk-with-guests", image.Pt(160, 90), func(s *model.State) {
			pkOf(s, 2, model.PKBattle)
			s.Watching.Tiles = append(s.Watching.Tiles, model.Tile{ID: "g1", User: model.User{ID: "g1", Name: "G"}, SoundOnly: true}, model.Tile{ID: "g2", User: model.User{ID: "g2", Name: "陈"}})
		}},
		{"co-host-four-zh", image.Pt(90, 160), func(s *model.State) {
			s.Settings.Language = "zh"
			pkOf(s, 4, model.PKTogether)
			s.Live.PK.CoHost = true
		}},
		{"asked", image.Pt(160, 90), func(s *model.State) {
			s.Live.CoAnchor.Phase, s.Live.CoAnchor.Until = model.JoinAsking, viewtest.Soon
			s.Live.Gifts.Banners = []model.GiftBanner{{ID: 1, From: viewtest.Ben, Gift: model.Gift{ID: "own", Name: "House"}, Count: 10, Combo: 2}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenWatching, c.state))
			h.Press("L") // no panel
			if !h.Screen().(*watching).folded {
				h.Press("L")
			}
			h.Press("F11")
			tiles := h.Screen().(*watching).stage.Tiles
			if c.picture != (image.Point{}) {
				h.Cable.Sinks["lin"][0].Render(viewtest.Frame(c.picture.X, c.picture.Y))
				h.Until("the picture", func() bool { return tiles[0].Tile.Showing() })
			}
			test.AssertImageMatches(t, c.name+".png", h.Canvas().Capture())
		})
	}
}

// pkOf joins n rooms; the first two send pictures.
func pkOf(s *model.State, n int, phase model.PKPhase) {
	people := []model.User{viewtest.Lin, viewtest.Ben, {ID: "c", Name: "陈"}, {ID: "d", Name: "Dora"}, {ID: "e", Name: "Eve"}, {ID: "f", Name: "Femi"}}
	s.Live.PK = model.PK{Phase: phase, Winner: "ben", Deadline: viewtest.FixedNow.Add(95 * time.Second)}
	for i, u := range people[:n] {
		s.Live.PK.Sides = append(s.Live.PK.Sides, model.PKSide{RoomID: uint32(8 + i), User: u, Score: int64(1200 - 170*((i+5)%6))})
		if i > 0 {
			s.Watching.Tiles = append(s.Watching.Tiles, model.Tile{ID: u.ID, User: u, MicMuted: i == 2})
		}
	}
}
