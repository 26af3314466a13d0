package music

import (
	"math"
	"time"

	"onair/media/audio"
	"onair/media/music/stretch"
)

func (p *Player) find(id int) *track {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.byID[id]
}

// Pause holds a track, with a fade of 10 ms.
func (p *Player) Pause(id int) {
	if t := p.find(id); t != nil {
		t.ring.pause(true)
	}
}

// Resume goes on where Pause stopped.
func (p *Player) Resume(id int) {
	if t := p.find(id); t != nil {
		t.ring.pause(false)
	}
}

// Seek goes to a position in the file, to the sample. The old place is played
// until the new one is ready, then faded over. It is bounded by Start and End.
func (p *Player) Seek(id int, position time.Duration) {
	if t := p.find(id); t != nil {
		t.seek(frames(position))
	}
}

// Position is what is heard now, in the file's time; false without such a track.
func (p *Player) Position(id int) (time.Duration, bool) {
	if t := p.find(id); t != nil {
		return t.position(), true
	}
	return 0, false
}

// Duration is the length of a playing track's file; false if it is not known.
func (p *Player) Duration(id int) (time.Duration, bool) {
	if t := p.find(id); t != nil {
		return t.length()
	}
	return 0, false
}

// SetPublishVolume sets what viewers hear of a track, 0..1.5.
func (p *Player) SetPublishVolume(id int, volume float64) { p.setVolume(id, publish, volume) }

// SetPlayoutVolume sets what the anchor hears of a track, 0..1.5.
func (p *Player) SetPlayoutVolume(id int, volume float64) { p.setVolume(id, playout, volume) }

func (p *Player) setVolume(id, side int, volume float64) {
	if t := p.find(id); t != nil {
		t.ring.setVolume(side, float32(bounded(volume, 0, audio.MaxVolume, 0)))
	}
}

// SetAllVolume sets both volumes of every track, playing or still to come, to
// 0..1.5. It begins at 0.6 (TRTC's 60).
func (p *Player) SetAllVolume(volume float64) {
	volume = bounded(volume, 0, audio.MaxVolume, 0)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.volume = volume
	for _, t := range p.byID {
		t.ring.setVolume(publish, float32(volume))
		t.ring.setVolume(playout, float32(volume))
	}
}

// SetPitch shifts a track by up to an octave, -1..1; the tempo stays.
func (p *Player) SetPitch(id int, octaves float64) {
	octaves = bounded(octaves, stretch.MinPitch, stretch.MaxPitch, 0)
	if t := p.find(id); t != nil {
		t.retune(func(s *settings) { s.pitch = octaves })
	}
}

// SetSpeed plays a track slower or faster, 0.5..2; the pitch stays.
func (p *Player) SetSpeed(id int, rate float64) {
	rate = bounded(rate, stretch.MinTempo, stretch.MaxTempo, 1)
	if t := p.find(id); t != nil {
		t.retune(func(s *settings) { s.speed = rate })
	}
}

// SetScratchSpeed turns a preloaded (or ShortFile) track like a record, -12..12,
// backwards if negative; 1 is normal, and takes up pitch and speed again. It
// reports whether the track can.
func (p *Player) SetScratchSpeed(id int, rate float64) bool {
	rate = bounded(rate, -maxScratch, maxScratch, 1)
	t := p.find(id)
	if t == nil || t.clip == nil && !t.param.ShortFile {
		return false
	}
	t.ask(func(s *settings) { s.scratch = rate })
	return true
}

// TrackCount is how many sound tracks the playing file has, such as original
// and accompaniment; 0 without such a track, and before OnStart.
func (p *Player) TrackCount(id int) int {
	t := p.find(id)
	if t == nil {
		return 0
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.tracks
}

// SetTrack chooses one of the file's sound tracks, 0..TrackCount-1; it reports
// whether there is such a one. A preloaded track has only one.
func (p *Player) SetTrack(id, index int) bool {
	t := p.find(id)
	return t != nil && t.choose(index)
}

// bounded keeps v within low..high; what is no number becomes other.
func bounded(v, low, high, other float64) float64 {
	if math.IsNaN(v) {
		return other
	}
	return min(max(v, low), high)
}
