// Command pk walks through a PK in six steps (steps.go), with no window. In one
// terminal the anchor who is asked, in another the one who asks, and viewers in
// either room:
//
//		go run ./examples/pk --as asked --user dora --sig "$(onaird usersig --user dora)" --room 2002 --camera test:
//		go run ./examples/pk --as asker --user anna --sig "$(onaird usersig --user anna)" --room 1001 --other 2002:dora --camera test:
//		go run ./examples/pk --as viewer --user bob --sig "$(onaird usersig --user bob)" --room 1001
//
//	 1. an anchor asks another room's      RequestRoomPK
//	 2. that one is asked                  OnRequestRoomPK
//	 3. and agrees                         ResponseRoomPK
//	 4. the first one is told              OnRoomPKAccepted
//	 5. both rooms get the other anchor    OnAnchorEnter, StartPlay
//	 6. either ends it                     QuitRoomPK, OnQuitRoomPK, OnAnchorExit
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
	as := flag.String("as", "viewer", "asker, asked or viewer")
	user := flag.String("user", "bob", "user ID")
	sig := flag.String("sig", "", "UserSig of that user")
	app := flag.Uint("app", 1400000000, "application number of the server")
	number := flag.Uint("room", 1001, "room number")
	other := flag.String("other", "2002:dora", "the asker's: ROOM:USER to ask")
	camera := flag.String("camera", "", "camera, file:PATH or test:")
	length := flag.Duration("length", 5*time.Minute, "of the battle")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	room := liveroom.New(liveroom.Options{Server: *server, Camera: *camera})
	defer room.Close()
	if err := room.Login(ctx, uint32(*app), *user, *sig, liveroom.Config{}); err != nil {
		log.Fatal(err)
	}
	if err := run(ctx, room, *as, uint32(*number), *other, *length); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, room *liveroom.LiveRoom, as string, number uint32, other string, length time.Duration) error {
	playEverybody(room, func(user string) liveroom.View {
		fmt.Println(user, "is on stage")
		return nil // their sound plays; a window would give a view for the picture
	})
	room.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		if pk, ok := e.(liveroom.OnPKState); ok {
			fmt.Println("points:", pk.PK.Sides, "winner:", pk.PK.Winner, pk.Ended)
		}
	}))
	if as == "viewer" {
		if err := room.EnterRoom(ctx, number); err != nil {
			return err
		}
		<-ctx.Done()
		return room.ExitRoom(context.Background())
	}
	answerPK(ctx, room, func(liveroom.OnRequestRoomPK) bool { return true })
	if err := goLive(ctx, room, number); err != nil {
		return err
	}
	if as == "asker" {
		var otherRoom uint32
		var otherUser string
		if _, err := fmt.Sscanf(other, "%d:%s", &otherRoom, &otherUser); err != nil {
			return fmt.Errorf("--other %q: %w", other, err)
		}
		if err := startPK(ctx, room, otherRoom, otherUser, liveroom.PKOptions{Duration: length}); err != nil {
			return err
		}
	}
	<-ctx.Done()
	if as == "asker" {
		if err := endPK(context.Background(), room); err != nil {
			return err
		}
	}
	return room.DestroyRoom(context.Background())
}
