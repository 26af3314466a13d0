package main

import (
	"context"
	"errors"
	"fmt"

	"onair/liveroom"
)

// goLive is what comes before a PK: both anchors are live in rooms of their own.
func goLive(ctx context.Context, anchor *liveroom.LiveRoom, roomID uint32) error {
	if err := anchor.StartCameraPreview(ctx, true, nil); err != nil {
		return err
	}
	if err := anchor.CreateRoom(ctx, roomID, liveroom.RoomParam{RoomName: "PK"}); err != nil {
		return err
	}
	return anchor.StartPublish(ctx, "")
}

// errRefused says that the other anchor does not want to.
var errRefused = errors.New("the other anchor said no, or nothing")

// startPK are steps 1 and 4, at the anchor who asks: ask, wait for the answer.
func startPK(ctx context.Context, anchor *liveroom.LiveRoom, otherRoom uint32, other string, o liveroom.PKOptions) error {
	answer := make(chan bool, 1)
	tell := func(yes bool) {
		select {
		case answer <- yes:
		default:
		}
	}
	listener := liveroom.NewListener(func(e liveroom.Event) {
		switch e := e.(type) {
		case liveroom.OnRoomPKAccepted: // 4
			tell(true)
		case liveroom.OnRoomPKRejected:
			tell(false)
		case liveroom.OnInvitationTimeout:
			tell(!e.PK)
		}
	})
	anchor.AddListener(listener)
	defer anchor.RemoveListener(listener)
	if _, err := anchor.RequestRoomPKWith(ctx, otherRoom, other, o); err != nil { // 1
		return err
	}
	select {
	case yes := <-answer:
		if !yes {
			return errRefused
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// answerPK are steps 2 and 3, at the other anchor's: the request comes, and is
// answered.
func answerPK(ctx context.Context, anchor *liveroom.LiveRoom, agree func(liveroom.OnRequestRoomPK) bool) {
	anchor.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		if r, ok := e.(liveroom.OnRequestRoomPK); ok { // 2
			if err := anchor.ResponseRoomPK(ctx, r.User.UserID, agree(r)); err != nil { // 3
				fmt.Println("answering", r.User.Name()+":", err)
			}
		}
	}))
}

// playEverybody is step 5, at everybody's in all rooms: the other anchors come on
// stage, are shown and heard; and step 6's end of it.
func playEverybody(room *liveroom.LiveRoom, view func(user string) liveroom.View) {
	room.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		switch e := e.(type) {
		case liveroom.OnAnchorEnter: // 5
			if err := room.StartPlay(e.User.UserID, view(e.User.UserID)); err != nil {
				fmt.Println("playing", e.User.Name()+":", err)
			}
		case liveroom.OnAnchorExit:
			go room.StopPlay(e.User.UserID) // it waits for the picture to go
		}
	}))
}

// endPK is step 6: of two rooms it ends for both, of more it goes on among the
// others.
func endPK(ctx context.Context, anchor *liveroom.LiveRoom) error { return anchor.QuitRoomPK(ctx) } // 6
