package device

import (
	"time"

	"onair/media/clean"
)

// What cleaning a microphone adds to its way, for each part of it.
const (
	echoLatency  = 10 * time.Millisecond
	voiceLatency = 10 * time.Millisecond
)

// Speaking reports whether the microphone hears somebody speak; never while it is
// closed, nor of a file.
func (p *Voice) Speaking() bool {
	open := time.Since(time.Unix(0, p.lastPush.Load())) < clockPatience && !p.untouched.Load()
	return open && p.clean != nil && p.clean.Speech()
}

// EchoStats says how well echo is cancelled.
func (p *Voice) EchoStats() clean.Stats {
	if p.clean == nil {
		return clean.Stats{}
	}
	return p.clean.Stats()
}

// Cleaned is what is cleaned away now.
func (p *Voice) Cleaned() clean.Switches {
	if p.clean == nil {
		return clean.Switches{}
	}
	return p.clean.Enabled()
}

// SetClean changes what the user wants cleaned.
func (p *Voice) SetClean(change func(*clean.Switches)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(&p.wanted)
	p.applyCleanLocked()
}

// SetMusicMode passes the microphone on as it is, or not.
func (p *Voice) SetMusicMode(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.musicMode = on
	p.applyCleanLocked()
}

// applyCleanLocked switches what is wanted and makes sense: the own voice on
// the own headphones is no echo.
func (p *Voice) applyCleanLocked() {
	if p.clean == nil {
		return
	}
	s := p.wanted
	if p.monitored.Load() {
		s.Echo = false
	}
	if p.musicMode {
		s = clean.Music()
	}
	p.clean.SetEnabled(s)
	late := time.Duration(0)
	if s.Echo {
		late += echoLatency
	}
	if s.Noise || s.Gain {
		late += voiceLatency
	}
	p.cleanLate.Store(int64(late))
}
