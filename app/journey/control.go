package journey

import (
	"context"

	"onair/app/account"
	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
)

// control enters the user's own live that another program streams into, as its host.
func (j *Journey) control(ctx context.Context, session *desk.Stay, e Open, info liveroom.RoomInfo) (*desk.Visit, error) {
	j.leaveAny(ctx)
	j.House.NewPictures()
	v := j.Rooms.Open(func(*model.State) uint32 {
		if ctx.Err() != nil || !session.Lasts() || e.Number != j.memo.Opens {
			return 0
		}
		return info.RoomID
	})
	if v == nil {
		return nil, context.Canceled
	}
	if err := j.Calls.EnterRoom(ctx, info.RoomID); err != nil {
		v.End(func(s *model.State) { s.Live = model.Live{} })
		return nil, err
	}
	j.Rooms.GoOnAir(v, j.List.RoomOf(info), account.LinkTo(j.desk.Store.State().Settings, info.RoomID))
	j.Rooms.ReadMembers(ctx, v)
	j.Rooms.Enter(ctx, v)
	return v, nil
}
