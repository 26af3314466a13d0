package stage

import (
	"time"

	"onair/app/model"
)

// A picture that stands still for longer than stallAfter is taken for an interruption,
// until pictures come again.
const stallAfter, stallOver = 2 * time.Second, time.Second

// Stalls shows on the tiles that play how long no picture has come, by tile, and what
// that means for the phase of a room that is watched.
func Stalls(s *model.State, stalled map[string]time.Duration) {
	ChangeTiles(s, func(tiles []model.Tile) []model.Tile {
		for i := range tiles {
			if d, known := stalled[tiles[i].ID]; known && tiles[i].Live { // else events say it
				tiles[i].Slate = d > stallAfter || tiles[i].Slate && d >= stallOver
			}
		}
		return tiles
	})
	if s.Screen != model.ScreenWatching || len(s.Watching.Tiles) == 0 {
		return
	}
	host := s.Watching.Tiles[0]
	switch {
	case s.Watching.Phase == model.WatchPlaying && host.Live && host.Slate:
		s.Watching.Phase = model.WatchBuffering
	case s.Watching.Phase == model.WatchBuffering && host.Live && !host.Slate:
		s.Watching.Phase = model.WatchPlaying
	}
}
