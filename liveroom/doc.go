// Package liveroom is OnAir's live room as a Go API: the calls and events of
// Tencent's TRTCLiveRoom, with the same names in Go form (no Get prefix, a
// context first, an error instead of a callback with a code), on a server of
// your own. It needs no window.
//
// An anchor:
//
//	room := liveroom.New(liveroom.Options{Server: "http://studio.local:7880"})
//	defer room.Close()
//	room.Login(ctx, appID, "alice", sig, liveroom.Config{})
//	room.SetCamera(ctx, "file:clip.mp4")
//	room.StartCameraPreview(ctx, true, nil)
//	room.CreateRoom(ctx, 1001, liveroom.RoomParam{RoomName: "Morning show"})
//	room.StartPublish(ctx, "")
//
// A viewer:
//
//	room.AddListener(listener)
//	room.Login(ctx, appID, "bob", sig, liveroom.Config{})
//	room.EnterRoom(ctx, 1001)
//	room.StartPlay("alice", view)
//
// # Goroutines
//
// Every method may be called from any goroutine, also from inside a listener.
// Calls that change where the user is (Login, CreateRoom, EnterRoom, ExitRoom,
// StartPublish and the like) run one after another. Events come in order, one
// at a time, on a goroutine of the LiveRoom's own; a listener that blocks
// holds up later events and nothing else. Pictures are handed to a View from
// media goroutines.
//
// # Errors
//
// Every error of a call is an *Error with one of the codes that TRTC and its
// chat service use; errors.Is compares by code.
package liveroom
