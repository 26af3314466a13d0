package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"onair/internal/await"
	"onair/signaling"
)

// rawConn is a WebSocket that a test writes to by hand.
type rawConn struct {
	t *testing.T
	*websocket.Conn
}

func (s *testServer) raw() rawConn {
	s.t.Helper()
	c, _, err := websocket.DefaultDialer.Dial(s.url(), nil)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { c.Close() })
	_ = c.SetReadDeadline(time.Now().Add(patience))
	return rawConn{s.t, c}
}

func (c rawConn) send(text string) {
	c.t.Helper()
	if err := c.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		c.t.Fatal(err)
	}
}

func (c rawConn) next() (signaling.Envelope, error) {
	_, b, err := c.ReadMessage()
	if err != nil {
		return signaling.Envelope{}, err
	}
	return signaling.DecodeEnvelope(b, signaling.MaxServerMessage)
}

// reply reads until the reply to a request comes.
func (c rawConn) reply(id uint64) signaling.Envelope {
	c.t.Helper()
	for {
		e, err := c.next()
		if err != nil {
			c.t.Fatalf("waiting for reply %d: %v", id, err)
		}
		if e.ID == id {
			return e
		}
	}
}

// closed reads until the connection ends and returns the close code.
func (c rawConn) closed() int {
	c.t.Helper()
	for {
		if _, err := c.next(); err != nil {
			if ce := (*websocket.CloseError)(nil); errors.As(err, &ce) {
				return ce.Code
			}
			c.t.Logf("ended with %v", err)
			return -1
		}
	}
}

func (c rawConn) login(s *testServer, user string) {
	c.t.Helper()
	b, _ := json.Marshal(signaling.LoginRequest{SDKAppID: s.cfg.SDKAppID, UserID: user, UserSig: s.sig(user)})
	c.send(fmt.Sprintf(`{"v":1,"id":1,"type":"login","data":%s}`, b))
	if e := c.reply(1); e.Code != 0 {
		c.t.Fatalf("login: %d %s", e.Code, e.Desc)
	}
}

func TestMessagesThatCannotBeReadEndTheConnection(t *testing.T) {
	s := start(t)
	for name, k := range map[string]struct {
		text string
		code signaling.Code
	}{
		"no JSON":       {"hello", signaling.CodeMalformed},
		"a list":        {"[]", signaling.CodeMalformed},
		"cut":           {`{"v":1,"id":1,"type":"login"`, signaling.CodeMalformed},
		"two values":    {`{"v":1,"id":1,"type":"ping"} {}`, signaling.CodeMalformed},
		"no type":       {`{"v":1,"id":1}`, signaling.CodeMalformed},
		"no id":         {`{"v":1,"type":"ping"}`, signaling.CodeMalformed},
		"other version": {`{"v":2,"id":1,"type":"ping"}`, signaling.CodeVersion},
		"id not whole":  {`{"v":1,"id":1.5,"type":"ping"}`, signaling.CodeMalformed},
	} {
		c := s.raw()
		c.send(k.text)
		if e, err := c.next(); err != nil || e.Code != k.code {
			t.Errorf("%s: answered %+v, %v; want code %d", name, e, err, k.code)
		}
		if code := c.closed(); code != signaling.CloseProtocol {
			t.Errorf("%s: close code %d", name, code)
		}
	}
	c := s.raw()
	if err := c.WriteMessage(websocket.BinaryMessage, []byte(`{"v":1,"id":1,"type":"ping"}`)); err != nil {
		t.Fatal(err)
	}
	if code := c.closed(); code != signaling.CloseProtocol {
		t.Errorf("binary message: close code %d", code)
	}
}

func TestOversizedMessageEndsTheConnection(t *testing.T) {
	s := start(t)
	c := s.raw()
	c.login(s, "anna")
	c.send(`{"v":1,"id":2,"type":"ping","data":{"x":"` + strings.Repeat("a", signaling.MaxMessage) + `"}}`)
	if code := c.closed(); code != websocket.CloseMessageTooBig && code != -1 {
		t.Errorf("close code %d", code)
	}
	c = s.raw() // the largest that is allowed
	c.login(s, "anna")
	head, tail := `{"v":1,"id":2,"type":"ping","data":{"x":"`, `"}}`
	c.send(head + strings.Repeat("a", signaling.MaxMessage-len(head)-len(tail)) + tail)
	if e := c.reply(2); e.Code != 0 {
		t.Errorf("the largest message: %+v", e)
	}
}

