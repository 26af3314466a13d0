package liveroom

import (
	"context"
	"strconv"
	"time"

	"onair/liveroom/internal/stay"
	"onair/signaling"
)

// CreateRoom makes a room and enters it as its anchor. A room of one's own that
// is there already (after a crash) is taken up again: the stage is empty, the
// viewers are still there. Errors: CodeNotLoggedIn, CodeFailed in a room,
// CodeRoomIDTaken, CodeBadArgument.
func (r *LiveRoom) CreateRoom(ctx context.Context, roomID uint32, param RoomParam) error {
	in := signaling.CreateRoomRequest{RoomID: roomID, RoomParam: wireParam(param)}
	return r.enter(ctx, "CreateRoom", signaling.TypeCreateRoom, roomID, in, param)
}

// EnterRoom enters a room as audience. OnEnterRoom comes first, then
// OnAnchorEnter and OnUserVideoAvailable of everybody who is publishing.
func (r *LiveRoom) EnterRoom(ctx context.Context, roomID uint32) error {
	return r.enter(ctx, "EnterRoom", signaling.TypeEnterRoom, roomID, signaling.RoomRequest{RoomID: roomID}, RoomParam{})
}

func (r *LiveRoom) enter(ctx context.Context, op, typ string, roomID uint32, in any, param RoomParam) error {
	if roomID < 1 || roomID > signaling.MaxRoomID {
		return fail(op, CodeBadArgument, "a room number is 1 to 4294967294")
	}
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.release()
	if err := r.session.Open(); err != nil {
		return r.serverError(op, err)
	}
	r.mu.Lock()
	if r.visit != nil {
		now := r.visit.Room.RoomID
		r.mu.Unlock()
		return fail(op, CodeFailed, "already in room "+strconv.FormatUint(uint64(now), 10)+"; leave it first")
	}
	r.mu.Unlock()

	return r.enterNow(ctx, op, entering{typ, in, param})
}

// entering is a request that makes the user a member.
type entering struct {
	typ   string
	in    any
	param RoomParam
}

// enterNow asks for it; the caller holds the turn and is in no room.
func (r *LiveRoom) enterNow(ctx context.Context, op string, e entering) error {
	start := time.Now()
	err := r.session.Enter(ctx, e.typ, e.in, func(snap *signaling.Snapshot) { r.beginVisit(snap, e.param, start) })
	if err == nil {
		return nil
	}
	if ctx.Err() != nil { // it may have been done all the same
		r.background(func(ctx context.Context) { r.session.Call(ctx, signaling.TypeExitRoom, nil, nil) })
	}
	failed := r.serverError(op, err)
	r.events.Post(0, OnEnterRoom{Result: -abs(CodeOf(failed))})
	return failed
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// beginVisit runs at the reply's place among the events.
func (r *LiveRoom) beginVisit(snap *signaling.Snapshot, param RoomParam, start time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v := &visit{Stay: stay.New(r.events.BeginVisit(), r.session.Self().UserID, snap), param: param}
	r.visit = v
	took := max(int(time.Since(start).Milliseconds()), 1)
	r.events.Post(v.Number, OnEnterRoom{Result: took})
	r.tellLocked(v.Number, v.Present())
	r.tellLocked(v.Number, v.OpenMatters(snap))
	r.plays.Wake()
}

// ExitRoom leaves the room and stops all playing and publishing. The room of an
// anchor stays listed as "host away" for a minute, so that a restart is no end.
// The local side has left in any case when it returns.
func (r *LiveRoom) ExitRoom(ctx context.Context) error {
	const op = "ExitRoom"
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.release()
	if err := r.session.Open(); err != nil {
		return r.serverError(op, err)
	}
	return r.leave(ctx, signaling.TypeExitRoom, nil)
}

// DestroyRoom ends the own room: everybody else gets OnRoomDestroy.
func (r *LiveRoom) DestroyRoom(ctx context.Context) error { return r.destroy(ctx, nil) }

// destroy ends the own room; out takes the server's summary.
func (r *LiveRoom) destroy(ctx context.Context, out any) error {
	const op = "DestroyRoom"
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.release()
	if err := r.session.Open(); err != nil {
		return r.serverError(op, err)
	}
	r.mu.Lock()
	v := r.visit
	r.mu.Unlock()
	if v != nil && !v.Owner {
		return fail(op, CodeNoPermission, "only the room's anchor may close it")
	}
	return r.leave(ctx, signaling.TypeDestroyRoom, out)
}

// leave ends the visit here and on the server; out takes the server's answer.
func (r *LiveRoom) leave(ctx context.Context, typ string, out any) error {
	op := map[string]string{signaling.TypeExitRoom: "ExitRoom", signaling.TypeDestroyRoom: "DestroyRoom"}[typ]
	r.mu.Lock()
	in := r.visit != nil
	r.mu.Unlock()
	r.abandon() // also a play that waits for a room
	if !in {
		return fail(op, CodeFailed, "not in a room")
	}
	return r.serverError(op, r.session.Leave(ctx, typ, out))
}

// abandon ends the visit on this side: no further event of the room, all media
// stopped.
func (r *LiveRoom) abandon() {
	r.events.BeginVisit()
	r.mu.Lock()
	r.visit = nil
	stop := r.takeMediaLocked()
	r.mu.Unlock()
	stop()
}

// comeBack enters the room again after the server forgot the session. It runs
// in the background; v is the visit as it was.
func (r *LiveRoom) comeBack(ctx context.Context, v *visit) {
	if r.acquire(ctx, "") != nil {
		return
	}
	defer r.release()
	r.mu.Lock()
	current := r.visit == v
	r.mu.Unlock()
	if !current || r.session.Open() != nil {
		return
	}
	typ, in := signaling.TypeEnterRoom, any(signaling.RoomRequest{RoomID: v.Room.RoomID})
	if v.Owner {
		typ, in = signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: v.Room.RoomID, RoomParam: wireParam(v.param)}
	}
	start := time.Now()
	var snap signaling.Snapshot
	err := r.session.Then(ctx, typ, in, &snap, func(err error) {
		if err == nil {
			r.beginVisit(&snap, v.param, start)
			r.own.Wake()
		}
	})
	if err == nil || signaling.CodeOf(err) == signaling.CodeLinkLost {
		return // lost again: the next session tries again
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.visit == v {
		r.tellLocked(v.Number, v.Depart())
		r.events.Post(v.Number, OnRoomDestroy{Reason: DestroyedLost})
		r.endVisitLocked()
	}
}

// Room is the room the user is in, and whether as its anchor; false when in none.
func (r *LiveRoom) Room() (room RoomInfo, owner, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.visit == nil {
		return RoomInfo{}, false, false
	}
	return roomOf(r.visit.Room, r.session.Server()), r.visit.Owner, true
}

func wireParam(p RoomParam) signaling.RoomParam {
	return signaling.RoomParam{RoomName: p.RoomName, CoverURL: p.CoverURL, Quality: int(p.Quality), PKWithCoAnchors: p.PKWithCoAnchors, CommentsOff: p.CommentsOff,
		Private: p.Private, Passcode: p.Passcode}
}
