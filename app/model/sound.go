package model

import (
	"slices"
	"strings"
	"time"
)

// Song is a piece of music in the library: a file or an address.
type Song struct {
	Path  string
	Title string
	// Length is 0 until it is known.
	Length time.Duration
	// Failure, when not nil, says why it cannot be played.
	Failure *Failure
}

// Repeat is what happens at the end of a song; its name's key is
// "music.repeat.<repeat>".
type Repeat string

// The ways to go on.
const (
	RepeatOff Repeat = "off" // the queue, then silence
	RepeatAll Repeat = "all" // the song goes to the end of the queue
	RepeatOne Repeat = "one"
)

// Repeats lists every way.
func Repeats() []Repeat { return []Repeat{RepeatOff, RepeatAll, RepeatOne} }

// Playing is the song that plays or is paused.
type Playing struct {
	Song     Song
	Position time.Duration
	Paused   bool
	// Peaks is the waveform, 0..1 each, over the whole song; nil until known.
	Peaks []float32
	// Tracks is how many tracks the file has, such as with and without the
	// voice; Track is the one that plays.
	Tracks, Track int
}

// Music is the music panel.
type Music struct {
	Library []Song // by title
	Queue   []Song // what comes next, in order
	Now     *Playing
	Repeat  Repeat
	// Publish: viewers hear it too.
	Publish bool
	// Volumes in percent, 0..150: for viewers, and for oneself.
	PublishVolume, PlayoutVolume int
	Pitch                        float64 // -1..1, an octave each way
	Speed                        float64 // 0.5..2
	Failure                      *Failure
}

// Found are the songs whose title or path holds every word of query.
func (m Music) Found(query string) []Song {
	words := strings.Fields(strings.ToLower(query))
	var out []Song
	for _, s := range m.Library {
		text := strings.ToLower(s.Title + " " + s.Path)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			out = append(out, s)
		}
	}
	return out
}

// WithQueued returns m with a song at the end of the queue; m is not changed.
func (m Music) WithQueued(s Song) Music {
	m.Queue = append(slices.Clone(m.Queue), s)
	return m
}

// WithMoved returns m with the queue's entry from at the place to.
func (m Music) WithMoved(from, to int) Music {
	if from < 0 || from >= len(m.Queue) || to < 0 || to >= len(m.Queue) || from == to {
		return m
	}
	q := slices.Clone(m.Queue)
	s := q[from]
	q = slices.Insert(slices.Delete(q, from, from+1), to, s)
	m.Queue = q
	return m
}

// WithoutQueued returns m without the queue's entry i.
func (m Music) WithoutQueued(i int) Music {
	if i >= 0 && i < len(m.Queue) {
		m.Queue = slices.Delete(slices.Clone(m.Queue), i, i+1)
	}
	return m
}

// Voice is the voice panel. Reverb and Changer are the numbers of
// TXAudioEffectManager, 0..11, named by "voice.reverb.<n>" and
// "voice.changer.<n>".
type Voice struct {
	Reverb, Changer int
	Pitch           float64 // -1..1
	Volume          int     // of the microphone, 0..150 percent
	// Monitor: the own voice on the own headphones.
	Monitor       bool
	MonitorVolume int // 0..150 percent
	// MusicMode sends what the microphone hears as it is, in stereo; otherwise
	// Echo, Noise and Gain say what is cleaned.
	MusicMode         bool
	Echo, Noise, Gain bool
}

// VoiceEffects is how many reverbs and changers there are, 0 (none) included.
const VoiceEffects = 12

// Pad is one sound of the sound board.
type Pad struct {
	ID   string // named by "pad.<ID>"
	Name string // of the user's own
	Own  bool
	On   bool // it plays
}

// Sound is everything of the sound panels.
type Sound struct {
	Music Music
	Voice Voice
	Pads  []Pad // those with a number key first: 1..9
}

// DefaultSound is what the panels start with.
func DefaultSound() Sound {
	return Sound{
		Music: Music{Repeat: RepeatOff, Publish: true, PublishVolume: 60, PlayoutVolume: 60, Speed: 1},
		Voice: Voice{Volume: 100, MonitorVolume: 100, Echo: true, Noise: true, Gain: true},
	}
}

// SoundActions are those of the music, voice and sound board panels.
type SoundActions interface {
	// AddMusic puts files, folders or addresses into the library.
	AddMusic(paths []string)
	RemoveMusic(path string)
	// PlayMusic plays a song of the library now, QueueMusic after the others.
	PlayMusic(path string)
	QueueMusic(path string)
	UnqueueMusic(index int)
	MoveInQueue(from, to int)
	PauseMusic(paused bool)
	StopMusic()
	NextMusic()
	// SeekMusic is called at the end of a drag.
	SeekMusic(to time.Duration)
	SetMusicRepeat(r Repeat)
	SetMusicTrack(index int)
	SetMusicPublish(on bool)
	SetMusicPublishVolume(percent int)
	SetMusicPlayoutVolume(percent int)
	SetMusicPitch(pitch float64)
	SetMusicSpeed(speed float64)

	SetVoiceReverb(n int)
	SetVoiceChanger(n int)
	SetVoicePitch(pitch float64)
	SetVoiceVolume(percent int)
	SetEarMonitor(on bool)
	SetEarMonitorVolume(percent int)
	SetMusicMode(on bool)
	SetCleaning(c Cleaning, on bool)

	PlayPad(id string)
	AddPad(path string)
	RemovePad(id string)
}

// Cleaning is a part of what keeps voices clean; its name's key is
// "voice.clean.<cleaning>".
type Cleaning string

// The parts.
const (
	CleanEcho  Cleaning = "echo"
	CleanNoise Cleaning = "noise"
	CleanGain  Cleaning = "gain"
)
