package sound

import (
	"context"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// PlayMusic plays a song of the library now.
func (c *Sound) PlayMusic(path string) { c.post(Play{c.song(path)}) }

// QueueMusic puts a song after the others; with nothing playing it begins.
func (c *Sound) QueueMusic(path string) { c.post(Queue{c.song(path)}) }

// StopMusic ends the song; the queue stays.
func (c *Sound) StopMusic() { c.post(Stop{}) }

// NextMusic goes on with the queue; after its end there is silence.
func (c *Sound) NextMusic() { c.post(Next{}) }

// post gives an event to the rules and has the mixer do what follows. Buttons are
// pressed on one goroutine and songs end on others: turn makes each of them a step of
// its own, so that the mixer is told in the order of what is shown.
func (c *Sound) post(e Event) {
	c.turn.Lock()
	defer c.turn.Unlock()
	var effects []Effect
	c.desk.Store.Update(func(s *model.State) {
		c.songs.Music = s.Sound.Music
		c.songs, effects = reduce(c.songs, e)
		s.Sound.Music = c.songs.Music
	})
	for _, e := range effects {
		switch e := e.(type) {
		case Start:
			c.start(e)
		case Silence:
			c.mixer.StopPlayMusic(musicTrack)
		}
	}
	if c.songs.Number == 0 {
		c.stopDrawing()
	}
}

// start plays a song; with turn held.
func (c *Sound) start(e Start) {
	c.stopDrawing()
	o := musicObserver{c, e.Number}
	c.mixer.SetMusicObserver(musicTrack, o)
	c.mixer.StartPlayMusic(liveroom.AudioMusicParam{ID: musicTrack, Path: e.Path, Publish: true, StartSilent: !e.Music.Publish})
	c.mixer.SetMusicPublishVolume(musicTrack, publishVolume(e.Music))
	c.mixer.SetMusicPlayoutVolume(musicTrack, e.Music.PlayoutVolume)
	c.mixer.SetMusicPitch(musicTrack, e.Music.Pitch)
	c.mixer.SetMusicSpeedRate(musicTrack, e.Music.Speed)
	if !e.Draw {
		return
	}
	ctx, cancel := context.WithTimeout(c.desk.Context(), time.Minute)
	c.drawing = cancel
	c.desk.Go(func() {
		defer cancel()
		if peaks, err := c.mixer.MusicWaveform(ctx, e.Path, wavePoints); err == nil { // else what plays says why
			c.post(Drawn{e.Number, peaks})
		}
	})
}

// stopDrawing ends the drawing of a waveform; with turn held.
func (c *Sound) stopDrawing() {
	if c.drawing != nil {
		c.drawing()
		c.drawing = nil
	}
}

// musicObserver hears of the song of that number.
type musicObserver struct {
	c      *Sound
	number uint64
}

func (o musicObserver) OnStart(id, code int) {
	tracks := 0
	if code == 0 {
		tracks = o.c.mixer.MusicTrackCount(id)
	}
	o.c.post(Started{o.number, code, tracks})
}

func (o musicObserver) OnPlayProgress(_ int, position, length time.Duration) {
	o.c.post(Moved{o.number, position, length})
}

func (o musicObserver) OnComplete(_ int, code int) { o.c.post(Ended{o.number, code}) }
