package app

import (
	"context"

	"onair/app/desk"
	"onair/app/devices"
	"onair/app/model"
	"onair/liveroom"
)

// coAnchorSize is how large a co-anchor's picture is sent at most: its tile is
// small.
var coAnchorSize = model.Size{Width: 640, Height: 360}

// stagePlace is what the stage needs of the rest of the program.
type stagePlace struct{ a *App }

func (p stagePlace) Ready(v *desk.Visit, soundOnly bool) { p.a.devices.Prepare(v, soundOnly) }

func (p stagePlace) GoingUp(ctx context.Context, soundOnly bool) {
	if soundOnly {
		p.a.devices.CloseCamera(ctx, devices.ForStage)
	}
	s := p.a.Store.State()
	q := s.Quality
	q.Size, q.BitRate = coAnchorSize, 0
	p.a.devices.ApplyQuality(q, s.Settings.Hardware)
}

func (p stagePlace) Down() { p.a.desk.Do(p.a.letGo) }

func (p stagePlace) Ring() { p.a.desk.Do(p.a.sound.Ring) }

func (p stagePlace) View(userID string) liveroom.View { return p.a.hub.feed(userID) }

func (p stagePlace) RoomOf(info liveroom.RoomInfo) model.Room { return p.a.lobby.RoomOf(info) }

// letGo closes camera and microphone after the stage.
func (a *App) letGo() {
	a.closePreview()
	s := a.Store.State()
	a.devices.ApplyQuality(s.Quality, s.Settings.Hardware)
}

// enterLive begins the shared part of a room, after it was entered: standings,
// seats, the chat so far.
func (a *App) enterLive(ctx context.Context, v *desk.Visit) {
	a.stage.Enter(ctx, v)
}

// ownPreview is where the own picture goes.
type ownPreview struct{ hub *hub }

func (p ownPreview) View() liveroom.View { return p.hub.feed(model.LocalTile) }

func (p ownPreview) KeepLast(on bool) { p.hub.feed(model.LocalTile).keepLast(on) }
