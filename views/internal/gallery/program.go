package main

import (
	"slices"
	"time"

	"onair/app/model"
)

func (a *actions) WantPicture(int) {}

func (a *actions) SetPlayMode(m model.PlayMode) {
	a.set(func(s *model.State) { s.Settings.PlayMode, s.Watching.ByCDN = m, m == model.PlayCDN })
}

func (a *actions) SetOneEncoding(on bool) {
	a.set(func(s *model.State) { s.Settings.OneEncoding = on })
}

func (a *actions) LookUpKeys() { a.set(func(s *model.State) { s.Program.Loaded = true }) }
func (a *actions) MakeKey() {
	a.set(func(s *model.State) {
		s.Program.Made = &model.MadeKey{ID: "k7q2", Key: "k7q2.m3vR8yTz0LwQ"}
		s.Program.Keys = append(slices.Clone(s.Program.Keys), model.StreamKey{ID: "k7q2", Made: time.Now()})
	})
}
func (a *actions) HideKey() { a.set(func(s *model.State) { s.Program.Made = nil }) }
func (a *actions) RevokeKey(id string) {
	a.set(func(s *model.State) {
		s.Program.Keys = slices.DeleteFunc(slices.Clone(s.Program.Keys), func(k model.StreamKey) bool { return k.ID == id })
	})
}

func (a *actions) TakeCamera() {
	a.set(func(s *model.State) { s.OnAir.Control, s.Program = false, model.Program{} })
}
