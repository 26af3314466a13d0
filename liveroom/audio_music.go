package liveroom

import (
	"context"
	"time"

	"onair/media/music"
)

// AudioMusicParam says what StartPlayMusic plays (TRTC's AudioMusicParam).
type AudioMusicParam struct {
	// ID is the caller's number for the track; ten play at a time.
	ID int
	// Path is a file or an address that FFmpeg reads.
	Path string
	// Data, if set, is the whole file in memory; Path is then a name only. Ours.
	Data []byte
	// LoopCount: 0 plays once, n plays n+1 times, below 0 without end (ours).
	LoopCount int
	// Publish lets viewers hear it; otherwise only the caller does.
	Publish bool
	// StartSilent begins at a publish volume of 0: a published track that viewers
	// hear only from SetMusicPublishVolume on. Ours.
	StartSilent bool
	// IsShortFile is for effects of less than ten seconds.
	IsShortFile bool
	// StartTime and EndTime cut out a part; EndTime 0 is the end.
	StartTime, EndTime time.Duration
}

func (p AudioMusicParam) param() music.Param {
	return music.Param{
		ID: p.ID, Path: p.Path, Data: p.Data, LoopCount: p.LoopCount, Publish: p.Publish, StartSilent: p.StartSilent, ShortFile: p.IsShortFile,
		Start: p.StartTime, End: p.EndTime,
	}
}

// MusicObserver hears of a track, on a goroutine of the track, one call at a
// time (TXMusicPlayObserver). After StopPlayMusic, or another start of the same
// ID, nothing of the older start is told. It may call everything.
type MusicObserver interface {
	// OnStart: it plays (0), or why not: -4001 cannot be opened, -4005 no such
	// file, -4006 address, -4007 no sound in it, -4008 format, -4009 too many.
	OnStart(id, code int)
	// OnPlayProgress comes every 300 ms of sound.
	OnPlayProgress(id int, position, duration time.Duration)
	// OnComplete: played to its end (0), or broken off (-4002).
	OnComplete(id, code int)
}

// MusicPreloadObserver hears of preloads, on a goroutine of the preload; it may
// call everything.
type MusicPreloadObserver interface {
	// OnLoadProgress goes from 0 to 100.
	OnLoadProgress(id, percent int)
	// OnLoadError: as OnStart, and -4003 too many, -4004 it plays already.
	OnLoadError(id, code int)
}

// SetMusicObserver names who hears of a track, before it is started; nil takes
// the observer away.
func (a *AudioEffectManager) SetMusicObserver(id int, o MusicObserver) { a.tracks.SetObserver(id, o) }

// StartPlayMusic begins to play. Another track with the same ID stops first;
// tracks with other IDs play together. What comes of it is told to the track's
// observer; errors of the parameters too.
func (a *AudioEffectManager) StartPlayMusic(p AudioMusicParam) { a.tracks.Start(p.param()) }

// StopPlayMusic ends a track and frees what was preloaded for it. An unknown ID
// changes nothing, here and below.
func (a *AudioEffectManager) StopPlayMusic(id int) { a.tracks.Stop(id) }

// StopAllMusic ends every track. A call of ours.
func (a *AudioEffectManager) StopAllMusic() { a.tracks.StopAll() }

// PausePlayMusic holds a track, ResumePlayMusic goes on with it.
func (a *AudioEffectManager) PausePlayMusic(id int)  { a.tracks.Player.Pause(id) }
func (a *AudioEffectManager) ResumePlayMusic(id int) { a.tracks.Player.Resume(id) }

// SetAllMusicVolume sets both volumes of every track, also of later ones; 60 at
// first.
func (a *AudioEffectManager) SetAllMusicVolume(percent int) {
	a.tracks.SetAllVolume(volumeShare(percent))
}

// SetMusicPublishVolume sets how loud viewers hear a track.
func (a *AudioEffectManager) SetMusicPublishVolume(id, percent int) {
	a.tracks.SetPublishVolume(id, volumeShare(percent))
}

// SetMusicPlayoutVolume sets how loud the caller hears a track.
func (a *AudioEffectManager) SetMusicPlayoutVolume(id, percent int) {
	a.tracks.Player.SetPlayoutVolume(id, volumeShare(percent))
}

// SetMusicPitch moves a track's pitch, -1..1 octaves; the tempo stays.
func (a *AudioEffectManager) SetMusicPitch(id int, pitch float64) {
	a.tracks.Player.SetPitch(id, min(max(pitch, -1), 1))
}

// SetMusicSpeedRate plays a track at 0.5..2 times its tempo; the pitch stays.
func (a *AudioEffectManager) SetMusicSpeedRate(id int, rate float64) {
	a.tracks.Player.SetSpeed(id, min(max(rate, 0.5), 2))
}

// SetMusicScratchSpeedRate turns a preloaded track like a record, -12..12,
// backwards below 0; 1 is normal. It reports whether the track can.
func (a *AudioEffectManager) SetMusicScratchSpeedRate(id int, rate float64) bool {
	return a.tracks.Player.SetScratchSpeed(id, min(max(rate, -12), 12))
}

// MusicCurrentPos is where a track is, -1 if it does not play.
func (a *AudioEffectManager) MusicCurrentPos(id int) time.Duration {
	if d, ok := a.tracks.Player.Position(id); ok {
		return d
	}
	return -1
}

// MusicDuration is a file's length, -1 if it has none; it opens the file, and
// ctx bounds that. An empty path means the playing track id.
func (a *AudioEffectManager) MusicDuration(ctx context.Context, id int, path string) time.Duration {
	if path == "" {
		if d, ok := a.tracks.Player.Duration(id); ok {
			return d
		}
		return -1
	}
	d, err := music.FileDuration(ctx, path)
	if err != nil || d == 0 {
		return -1
	}
	return d
}

// SeekMusicToPos goes to a place in the file; call it at the end of a drag.
func (a *AudioEffectManager) SeekMusicToPos(id int, position time.Duration) {
	a.tracks.Player.Seek(id, max(position, 0))
}

// SetPreloadObserver names who hears of preloads; nil takes it away.
func (a *AudioEffectManager) SetPreloadObserver(o MusicPreloadObserver) { a.tracks.SetLoadObserver(o) }

// PreloadMusic decodes a file into memory, so that StartPlayMusic with the very
// same parameters begins at once: two files at a time, ten minutes each.
func (a *AudioEffectManager) PreloadMusic(p AudioMusicParam) { a.tracks.Preload(p.param()) }

// MusicTrackCount is how many sound tracks the playing file has, such as with
// and without the voice.
func (a *AudioEffectManager) MusicTrackCount(id int) int { return a.tracks.Player.TrackCount(id) }

// SetMusicTrack chooses one of them, from 0; it reports whether there is such a
// one.
func (a *AudioEffectManager) SetMusicTrack(id, index int) bool {
	return a.tracks.Player.SetTrack(id, index)
}

// MusicWaveform decodes a file and returns the largest sample, 0..1, of each of
// n equal parts, to be drawn. A call of ours.
func (a *AudioEffectManager) MusicWaveform(ctx context.Context, path string, n int) ([]float32, error) {
	peaks, err := music.Waveform(ctx, path, n)
	if err != nil {
		return nil, &Error{Code: music.Code(path, err), Op: "MusicWaveform", Desc: "this file cannot be read as music", Err: err}
	}
	return peaks, nil
}
