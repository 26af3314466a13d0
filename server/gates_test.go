package server

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"onair/internal/await"
	"onair/server/gateway"
	"onair/signaling"
)

// counter counts what is written to it.
type counter struct {
	mu   sync.Mutex
	n    int
	most int // bytes of one line
	text strings.Builder
}

func (c *counter) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n += len(b)
	c.most = max(c.most, len(b))
	c.text.Write(b[:min(len(b), 1000)])
	return len(b), nil
}

func (c *counter) size() (total, line int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n, c.most
}

// bomb is a UserSig that is small and inflates to much.
func bomb(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = io.WriteString(z, text)
	z.Close()
	return strings.NewReplacer("+", "*", "/", "-", "=", "_").Replace(base64.StdEncoding.EncodeToString(b.Bytes()))
}

// TestRefusedLoginsLeaveASmallLog sends what a stranger may, before any login, on
// many connections.
func TestRefusedLoginsLeaveASmallLog(t *testing.T) {
	var log counter
	s := start(t, func(c *Config) {
		c.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		c.Limits.LoginRate = 1e6
	})
	honest := s.pair()
	before, _ := log.size()
	sigs := []string{
		bomb(t, `{"TLS.ver":"`+strings.Repeat("x", 60000)+`"}`), bomb(t, `{"TLS.ver":"2.0","TLS.identifier":"anna","TLS.sdkappid":`+strings.Repeat("9", 60000)+`}`),
		strings.Repeat("A", 12000), bomb(t, strings.Repeat("\n", 60000)), "\x00\xff",
	}
	honest.during(func() {
		for i := range 200 {
			c := s.raw()
			for k := range 8 {
				in, _ := json.Marshal(signaling.LoginRequest{SDKAppID: s.cfg.SDKAppID, UserID: "anna", UserSig: sigs[(i+k)%len(sigs)], Client: strings.Repeat("c", 3000)})
				if c.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"v":1,"id":%d,"type":"login","data":%s}`, k+1, in)) != nil {
					break
				}
			}
			if e, err := c.next(); err == nil && len(e.Desc) > 300 {
				t.Fatalf("an answer of %d bytes", len(e.Desc))
			}
			c.Close()
		}
	})
	s.stop()
	total, line := log.size()
	if total -= before; total > 200<<10 || line > 4<<10 {
		t.Errorf("%d bytes of log for 200 connections, a line of %d", total, line)
	}
	if !strings.Contains(log.text.String(), "more of the same left out of the log") {
		t.Error("what was left out is not counted")
	}
}

func TestWhatIsSentBeforeTheLoginIsLittle(t *testing.T) {
	s := start(t)
	honest := s.pair()
	before := s.gateway.Stats().Received.Load()
	c := s.raw()
	honest.during(func() {
		for i := range 100 {
			if c.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"v":1,"id":%d,"type":"getRoomList"}`, i+1)) != nil {
				break
			}
		}
		if code := c.closed(); code != signaling.CloseFlood && code != -1 {
			t.Errorf("many requests: close code %d", code)
		}
	})
	if n := s.gateway.Stats().Received.Load() - before; n > 40 {
		t.Errorf("%d messages taken", n)
	}
	c = s.raw()
	_ = c.WriteMessage(websocket.TextMessage, []byte(`{"v":1,"id":1,"type":"login","data":{"client":"`+strings.Repeat("x", 20<<10)+`"}}`))
	if code := c.closed(); code != websocket.CloseMessageTooBig && code != -1 {
		t.Errorf("a large message: close code %d", code)
	}
}

