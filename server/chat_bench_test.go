//go:build unix

package server

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"onair/room"
	"onair/server/chatlog"
	"onair/server/hall"
	"onair/signaling"
)

// chatServer is a server without limits of rate; stop may be called twice.
func chatServer(b *testing.B) (*Server, func()) {
	b.Helper()
	cfg := testConfig(b.TempDir())
	cfg.Logger = slog.New(slog.DiscardHandler)
	cfg.Limits = Limits{MessageRate: 1e6, MessageBurst: 1e6, ChatRate: 1e6, ChatBurst: 1e6, RoomChatRate: 1e6, MaxPerAddress: 1e6, LoginRate: 1e6, HTTPRate: 1e6}
	s, err := newServer(cfg, newFakeRelay)
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	return s, sync.OnceFunc(func() { cancel(); <-done; s.Close() })
}

// BenchmarkChatFanOut sends 10,000 deliveries a second for the time measured (20
// messages a second to 500 viewers) and reports how late they are: from the
// sender's clock to the viewer's socket. The clients are bare sockets that only
// read and look for the time in the text, but they run in this process and on
// the same processors; with -cpu 1 everything shares one.
func BenchmarkChatFanOut(b *testing.B) {
	const viewers, perSecond = 500, 20
	s, stop := chatServer(b)
	defer stop()
	ctx := b.Context()
	sig, _ := s.SignUserSig("anna")
	anna, err := signaling.Dial(ctx, signaling.Options{URL: "ws://" + s.Addr(),
		Login: signaling.LoginRequest{SDKAppID: s.cfg.SDKAppID, UserID: "anna", UserSig: sig}})
	if err != nil {
		b.Fatal(err)
	}
	defer anna.Close()
	if err := anna.Call(ctx, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1}, nil); err != nil {
		b.Fatal(err)
	}
	late := make([][]time.Duration, viewers)
	var got atomic.Int64
	var readers sync.WaitGroup
	defer readers.Wait()
	for i := range viewers {
		c := viewerSocket(b, s, fmt.Sprint("u", i))
		defer c.Close()
		readers.Go(func() { late[i] = readTimes(c, &got) })
	}
	b.ResetTimer()
	begin, cpu := time.Now(), cpuTime()
	sent := 0
	tick := time.NewTicker(time.Second / perSecond)
	defer tick.Stop()
	for b.Loop() {
		<-tick.C
		sent++
		if err := anna.Call(ctx, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: fmt.Sprintf("sent@%d@", time.Now().UnixNano())}, nil); err != nil {
			b.Fatal(err)
		}
	}
	for got.Load() < int64(sent*viewers) && time.Since(begin) < time.Minute {
		time.Sleep(time.Millisecond)
	}
	b.StopTimer()
	took, used := time.Since(begin), cpuTime()-cpu
	stop()
	readers.Wait()
	all := slices.Concat(late...)
	slices.Sort(all)
	if len(all) != sent*viewers {
		b.Fatalf("%d of %d deliveries", len(all), sent*viewers)
	}
	b.ReportMetric(float64(len(all))/took.Seconds(), "deliveries/s")
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(used.Seconds()/took.Seconds()*100, "cpu-%")
	b.ReportMetric(float64(runtime.GOMAXPROCS(0)), "procs")
}

// viewerSocket is a viewer in room 1, entered by hand and read as bytes.
func viewerSocket(b *testing.B, s *Server, id string) net.Conn {
	b.Helper()
	h := s.rooms.Get(1)
	c := rawDial(b, s)
	sig, _ := s.SignUserSig(id)
	login, _ := json.Marshal(signaling.LoginRequest{SDKAppID: s.cfg.SDKAppID, UserID: id, UserSig: sig})
	if err := c.WriteMessage(1, fmt.Appendf(nil, `{"v":1,"id":1,"type":"login","data":%s}`, login)); err != nil {
		b.Fatal(err)
	}
	if err := c.WriteMessage(1, []byte(`{"v":1,"id":2,"type":"enterRoom","data":{"roomId":1}}`)); err != nil {
		b.Fatal(err)
	}
	for {
		if _, in := h.Current().Member(id); in {
			return c.UnderlyingConn()
		}
		time.Sleep(time.Millisecond)
	}
}

// readTimes reads a socket to its end and notes how late each message is. The
// frames are short, so that looking for the mark is enough.
func readTimes(c net.Conn, got *atomic.Int64) (late []time.Duration) {
	buf := make([]byte, 0, 64<<10)
	chunk := make([]byte, 16<<10)
	for {
		n, err := c.Read(chunk)
		now := time.Now()
		buf = append(buf, chunk[:n]...)
		for {
			_, rest, ok := strings.Cut(string(buf), "sent@")
			number, after, whole := strings.Cut(rest, "@")
			if !ok || !whole {
				break
			}
			var at int64
			_, _ = fmt.Sscan(number, &at)
			late = append(late, now.Sub(time.Unix(0, at)))
			got.Add(1)
			buf = append(buf[:0], after...)
		}
		if err != nil {
			return late
		}
	}
}

// BenchmarkChatRoom measures what the room's own goroutine needs for a message
// to 500 members whose connections are not there.
func BenchmarkChatRoom(b *testing.B) {
	s, stop := chatServer(b)
	defer stop()
	ctx := b.Context()
	h, err := s.rooms.Open(1)
	if err != nil {
		b.Fatal(err)
	}
	if err := h.Do(ctx, hall.Op{Cmd: room.Create{Room: 1, By: room.User{ID: "anna"}, Rules: s.cfg.Limits.rules()}}); err != nil {
		b.Fatal(err)
	}
	for i := range 500 {
		id := fmt.Sprint("u", i)
		if err := h.Do(ctx, hall.Op{Cmd: room.Enter{By: room.User{ID: id}}, By: s.sessions.New(id, room.User{}, nil), Joins: true}); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		say := &chatlog.Saying{Type: signaling.EventRecvRoomTextMsg, Msg: signaling.Message{Text: "hello, everybody", User: signaling.User{UserID: "anna"}}}
		if err := h.Do(ctx, hall.Op{Say: say}); err != nil {
			b.Fatal(err)
		}
	}
}
