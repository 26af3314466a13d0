package music

import (
	"context"
	"time"

	"onair/media/audio"
)

// Player plays any number of tracks, up to MaxTracks at a time. All methods may
// be called from any goroutine; none waits for a file, a server or a decoder
// but Waveform and FileDuration, which say so.
type Player struct{}

// New returns a player with nothing to play. Close ends it.
func New(opts Options) *Player { return &Player{} }

// Close stops everything at once and waits for all goroutines. It may be called
// twice, but not from an observer.
func (p *Player) Close() error { return nil }

// PublishSource is what viewers hear: the mix of the tracks that are published,
// at their publish volumes. It is to be pulled at the microphone's pace, by one
// goroutine at a time; the sum is not limited.
func (p *Player) PublishSource() audio.Source { return nil }

// PlayoutSource is what the anchor hears: all tracks at their playout volumes.
// It is to be pulled at the loudspeaker's pace, by one goroutine at a time.
func (p *Player) PlayoutSource() audio.Source { return nil }

// Start begins to play. A track of the same ID is stopped first. What comes of
// it is told by o.OnStart, wrong parameters and CodeTooMany included. ctx holds
// for the track's life: when it ends, the track is stopped.
func (p *Player) Start(ctx context.Context, param Param, o Observer) {}

// Stop fades a track out and forgets it, and what was preloaded for it. An
// unknown ID is no error, here and below.
func (p *Player) Stop(id int) {}

// StopAll stops every track and frees every preload.
func (p *Player) StopAll() {}

// Pause holds a track, with a fade of 10 ms.
func (p *Player) Pause(id int) {}

// Resume goes on where Pause stopped.
func (p *Player) Resume(id int) {}

// Seek goes to a position in the file, to the sample. The old place is played
// until the new one is ready, then faded over. It is bounded by Start and End.
func (p *Player) Seek(id int, position time.Duration) {}

// Position is what is heard now, in the file's time; false without such a track.
func (p *Player) Position(id int) (time.Duration, bool) { return 0, false }

// Duration is the length of a playing track's file; false if it is not known.
func (p *Player) Duration(id int) (time.Duration, bool) { return 0, false }

// SetPublishVolume sets what viewers hear of a track, 0..1.5.
func (p *Player) SetPublishVolume(id int, volume float64) {}

// SetPlayoutVolume sets what the anchor hears of a track, 0..1.5.
func (p *Player) SetPlayoutVolume(id int, volume float64) {}

// SetAllVolume sets both volumes of every track, playing or still to come, to
// 0..1.5. It begins at 0.6 (TRTC's 60).
func (p *Player) SetAllVolume(volume float64) {}

// SetPitch shifts a track by up to an octave, -1..1; the tempo stays.
func (p *Player) SetPitch(id int, octaves float64) {}

// SetSpeed plays a track slower or faster, 0.5..2; the pitch stays.
func (p *Player) SetSpeed(id int, rate float64) {}

// SetScratchSpeed turns a preloaded (or ShortFile) track like a record, -12..12,
// backwards if negative; 1 is normal. It reports whether the track can.
func (p *Player) SetScratchSpeed(id int, rate float64) bool { return false }

// Preload decodes a file (10 minutes at most) into memory, so that a Start of
// the very same Param begins at once. Stop frees it.
func (p *Player) Preload(ctx context.Context, param Param, o LoadObserver) {}

// TrackCount is how many sound tracks the playing file has, such as original
// and accompaniment; 0 without such a track.
func (p *Player) TrackCount(id int) int { return 0 }

// SetTrack chooses one of the file's sound tracks, 0..TrackCount-1; it reports
// whether there is such a one. A preloaded track has only the first.
func (p *Player) SetTrack(id, index int) bool { return false }
