package stage

import (
	"context"
	"errors"
	"time"

	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
)

// goingUpTime is how long the way onto the stage may take.
const goingUpTime = 30 * time.Second

// carry does what the rules want done.
func (c *Stage) carry(v *desk.Visit, e Effect) {
	switch e := e.(type) {
	case Notify:
		v.Notify(e.Notice)
	case Ring:
		c.place.Ring()
	case Play:
		if err := c.room.StartPlay(e.UserID, c.place.View(e.UserID)); err != nil {
			c.desk.Log.Warn("playing a guest", "user", e.UserID, "err", err)
		}
	case StopPlay:
		c.desk.Go(func() { c.room.StopPlay(e.UserID) })
	case Prepare:
		c.place.Ready(v, e.SoundOnly)
	case PlayOwn:
		c.desk.Go(func() { c.playOwn() })
	case TakeCamera:
		v.Within(goingUpTime, func(ctx context.Context) {
			c.post(v, CameraTaken{c.told("the own camera instead", c.takeCamera(ctx, v))})
		})
	case Release:
		c.place.Down()
	case After:
		v.After(e.Wait, func() { c.post(v, e.Event) })
	default:
		if !c.carrySeat(v, e) && !c.carryPK(v, e) && !c.carryTalk(v, e) {
			c.carryTerms(v, e)
		}
	}
}

// carrySeat makes the calls about seats. What the user only asks is given up with the
// room; what was decided is finished.
func (c *Stage) carrySeat(v *desk.Visit, e Effect) bool {
	switch e := e.(type) {
	case AskSeat:
		v.Go(func(ctx context.Context) {
			ask := c.room.RequestJoinAnchor
			if e.SoundOnly {
				ask = c.room.RequestJoinAnchorSound
			}
			call, err := inRoom(c, v, func() (liveroom.Invitation, error) { return ask(ctx) })
			c.post(v, SeatAsked{Until: call.Until, Err: c.told("asking for a seat", err)})
		})
	case WithdrawAsk:
		c.finish(v, "", c.room.CancelJoinAnchor)
	case GiveBack:
		c.finish(v, "", c.room.StopPublish)
	case SendOwn:
		v.Within(goingUpTime, func(ctx context.Context) {
			c.place.GoingUp(ctx, e.SoundOnly)
			err := c.inRoom(v, func() error { return c.room.StartPublish(ctx, "") })
			c.post(v, WentUp{SoundOnly: e.SoundOnly, Err: err})
		})
	case StopOwn:
		v.Finish(func(ctx context.Context) {
			err := c.inRoom(v, func() error { return c.room.StopPublish(ctx) })
			c.post(v, CameDown{c.told("going down", err)})
		})
	case Accept:
		v.Finish(func(ctx context.Context) {
			err := c.inRoom(v, func() error { return c.room.ResponseJoinAnchor(ctx, e.Invitation.User.ID, e.Agree, "") })
			c.post(v, Accepted{Invitation: e.Invitation, Agree: e.Agree, Err: c.told("answering an invitation", err)})
		})
	case Respond:
		v.Finish(func(ctx context.Context) {
			err := c.inRoom(v, func() error { return c.room.ResponseJoinAnchor(ctx, e.UserID, e.Agree, "") })
			c.post(v, Responded{UserID: e.UserID, Err: c.told("answering a request", err)})
		})
	case InviteUp:
		v.Finish(func(ctx context.Context) {
			call, err := inRoom(c, v, func() (liveroom.Invitation, error) { return c.room.InviteJoinAnchor(ctx, e.UserID) })
			c.post(v, Invited{UserID: e.UserID, Call: call, Err: c.told("inviting", err)})
		})
	case Uninvite:
		c.finish(v, e.UserID, func(ctx context.Context) error { return c.room.CancelInviteJoinAnchor(ctx, e.UserID) })
	default:
		return false
	}
	return true
}

func (c *Stage) carryPK(v *desk.Visit, e Effect) bool {
	switch e := e.(type) {
	case ListPKRooms:
		v.Go(func(ctx context.Context) {
			rooms, err := c.room.RoomList(ctx)
			me := c.room.Self().UserID
			var list []model.PKRoom
			for _, r := range rooms {
				if r.Live && !r.Private && !r.HostAway && r.OwnerID != me {
					list = append(list, model.PKRoom{Room: c.place.RoomOf(r), Busy: r.PKRooms > 0})
				}
			}
			c.post(v, PKRoomsRead{Rooms: list, Err: err})
		})
	case AskPK:
		v.Go(func(ctx context.Context) {
			call, err := inRoom(c, v, func() (liveroom.Invitation, error) {
				return c.room.RequestRoomPKWith(ctx, e.RoomID, e.UserID, e.Options)
			})
			c.post(v, PKAsked{RoomID: e.RoomID, Until: call.Until, Err: c.told("asking for a PK", err)})
		})
	case WithdrawPK:
		c.finish(v, "", c.room.CancelRoomPK)
	case RespondPK:
		c.finish(v, e.User.DisplayName(), func(ctx context.Context) error { return c.room.ResponseRoomPK(ctx, e.User.ID, e.Agree) })
	case QuitPK:
		v.Finish(func(ctx context.Context) {
			err := c.inRoom(v, func() error { return c.room.QuitRoomPK(ctx) })
			c.post(v, PKEnded{c.told("ending a PK", err)})
		})
	default:
		return false
	}
	return true
}

// finish makes a call to its end, and tells when it was refused. whom is for the
// notice.
func (c *Stage) finish(v *desk.Visit, whom string, call func(ctx context.Context) error) {
	v.Finish(func(ctx context.Context) {
		err := c.inRoom(v, func() error { return call(ctx) })
		c.post(v, Done{Whom: whom, Err: c.told("refused", err)})
	})
}

// errElsewhere: the room on screen is not the one that the live room is in (yet).
var errElsewhere = errors.New("not in that room")

// inRoom makes a call about the room of a visit. What is shown is ahead of the live
// room while rooms are switched: nothing meant for one may be done in the other.
func (c *Stage) inRoom(v *desk.Visit, call func() error) error {
	if info, _, in := c.room.Room(); !in || info.RoomID != v.Room {
		return errElsewhere
	}
	return call()
}

// inRoom is Stage.inRoom for a call with a result.
func inRoom[T any](c *Stage, v *desk.Visit, call func() (T, error)) (out T, err error) {
	err = c.inRoom(v, func() error {
		out, err = call()
		return err
	})
	return out, err
}

// refusable is finish for the visit that goes on: it makes a call that the server may
// refuse.
func (c *Stage) refusable(whom string, call func(ctx context.Context) error) {
	c.finish(c.desk.Visit(), whom, call)
}

// told writes an error to the log.
func (c *Stage) told(what string, err error) error {
	if err != nil {
		c.desk.Log.Info(what, "err", err)
	}
	return err
}
