package sound

import (
	"context"
	"sync"
	"time"

	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
)

// Mixer is what mixes the user's sound: liveroom's AudioEffectManager.
type Mixer interface {
	Player
	Singer
}

// Player is the mixer's music and effects.
type Player interface {
	SetMusicObserver(id int, o liveroom.MusicObserver)
	StartPlayMusic(liveroom.AudioMusicParam)
	StopPlayMusic(id int)
	StopAllMusic()
	PausePlayMusic(id int)
	ResumePlayMusic(id int)
	SeekMusicToPos(id int, position time.Duration)
	SetMusicPublishVolume(id, volume int)
	SetMusicPlayoutVolume(id, volume int)
	SetMusicPitch(id int, pitch float64)
	SetMusicSpeedRate(id int, rate float64)
	MusicTrackCount(id int) int
	SetMusicTrack(id, index int) bool
	MusicDuration(ctx context.Context, id int, path string) time.Duration
	MusicWaveform(ctx context.Context, path string, points int) ([]float32, error)
}

// Singer is the mixer's microphone.
type Singer interface {
	SetVoiceCaptureVolume(percent int)
	EnableVoiceEarMonitor(on bool)
	SetVoiceEarMonitorVolume(percent int)
	SetVoiceReverbType(n int)
	SetVoiceChangerType(n int)
	SetVoicePitch(pitch float64)
	EnableEchoCancelling(on bool)
	EnableNoiseSuppression(on bool)
	EnableAutoGain(on bool)
}

// Quality says how the microphone's sound is sent.
type Quality interface {
	SetAudioQuality(liveroom.AudioQuality)
}

// Sound carries out what the sound panels ask for. Its methods may be called from any
// goroutine, except within Store.Update.
type Sound struct {
	desk    *desk.Desk
	mixer   Mixer
	quality Quality

	turn    sync.Mutex         // a step of the songs
	songs   Songs              // changed within Store.Update, with turn
	drawing context.CancelFunc // ends the drawing of a waveform; with turn

	pads padTracks
}

var _ model.SoundActions = (*Sound)(nil)

// New returns the panels' controller; First is their state.
func New(d *desk.Desk, mixer Mixer, quality Quality) *Sound {
	return &Sound{desk: d, mixer: mixer, quality: quality}
}

// Run finds out how long the library's songs are.
func (c *Sound) Run() { c.desk.Go(func() { c.measureSongs(c.songPaths()) }) }
