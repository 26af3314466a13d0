// Command anchor streams a media file into a room, with no window:
//
//	go run ./examples/anchor --server http://localhost:7880 --user anna \
//	    --sig "$(onaird usersig --user anna)" --room 1001 clip.mp4
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"

	"onair/liveroom"
)

func main() {
	server := flag.String("server", "http://localhost:7880", "room server")
	user := flag.String("user", "anna", "user ID")
	sig := flag.String("sig", "", "UserSig of that user")
	app := flag.Uint("app", 1400000000, "application number of the server")
	room := flag.Uint("room", 1001, "room number")
	smooth := flag.Float64("smooth", 5, "skin smoothing, 0 to 9")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *server, *user, *sig, uint32(*app), uint32(*room), float32(*smooth)); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, server, user, sig string, app, room uint32, smooth float32) error {
	clip := "file:" + flag.Arg(0)
	anchor := liveroom.New(liveroom.Options{Server: server, Camera: clip, Microphone: clip})
	defer anchor.Close()
	anchor.AddListener(liveroom.NewListener(func(e liveroom.Event) { fmt.Printf("%s %+v\n", e.EventName(), e) }))
	anchor.BeautyManager().SetBeautyLevel(smooth)
	if err := anchor.Login(ctx, app, user, sig, liveroom.Config{}); err != nil {
		return err
	}
	if err := anchor.StartCameraPreview(ctx, true, nil); err != nil {
		return err
	}
	if err := anchor.CreateRoom(ctx, room, liveroom.RoomParam{RoomName: user + "'s room"}); err != nil {
		return err
	}
	if err := anchor.StartPublish(ctx, ""); err != nil {
		return err
	}
	<-ctx.Done()
	return anchor.DestroyRoom(context.Background())
}
