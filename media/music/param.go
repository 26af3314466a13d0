package music

import (
	"log/slog"
	"time"
)

// Param says what to play (TRTC's AudioMusicParam).
type Param struct {
	// ID is the caller's number for the track.
	ID int
	// Path is a file or URL; with Data set it is a name only, whose ending may
	// help to know the format.
	Path string
	// Data is a whole media file in memory, in place of Path. Not changed.
	Data []byte
	// LoopCount is how often it is played again: 0 is once, n is n+1 times, a
	// negative number for ever.
	LoopCount int
	// Publish lets the viewers hear it, at the publish volume.
	Publish bool
	// StartSilent begins with a publish volume of 0, whatever SetAllVolume says,
	// so that viewers hear nothing until SetPublishVolume lets them.
	StartSilent bool
	// ShortFile says that it is an effect of less than ten seconds: it is
	// decoded whole before it starts, so it loops and seeks from memory.
	ShortFile bool
	// Start and End cut out a part, to the sample; End 0 is the file's end.
	Start, End time.Duration
}

// same reports whether two Params ask for the same material.
func (p Param) same(o Param) bool {
	return p.ID == o.ID && p.Path == o.Path && len(p.Data) == len(o.Data) && p.LoopCount == o.LoopCount &&
		p.Publish == o.Publish && p.ShortFile == o.ShortFile && p.Start == o.Start && p.End == o.End
}

// Observer hears of a track. Any function may be nil. They are called one at a
// time per track, on a goroutine of the track; they may call every method of
// Player but Close. After OnStart with a code other than OK, and after
// OnComplete, nothing more comes. Stop, or another start of the same ID, ends
// a track without OnComplete.
type Observer struct {
	// OnStart: the first sound is ready (OK), or why it is not.
	OnStart func(id, code int)
	// OnProgress is called for every 300 ms of sound played. Positions count
	// from the file's beginning; duration is the file's, 0 if unknown.
	OnProgress func(id int, position, duration time.Duration)
	// OnComplete: played to the end (OK), or broken off (CodeDecode).
	OnComplete func(id, code int)
}

// LoadObserver hears of a preload, on a goroutine of its own; 100 is the last
// call of OnProgress.
type LoadObserver struct {
	OnProgress func(id, percent int)
	OnError    func(id, code int)
}

// Options configures a Player.
type Options struct {
	// Logger gets what went wrong; nil: nothing is logged.
	Logger *slog.Logger
}
