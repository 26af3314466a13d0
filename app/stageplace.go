package app

import (
	"context"

	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
)

// coAnchorSize is how large a co-anchor's picture is sent at most: its tile is
// small.
var coAnchorSize = model.Size{Width: 640, Height: 360}

// stagePlace is what the stage needs of the rest of the program.
type stagePlace struct{ a *App }

func (p stagePlace) Ready(v *desk.Visit, soundOnly bool) {
	a := p.a
	a.desk.Do(func() {
		if !v.Lasts() {
			return
		}
		ctx := v.Context()
		a.listDevices(ctx)
		var f *model.Failure
		if !soundOnly {
			f = a.openCamera(ctx, forStage)
		}
		if noSound := a.openMicrophone(ctx, forStage); f == nil {
			f = noSound
		}
		if v.Lasts() {
			a.tellSource(f)
		}
	})
}

func (p stagePlace) GoingUp(soundOnly bool) {
	if soundOnly {
		p.a.closeCamera(forStage)
	}
	s := p.a.Store.State()
	q := s.Quality
	q.Size, q.BitRate = coAnchorSize, 0
	p.a.applyQuality(q, s.Settings.Hardware)
}

func (p stagePlace) Down() { p.a.desk.Do(p.a.letGo) }

func (p stagePlace) Ring() { p.a.desk.Do(p.a.sound.Ring) }

func (p stagePlace) View(userID string) liveroom.View { return p.a.hub.feed(userID) }

func (p stagePlace) RoomOf(info liveroom.RoomInfo) model.Room { return p.a.roomOf(info) }

// letGo closes camera and microphone after the stage.
func (a *App) letGo() {
	a.closePreview()
	s := a.Store.State()
	a.applyQuality(s.Quality, s.Settings.Hardware)
}

// enterLive begins the shared part of a room, after it was entered: standings,
// seats, the chat so far.
func (a *App) enterLive(ctx context.Context, v *desk.Visit) {
	a.together.reset()
	a.stage.Enter(ctx, v)
	a.readRank(ctx, v)
	a.readHistory(ctx, v)
}
