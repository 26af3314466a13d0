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

// house is what stage and journey need of the rest of the program.
type house struct{ a *App }

func (p house) Ready(v *desk.Visit, soundOnly bool) { p.a.devices.Prepare(v, soundOnly) }

func (p house) GoingUp(ctx context.Context, soundOnly bool) {
	if soundOnly {
		p.a.devices.CloseCamera(ctx, devices.ForStage)
	}
	s := p.a.Store.State()
	q := s.Quality
	q.Size, q.BitRate = coAnchorSize, 0
	p.a.devices.ApplyQuality(q, s.Settings)
}

func (p house) OpenLive(ctx context.Context) {
	p.a.devices.MuteCamera(false)
	p.a.devices.MuteMicrophone(false)
	p.a.devices.OpenLive(ctx)
}

func (p house) Down() { p.a.desk.Do(p.LetGo) }

func (p house) Ring() { p.a.desk.Do(p.a.sound.Ring) }

func (p house) View(userID string) liveroom.View { return p.a.hub.feed(userID) }

func (p house) RoomOf(info liveroom.RoomInfo) model.Room { return p.a.lobby.RoomOf(info) }

// OpenPreview opens camera and microphone for the set-up screen.
func (p house) OpenPreview(ctx context.Context) {
	p.a.devices.CheckNetwork()
	p.a.hub.feed(model.LocalTile).keepLast(true)
	p.a.devices.Open(ctx, devices.ForStage, false)
}

func (p house) ClosePreview() {
	p.a.devices.Close(devices.ForStage)
	p.a.sound.Hush()
}

// LetGo closes camera and microphone after the stage.
func (p house) LetGo() {
	p.ClosePreview()
	s := p.a.Store.State()
	p.a.devices.ApplyQuality(s.Quality, s.Settings)
}

func (p house) CloseDevices() { p.a.devices.Close(devices.ForStage | devices.ForTest) }

func (p house) Verdict(ctx context.Context, seen []model.Check) *model.Failure {
	return p.a.devices.Verdict(ctx, seen)
}

func (p house) NewPictures() { p.a.delays.reset() }

// ownPreview is where the own picture goes.
type ownPreview struct{ hub *hub }

func (p ownPreview) View() liveroom.View { return p.hub.feed(model.LocalTile) }

func (p ownPreview) KeepLast(on bool) { p.hub.feed(model.LocalTile).keepLast(on) }
