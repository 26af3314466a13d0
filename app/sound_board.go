package app

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
func (a *App) PlayPad(id string) {
	pads := a.Store.State().Sound.Pads
	i := slices.IndexFunc(pads, func(p model.Pad) bool { return p.ID == id })
	if i < 0 {
		return
	}
	p := liveroom.AudioMusicParam{ID: a.padTrack(id), Path: id, Publish: true, IsShortFile: true}
	if !pads[i].Own {
		data, err := sounds.Open(id)
		if err != nil {
			a.desk.Log.Error("sound board", "sound", id, "err", err)
			return
		}
		p.Path, p.Data = id+".ogg", data
	}
	a.startEffect(p, padObserver{a, id})
}

// padTracks numbers the sounds that were played: each keeps its number, whatever
// is put on the board or taken off.
type padTracks struct {
	mu sync.Mutex
	of map[string]int
}

func (a *App) padTrack(id string) int {
	a.pads.mu.Lock()
	defer a.pads.mu.Unlock()
	if _, ok := a.pads.of[id]; !ok {
		if a.pads.of == nil {
			a.pads.of = map[string]int{}
		}
		a.pads.of[id] = firstPad + len(a.pads.of)
	}
	return a.pads.of[id]
}

// startEffect plays something short at the volumes of effects.
func (a *App) startEffect(p liveroom.AudioMusicParam, o liveroom.MusicObserver) {
	e := a.room.AudioEffectManager()
	e.SetMusicObserver(p.ID, o)
	e.StartPlayMusic(p)
	e.SetMusicPublishVolume(p.ID, 100)
	e.SetMusicPlayoutVolume(p.ID, 100)
}

// AddPad puts a sound of the user's own on the board.
func (a *App) AddPad(path string) {
	a.Store.Update(func(s *model.State) {
		have := slices.ContainsFunc(s.Sound.Pads, func(p model.Pad) bool { return p.ID == path })
		if !have && len(s.Sound.Pads) < maxPads {
			s.Sound.Pads = append(slices.Clone(s.Sound.Pads), ownPad(path))
		}
	})
	a.savePads()
}

// RemovePad takes it off again; if it plays, it ends.
func (a *App) RemovePad(id string) {
	a.room.AudioEffectManager().StopPlayMusic(a.padTrack(id))
	a.Store.Update(func(s *model.State) {
		s.Sound.Pads = slices.DeleteFunc(slices.Clone(s.Sound.Pads), func(p model.Pad) bool { return p.Own && p.ID == id })
	})
	a.savePads()
}

func (a *App) savePads() {
	a.desk.Do(func() {
		a.desk.Settings.Sound.Pads = nil
		for _, p := range a.Store.State().Sound.Pads {
			if p.Own {
				a.desk.Settings.Sound.Pads = append(a.desk.Settings.Sound.Pads, p.ID)
			}
		}
		a.desk.Save()
	})
}

// padObserver lights a pad while it plays.
type padObserver struct {
	a  *App
	id string
}

func (o padObserver) OnStart(_, code int) {
	o.light(code == 0)
	if code != 0 {
		o.a.desk.Notify(model.Notice{Failure: &model.Failure{Code: musicFailure(code), Subject: filepath.Base(o.id)}})
	}
}

func (o padObserver) OnPlayProgress(int, time.Duration, time.Duration) {}

func (o padObserver) OnComplete(int, int) { o.light(false) }

func (o padObserver) light(on bool) {
	o.a.Store.Update(func(s *model.State) {
		s.Sound.Pads = slices.Clone(s.Sound.Pads)
		for i := range s.Sound.Pads {
			if s.Sound.Pads[i].ID == o.id {
				s.Sound.Pads[i].On = on
			}
		}
	})
}
