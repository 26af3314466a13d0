package main

import (
	"context"
	"errors"
	"fmt"

	"onair/liveroom"
)

// goLive is what comes before co-anchoring: the anchor makes a room and sends
// picture and sound.
func goLive(ctx context.Context, anchor *liveroom.LiveRoom, roomID uint32) error {
	if err := anchor.StartCameraPreview(ctx, true, nil); err != nil {
		return err
	}
	if err := anchor.CreateRoom(ctx, roomID, liveroom.RoomParam{RoomName: "co-anchoring"}); err != nil {
		return err
	}
	return anchor.StartPublish(ctx, "")
}

// answerRequests are steps 2 and 3, at the anchor's: a viewer's request comes,
// and is answered. agree decides.
func answerRequests(ctx context.Context, anchor *liveroom.LiveRoom, agree func(liveroom.UserInfo) bool) {
	anchor.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		if r, ok := e.(liveroom.OnRequestJoinAnchor); ok { // 2
			if err := anchor.ResponseJoinAnchor(ctx, r.User.UserID, agree(r.User), r.CallID); err != nil { // 3
				fmt.Println("answering", r.User.Name()+":", err)
			}
		}
	}))
}

// errRefused says that the anchor did not let the viewer up.
var errRefused = errors.New("the anchor said no, or nothing")

// joinStage are steps 1, 4, 5 and 6, at the viewer's: ask, wait for the answer,
// open the camera, publish.
func joinStage(ctx context.Context, viewer *liveroom.LiveRoom) error {
	answer := make(chan bool, 1)
	tell := func(yes bool) {
		select {
		case answer <- yes:
		default:
		}
	}
	listener := liveroom.NewListener(func(e liveroom.Event) {
		switch e := e.(type) {
		case liveroom.OnAnchorAccepted: // 4
			tell(true)
		case liveroom.OnAnchorRejected:
			tell(false)
		case liveroom.OnInvitationTimeout:
			tell(e.PK)
		}
	})
	viewer.AddListener(listener)
	defer viewer.RemoveListener(listener)
	if _, err := viewer.RequestJoinAnchor(ctx); err != nil { // 1
		return err
	}
	select {
	case yes := <-answer:
		if !yes {
			return errRefused
		}
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := viewer.StartCameraPreview(ctx, true, nil); err != nil { // 5; a View would show the own picture
		return err
	}
	return viewer.StartPublish(ctx, "") // 6
}

// playEverybody are steps 7 and 8, at everybody's: whoever publishes is shown and
// heard, until they stop. It comes before the room is entered, so that those who
// publish already are told too.
func playEverybody(room *liveroom.LiveRoom, view func(user string) liveroom.View) {
	room.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		switch e := e.(type) {
		case liveroom.OnAnchorEnter: // 7
			if err := room.StartPlay(e.User.UserID, view(e.User.UserID)); err != nil { // 8
				fmt.Println("playing", e.User.Name()+":", err)
			}
		case liveroom.OnAnchorExit:
			go room.StopPlay(e.User.UserID) // it waits for the picture to go
		}
	}))
}

// leaveStage is step 9: the co-anchor is a viewer again.
func leaveStage(ctx context.Context, guest *liveroom.LiveRoom) error {
	if err := guest.StopPublish(ctx); err != nil { // 9
		return err
	}
	guest.StopCameraPreview()
	return nil
}
