package sound

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"onair/app/model"
	"onair/assets/sounds"
	"onair/liveroom"
)

// maxPads bounds the sound board.
const maxPads = 48

func ownPad(path string) model.Pad {
	name := filepath.Base(path)
	return model.Pad{ID: path, Name: strings.TrimSuffix(name, filepath.Ext(name)), Own: true}
}

// PlayPad plays a sound of the board, from its beginning, to everybody.
func (c *Sound) PlayPad(id string) {
	pads := c.desk.Store.State().Sound.Pads
	i := slices.IndexFunc(pads, func(p model.Pad) bool { return p.ID == id })
	if i < 0 {
		return
	}
	p := liveroom.AudioMusicParam{ID: c.padTrack(id), Path: id, Publish: true, IsShortFile: true}
	if !pads[i].Own {
		data, err := sounds.Open(id)
		if err != nil {
			c.desk.Log.Error("sound board", "sound", id, "err", err)
			return
		}
		p.Path, p.Data = id+".ogg", data
	}
	c.startEffect(p, padObserver{c, id})
}

// padTracks numbers the sounds that were played: each keeps its number, whatever
// is put on the board or taken off.
type padTracks struct {
	mu sync.Mutex
	of map[string]int
}

func (c *Sound) padTrack(id string) int {
	c.pads.mu.Lock()
	defer c.pads.mu.Unlock()
	if _, ok := c.pads.of[id]; !ok {
		if c.pads.of == nil {
			c.pads.of = map[string]int{}
		}
		c.pads.of[id] = firstPad + len(c.pads.of)
	}
	return c.pads.of[id]
}

// startEffect plays something short at the volumes of effects.
func (c *Sound) startEffect(p liveroom.AudioMusicParam, o liveroom.MusicObserver) {
	c.mixer.SetMusicObserver(p.ID, o)
	c.mixer.StartPlayMusic(p)
	c.mixer.SetMusicPublishVolume(p.ID, 100)
	c.mixer.SetMusicPlayoutVolume(p.ID, 100)
}

// AddPad puts a sound of the user's own on the board.
func (c *Sound) AddPad(path string) {
	c.desk.Store.Update(func(s *model.State) {
		have := slices.ContainsFunc(s.Sound.Pads, func(p model.Pad) bool { return p.ID == path })
		if !have && len(s.Sound.Pads) < maxPads {
			s.Sound.Pads = append(slices.Clone(s.Sound.Pads), ownPad(path))
		}
	})
	c.savePads()
}

// RemovePad takes it off again; if it plays, it ends.
func (c *Sound) RemovePad(id string) {
	c.mixer.StopPlayMusic(c.padTrack(id))
	c.desk.Store.Update(func(s *model.State) {
		s.Sound.Pads = slices.DeleteFunc(slices.Clone(s.Sound.Pads), func(p model.Pad) bool { return p.Own && p.ID == id })
	})
	c.savePads()
}

func (c *Sound) savePads() {
	c.desk.Do(func() {
		c.desk.Settings.Sound.Pads = nil
		for _, p := range c.desk.Store.State().Sound.Pads {
			if p.Own {
				c.desk.Settings.Sound.Pads = append(c.desk.Settings.Sound.Pads, p.ID)
			}
		}
		c.desk.Save()
	})
}

// padObserver lights a pad while it plays.
type padObserver struct {
	c  *Sound
	id string
}

func (o padObserver) OnStart(_, code int) {
	o.light(code == 0)
	if code != 0 {
		o.c.desk.Notify(model.Notice{Failure: &model.Failure{Code: musicFailure(code), Subject: filepath.Base(o.id)}})
	}
}

func (o padObserver) OnPlayProgress(int, time.Duration, time.Duration) {}

func (o padObserver) OnComplete(int, int) { o.light(false) }

func (o padObserver) light(on bool) {
	o.c.desk.Store.Update(func(s *model.State) {
		s.Sound.Pads = slices.Clone(s.Sound.Pads)
		for i := range s.Sound.Pads {
			if s.Sound.Pads[i].ID == o.id {
				s.Sound.Pads[i].On = on
			}
		}
	})
}
