package app

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// delays keeps the capture-to-screen delays of the last seconds by tile.
type delays struct {
	mu    sync.Mutex
	tiles map[string][]time.Duration
}

// maxDelays is about ten seconds of pictures.
const maxDelays = 300

func (d *delays) add(tile string, delay time.Duration) {
	if delay < 0 || delay > time.Minute {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.tiles == nil {
		d.tiles = map[string][]time.Duration{}
	}
	list := append(d.tiles[tile], delay)
	if len(list) > maxDelays {
		list = append(list[:0], list[len(list)-maxDelays:]...)
	}
	d.tiles[tile] = list
}

func (d *delays) reset() {
	d.mu.Lock()
	d.tiles = nil
	d.mu.Unlock()
}

func (d *delays) median(tile string) time.Duration { return d.quantile(tile, 0.5) }

// quantile is 0 when nothing is known.
func (d *delays) quantile(tile string, q float64) time.Duration {
	d.mu.Lock()
	list := slices.Clone(d.tiles[tile])
	d.mu.Unlock()
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[min(int(q*float64(len(list))), len(list)-1)]
}

// ReportShown notes when a tile's frame came on screen.
func (a *App) ReportShown(tile string, capture, shown int64) {
	a.delays.add(tile, time.Duration(shown-capture))
}

// statsFile writes one JSON line a second.
type statsFile struct {
	f *os.File
}

func openStatsFile(path string) (*statsFile, error) {
	if path == "" {
		return &statsFile{}, nil
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, fmt.Errorf("statistics file: %w", err)
	}
	return &statsFile{f: f}, nil
}

// statsLine is one line of the file.
type statsLine struct {
	Time   time.Time `json:"time"`
	Screen string    `json:"screen"`
	Room   uint32    `json:"room"`
	liveroom.Statistics
	// ShownDelay is capture to screen by tile, in milliseconds: median and p95
	// of about ten seconds.
	ShownDelay map[string][2]float64 `json:"shownDelayMs"`
}

func (s *statsFile) write(state *model.State, all liveroom.Statistics, d *delays) {
	if s.f == nil {
		return
	}
	line := statsLine{Time: time.Now(), Screen: "watching", Room: state.Watching.Room.ID, Statistics: all, ShownDelay: map[string][2]float64{}}
	tiles := state.Watching.Tiles
	if state.Screen == model.ScreenOnAir {
		line.Screen, line.Room, tiles = "onair", state.OnAir.Room.ID, state.OnAir.Tiles
	}
	for _, t := range tiles {
		line.ShownDelay[t.ID] = [2]float64{ms(d.quantile(t.ID, 0.5)), ms(d.quantile(t.ID, 0.95))}
	}
	if data, err := json.Marshal(line); err == nil {
		_, _ = s.f.Write(append(data, '\n'))
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func (s *statsFile) close() {
	if s.f != nil {
		s.f.Close()
	}
}
