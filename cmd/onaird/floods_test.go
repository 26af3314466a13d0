package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gorilla/websocket"

	"onair/signaling"
)

// misuse is a flood of one kind, by several workers of one address that come again as
// often as they are cut off. It runs in a process of its own, at the lowest
// priority, as from another machine.
type misuse struct {
	Kind  string
	Addr  string   // of the server
	From  string   // the address they come from, by way of a trusted proxy
	Users []string // one for each worker
	Sigs  []string
	Cover string // a cover's path

	sent atomic.Int64
}

// floodKinds are what each kind sends on a connection, or asks by HTTP, n counting.
var floodKinds = map[string]func(f *misuse, c *worker, n int) error{
	"likes by resume": func(_ *misuse, c *worker, n int) error {
		if n%50 == 49 {
			return io.EOF // and comes again with the token
		}
		return c.say(signaling.TypeSendLike, signaling.LikeRequest{Count: 1})
	},
	"pings": func(_ *misuse, c *worker, _ int) error {
		return c.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second))
	},
	"empty fragments": func(_ *misuse, c *worker, n int) error {
		frame := []byte{0x00, 0x80, 1, 2, 3, 4}
		if n == 0 {
			frame[0] = 0x01
		}
		_, err := c.NetConn().Write(frame)
		return err
	},
	"messages of 60 kB": func(_ *misuse, c *worker, _ int) error {
		return c.say(signaling.TypeSendRoomCustomMsg, signaling.CustomRequest{Cmd: "x", Message: strings.Repeat("x", 60_000)})
	},
	"wrong passcodes": func(_ *misuse, c *worker, n int) error {
		return c.say(signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 2, Passcode: fmt.Sprint(10000 + n)})
	},
	"logins": func(_ *misuse, c *worker, _ int) error { return io.EOF },
	"covers": func(f *misuse, c *worker, _ int) error { return c.ask(http.MethodGet, "http://"+f.Addr+f.Cover, "") },
	"guests": func(f *misuse, c *worker, n int) error {
		return c.ask(http.MethodPost, "http://"+f.Addr+"/api/guest", fmt.Sprintf(`{"userId":"g%s-%d"}`, c.user, n))
	},
}

// worker is one who floods.
type worker struct {
	*websocket.Conn
	from  string
	user  string
	token string
	id    int
	http  http.Client
}

func (c *worker) say(typ string, in any) error {
	c.id++
	data, _ := json.Marshal(in)
	b, _ := json.Marshal(signaling.Envelope{V: signaling.Version, ID: uint64(c.id), Type: typ, Data: data})
	return c.WriteMessage(websocket.TextMessage, b)
}

func (c *worker) ask(method, url, body string) error {
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("X-Forwarded-For", c.from)
	req.Header.Set("Content-Type", "application/json")
	res, err := c.http.Do(req)
	if err == nil {
		_, err = io.Copy(io.Discard, res.Body)
		res.Body.Close()
	}
	return err
}

// come connects and logs in, or takes the session up again.
func (c *worker) come(addr, sig string) error {
	var err error
	if c.Conn, _, err = websocket.DefaultDialer.Dial("ws://"+addr+"/ws", http.Header{"X-Forwarded-For": {c.from}}); err != nil {
		return err
	}
	_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
	if c.token != "" {
		err = c.say(signaling.TypeResume, signaling.ResumeRequest{Token: c.token})
	} else {
		err = c.say(signaling.TypeLogin, signaling.LoginRequest{SDKAppID: 1400000000, UserID: c.user, UserSig: sig})
	}
	var e signaling.Envelope
	var in signaling.LoginReply
	for err == nil && e.ID != uint64(c.id) {
		err = c.ReadJSON(&e)
	}
	if err == nil && e.Code != 0 {
		err = fmt.Errorf("refused: %d", e.Code)
		c.token = ""
	}
	if err == nil {
		err = json.Unmarshal(e.Data, &in)
		c.token = in.Token
	}
	if err == nil {
		err = c.say(signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1})
	}
	if err != nil {
		c.Close()
	}
	return err
}

// run floods until ctx ends.
func (f *misuse) run(ctx context.Context, i int) {
	c := &worker{from: f.From, user: f.Users[i]}
	send := floodKinds[f.Kind]
	byHTTP := f.Kind == "covers" || f.Kind == "guests"
	for ctx.Err() == nil {
		var reading sync.WaitGroup
		if !byHTTP {
			if err := c.come(f.Addr, f.Sigs[i]); err != nil {
				time.Sleep(5 * time.Millisecond) // refused
				continue
			}
			f.sent.Add(1)
			conn := c.Conn
			reading.Go(func() { _, _ = io.Copy(io.Discard, conn.NetConn()) })
		}
		for n := 0; ctx.Err() == nil && send(f, c, n) == nil; n++ {
			f.sent.Add(1)
		}
		if !byHTTP {
			c.Close()
			reading.Wait()
		}
	}
}

// floodMain is the process: it floods until its input ends, and prints how much.
func floodMain(text string) {
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, 19)
	var f misuse
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		panic(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	for i := range f.Users {
		all.Go(func() { f.run(ctx, i) })
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
	cancel()
	fmt.Println(f.sent.Load())
	all.Wait()
}