// TestRequestsOfAConnectionThatIsGoneAreNotDone holds the first of many requests
// up until their connection is gone.
func TestRequestsOfAConnectionThatIsGoneAreNotDone(t *testing.T) {
	s := start(t)
	entered, leave := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var mu sync.Mutex
	done := 0
	s.handlers[signaling.TypeGetGifts] = func(context.Context, *request) {
		mu.Lock()
		done++
		mu.Unlock()
		once.Do(func() { close(entered) })
		<-leave
	}
	c := s.raw()
	c.login(s, "anna")
	sess := s.sessions.Get("anna")
	for i := range 20 {
		c.send(fmt.Sprintf(`{"v":1,"id":%d,"type":"getGifts"}`, i+2))
	}
	<-entered
	c.Close()
	await.True(t, "the queue is dropped", func() bool {
		old := sess.Line()
		return old == nil || old.(*gateway.Conn).Ending()
	})
	close(leave)
	await.True(t, "the connection has ended", sess.Dropped)
	mu.Lock()
	defer mu.Unlock()
	if done != 1 {
		t.Errorf("%d requests done, of which 19 nobody waits for", done)
	}
}

// TestComingAgainGivesNoNewMessages takes a session up again and logs in anew.
func TestComingAgainGivesNoNewMessages(t *testing.T) {
	s := start(t, func(c *Config) {
		c.Limits.MessageRate, c.Limits.MessageBurst = 0.001, 30
		c.Limits.LikeRate = 0.001
	})
	s.login("host").create(3)
	honest := s.pair()
	likes := int64(0)
	answered := 0
	honest.during(func() {
		for range 6 {
			c := s.raw()
			c.login(s, "pest")
			c.send(`{"v":1,"id":2,"type":"enterRoom","data":{"roomId":3}}`)
			for i := range 40 {
				c.send(fmt.Sprintf(`{"v":1,"id":%d,"type":"sendLike","data":{"count":10}}`, i+3))
			}
			for got := 0; got < 41; {
				e, err := c.next()
				if err != nil {
					t.Fatal(err)
				}
				if e.ID < 2 {
					continue
				}
				if got++; e.Code == 0 {
					answered++
					if e.Type == signaling.TypeSendLike {
						likes += 10
					}
				}
			}
			c.Close()
		}
	})
	if answered > 30 || likes > signaling.MaxLikes {
		t.Errorf("%d requests done in six logins, %d likes", answered, likes)
	}
}

func TestFramesOfEveryKindAreLimited(t *testing.T) {
	s := start(t)
	honest := s.pair()
	honest.during(func() {
		for name, send := range map[string]func(*websocket.Conn) error{
			"pings": func(c *websocket.Conn) error {
				return c.WriteControl(websocket.PingMessage, nil, time.Now().Add(patience))
			},
			"pongs": func(c *websocket.Conn) error {
				return c.WriteControl(websocket.PongMessage, nil, time.Now().Add(patience))
			},
			"empty fragments": func(c *websocket.Conn) error {
				_, err := c.NetConn().Write([]byte{0x00, 0x80, 1, 2, 3, 4})
				return err
			},
		} {
			was := s.gateway.Stats().Flooding.Load()
			c := s.raw()
			c.login(s, "anna")
			if name == "empty fragments" {
				_, _ = c.NetConn().Write([]byte{0x01, 0x80, 1, 2, 3, 4})
			}
			go func() {
				for range 200000 {
					if send(c.Conn) != nil {
						return
					}
				}
			}()
			if code := c.closed(); code != signaling.CloseFlood && code != -1 {
				t.Errorf("%s: close code %d", name, code)
			}
			c.Close()
			await.True(t, name+" are counted as a flood", func() bool { return s.gateway.Stats().Flooding.Load() == was+1 })
		}
	})
}

// TestLargeMessagesCostMore sends the largest messages, whose data is no JSON, as
// fast as it can: what is refused was not parsed, or it would end the connection.
func TestLargeMessagesCostMore(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.MessageRate, c.Limits.MessageBurst = 0.001, 40 })
	honest := s.pair()
	c := s.raw()
	c.login(s, "anna")
	text := `{"v":1,"id":2,"type":"getGifts","data":{"x":"` + strings.Repeat("x", 60000)
	honest.during(func() {
		c.send(text + `"}}`)
		if e := c.reply(2); e.Code != 0 {
			t.Errorf("the first: %+v", e)
		}
		c.send(text)
		if e := c.reply(2); e.Code != signaling.CodeTooFast {
			t.Errorf("the second: %+v", e)
		}
	})
}