func TestRequestsBeforeLoginAndUnknownOnesAreRefused(t *testing.T) {
	s := start(t)
	c := s.raw()
	c.send(`{"v":1,"id":1,"type":"enterRoom","data":{"roomId":1}}`)
	if e := c.reply(1); e.Code != signaling.CodeNotLoggedIn || e.Desc == "" {
		t.Errorf("before login: %+v", e)
	}
	c.login(s, "anna")
	c.send(`{"v":1,"id":2,"type":"fly"}`)
	if e := c.reply(2); e.Code != signaling.CodeUnknownType {
		t.Errorf("unknown type: %+v", e)
	}
	c.send(`{"v":1,"id":3,"type":"enterRoom","data":{"roomId":"one"}}`)
	if e := c.reply(3); e.Code != signaling.CodeBadArgument {
		t.Errorf("data of the wrong shape: %+v", e)
	}
	c.send(`{"v":1,"id":4,"type":"login","data":{}}`)
	if e := c.reply(4); e.Code != signaling.CodeBadArgument {
		t.Errorf("second login on a connection: %+v", e)
	}
	c.send(`{"v":1,"id":5,"type":"getRoomList"}`)
	if e := c.reply(5); e.Code != 0 {
		t.Errorf("after all that: %+v", e)
	}
}

func TestAConnectionWithoutLoginIsClosed(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.LoginTimeout = 50 * time.Millisecond })
	if code := s.raw().closed(); code != signaling.CloseLogout {
		t.Errorf("close code %d", code)
	}
}

func TestASilentConnectionIsCutAndTheSessionKept(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.PingInterval = 700 * time.Millisecond })
	c := s.raw()
	c.login(s, "anna")
	c.closed()
	await.True(t, "the session is dropped", func() bool { return s.sessions.Get("anna").Dropped() })
}

func TestFloodIsRefusedThenCut(t *testing.T) {
	s := start(t, func(c *Config) {
		c.Limits.MessageRate, c.Limits.MessageBurst, c.Limits.MaxRefused = 0.001, 10, 10
	})
	honest := s.pair()
	codes := map[signaling.Code]int{}
	c := s.raw()
	c.login(s, "anna")
	honest.during(func() {
		for i := range 30 {
			if c.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"v":1,"id":%d,"type":"ping"}`, i+2)) != nil {
				break // cut already
			}
		}
		for {
			e, err := c.next()
			if err != nil {
				if ce := (*websocket.CloseError)(nil); !errors.As(err, &ce) || ce.Code != signaling.CloseFlood {
					t.Errorf("ended with %v", err)
				}
				break
			}
			codes[e.Code]++
		}
	})
	if codes[0] != 9 || codes[signaling.CodeTooFast] != 10 {
		t.Errorf("answers by code: %v, want 9 done and 10 refused", codes)
	}
}

// narrow accepts connections that have room for little to be sent, while it is on.
type narrow struct {
	net.Listener
	on *atomic.Bool
}

func (n *narrow) Accept() (net.Conn, error) {
	c, err := n.Listener.Accept()
	if err == nil && n.on.Load() {
		err = c.(*net.TCPConn).SetWriteBuffer(4 << 10)
	}
	return c, err
}

func TestASlowReaderIsCutAndMayResume(t *testing.T) {
	var tight atomic.Bool
	s := start(t, func(c *Config) {
		c.Limits.OutboxBytes = 32 << 10
		c.Limits.MessageRate, c.Limits.TitleRate = 1e6, 1e6
		c.Limits.MessageBurst = 1 << 20
		c.wrapListener = func(ln net.Listener) net.Listener { return &narrow{Listener: ln, on: &tight} }
	})
	anna := s.login("anna")
	anna.create(3)
	tight.Store(true)
	slow := s.raw()
	slow.login(s, "ben")
	slow.send(`{"v":1,"id":2,"type":"enterRoom","data":{"roomId":3}}`)
	slow.reply(2)
	// From here on ben does not read. The socket's buffers fill, then the outbox.
	sess := s.sessions.Get("ben")
	if err := slow.NetConn().(*net.TCPConn).SetReadBuffer(4 << 10); err != nil { // soon full
		t.Fatal(err)
	}
	name := strings.Repeat("n", signaling.MaxName)
	url := "/" + strings.Repeat("u", signaling.MaxURL-1)
	for i := 0; !sess.Dropped(); i++ {
		if i > 60000 {
			t.Fatal("never cut off")
		}
		p := signaling.RoomParam{RoomName: name[i%2:], CoverURL: url}
		anna.must(signaling.TypeSetRoomInfo, p, nil)
	}
	if n := s.gateway.Stats().Slow.Load(); n != 1 {
		t.Errorf("%d slow readers counted", n)
	}
	anna.must(signaling.TypeGetRoom, nil, nil) // others go on
}
