// Command coanchor walks through co-anchoring in nine steps (steps.go), with no
// window. In one terminal the anchor, in others a guest and a viewer:
//
//		go run ./examples/coanchor --as anchor --user anna --sig "$(onaird usersig --user anna)" --camera test:
//		go run ./examples/coanchor --as guest --user bob --sig "$(onaird usersig --user bob)" --camera test:color=20A020
//		go run ./examples/coanchor --as viewer --user carol --sig "$(onaird usersig --user carol)"
//
//	 1. the guest asks for a seat          RequestJoinAnchor
//	 2. the anchor is asked                OnRequestJoinAnchor
//	 3. the anchor agrees                  ResponseJoinAnchor
//	 4. the guest is told                  OnAnchorAccepted
//	 5. the guest's camera opens           StartCameraPreview
//	 6. the guest publishes                StartPublish
//	 7. everybody is told                  OnAnchorEnter
//	 8. everybody shows and plays them     StartPlay
//	 9. the guest leaves the stage         StopPublish
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"time"

	"onair/liveroom"
)

func main() {
	server := flag.String("server", "http://localhost:7880", "room server")
	as := flag.String("as", "viewer", "anchor, guest or viewer")
	user := flag.String("user", "carol", "user ID")
	sig := flag.String("sig", "", "UserSig of that user")
	app := flag.Uint("app", 1400000000, "application number of the server")
	number := flag.Uint("room", 1001, "room number")
	camera := flag.String("camera", "", "camera, file:PATH or test:")
	stay := flag.Duration("stay", 20*time.Second, "how long the guest stays on stage")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	room := liveroom.New(liveroom.Options{Server: *server, Camera: *camera})
	defer room.Close()
	if err := room.Login(ctx, uint32(*app), *user, *sig, liveroom.Config{}); err != nil {
		log.Fatal(err)
	}
	if err := run(ctx, room, *as, uint32(*number), *stay); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, room *liveroom.LiveRoom, as string, number uint32, stay time.Duration) error {
	playEverybody(room, func(user string) liveroom.View {
		fmt.Println(user, "is on stage")
		return nil // their sound plays; a window would give a view for the picture
	})
	if as == "anchor" {
		answerRequests(ctx, room, func(u liveroom.UserInfo) bool { return true })
		if err := goLive(ctx, room, number); err != nil {
			return err
		}
		<-ctx.Done()
		return room.DestroyRoom(context.Background())
	}
	if err := room.EnterRoom(ctx, number); err != nil {
		return err
	}
	if as == "guest" {
		if err := joinStage(ctx, room); err != nil {
			return err
		}
		select {
		case <-time.After(stay):
		case <-ctx.Done():
		}
		if err := leaveStage(context.Background(), room); err != nil {
			return err
		}
	}
	<-ctx.Done()
	return room.ExitRoom(context.Background())
}
