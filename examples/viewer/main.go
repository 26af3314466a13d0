// Command viewer watches a room with no window, plays its sound and prints what
// arrives:
//
//	go run ./examples/viewer --server http://localhost:7880 --user bob \
//	    --sig "$(onaird usersig --user bob)" --room 1001
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
	user := flag.String("user", "bob", "user ID")
	sig := flag.String("sig", "", "UserSig of that user")
	app := flag.Uint("app", 1400000000, "application number of the server")
	room := flag.Uint("room", 1001, "room number")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *server, *user, *sig, uint32(*app), uint32(*room)); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, server, user, sig string, app, room uint32) error {
	viewer := liveroom.New(liveroom.Options{Server: server})
	defer viewer.Close()
	viewer.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		switch e := e.(type) {
		case liveroom.OnAnchorEnter:
			if err := viewer.StartPlay(e.User.UserID, nil); err != nil { // a nil view: sound only on this machine
				fmt.Println(err)
			}
		case liveroom.OnStatistics:
			for _, s := range e.Statistics.Remote {
				fmt.Printf("%s: %dx%d, %.1f fps, %d kbit/s, delay %v\n", s.UserID, s.Width, s.Height, s.FPS, s.BitRate/1000, s.Delay)
			}
		default:
			fmt.Printf("%s %+v\n", e.EventName(), e)
		}
	}))
	if err := viewer.Login(ctx, app, user, sig, liveroom.Config{}); err != nil {
		return err
	}
	if err := viewer.EnterRoom(ctx, room); err != nil {
		return err
	}
	<-ctx.Done()
	return viewer.ExitRoom(context.Background())
}
