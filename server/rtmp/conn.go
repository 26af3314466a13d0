package rtmp

import (
	"context"
	"io"
	"net"
	"net/netip"
	"strings"
	"time"

	"github.com/bluenviron/gortmplib"
	"github.com/bluenviron/gortmplib/pkg/amf0"
	"github.com/bluenviron/gortmplib/pkg/message"

	"onair/room"
	"onair/server/reply"
	"onair/signaling"
)

// idleTime is how long a program may send nothing.
const idleTime = 30 * time.Second

// conn is one connection.
type conn struct {
	s    *Server
	door signaling.Door
	nc   net.Conn
	from netip.Addr
}

// wire is what the library reads from and writes to.
type wire struct {
	io.Reader
	io.Writer
}

// serve is the connection's goroutine.
func (c *conn) serve(ctx context.Context) {
	defer c.nc.Close()
	defer c.s.lobby.leave(c)
	_ = c.nc.SetDeadline(time.Now().Add(lobbyTime))
	g := newGuard(c.nc)
	rc := &gortmplib.ServerConn{RW: wire{g, c.nc}}
	// The library's errors quote what was sent, keys too: they are not logged.
	if rc.Initialize() != nil || rc.AcceptConn() != nil || !rc.Publish {
		c.s.cfg.Log.Debug("a connection that does not come to send", "via", c.door, "from", c.from)
		return
	}
	key := keyOf(rc.URL.Path)
	ctx, cancel := context.WithTimeout(ctx, lobbyTime)
	live, err := c.s.cfg.Open(ctx, key, c.door, c.from)
	if err != nil {
		cancel()
		c.refuse(rc, err)
		return
	}
	sent := &stream{tell: live.Tell, most: c.s.cfg.MaxBitRate}
	err = live.Publish(ctx, func(name string, seat room.Seat, on func(room.Media)) (err error) {
		sent.media, err = c.s.cfg.Ingest(name, seat, on)
		return err
	})
	cancel()
	if err != nil {
		if sent.media != nil {
			sent.media.Close()
		}
		live.Close()
		c.refuse(rc, err)
		return
	}
	c.s.lobby.leave(c)
	g.known = true
	c.send(rc, live, sent)
}

// keyOf is a path's last part: what is before it is the application's name, which may be
// any.
func keyOf(path string) string {
	path = strings.TrimRight(path, "/")
	return path[strings.LastIndexByte(path, '/')+1:]
}

// refuse tells the program why, as far as programs show it.
func (c *conn) refuse(rc *gortmplib.ServerConn, err error) {
	code := "NetStream.Publish.Unauthorized"
	e := reply.Of(err)
	if e.Code == signaling.CodeTooFast || e.Code == signaling.CodeBusy || e.Code == signaling.CodeAskLater {
		code = "NetStream.Publish.Failed"
	}
	_ = rc.Write(&message.CommandAMF0{ChunkStreamID: 5, MessageStreamID: 0x1000000, Name: "onStatus", Arguments: []any{nil, amf0.Object{
		{Key: "level", Value: "error"}, {Key: "code", Value: code}, {Key: "description", Value: e.Desc}}}})
}

// send takes what the program sends until it ends.
func (c *conn) send(rc *gortmplib.ServerConn, live Live, sent *stream) {
	sent.begin(c.s.cfg.Sound)
	gone := make(chan struct{})
	cut := make(chan struct{})
	go func() { // ends with the connection
		defer close(cut)
		select {
		case <-live.Over():
		case <-sent.media.Done():
		case <-gone:
		}
		_ = c.nc.Close()
	}()
	bye := c.read(rc, sent)
	close(gone)
	<-cut
	sent.end()
	if bye {
		live.Bye()
	} else {
		live.Close()
	}
}

// read reads messages until the connection ends; true if the program said goodbye.
func (c *conn) read(rc *gortmplib.ServerConn, sent *stream) (bye bool) {
	if rc.AcceptAction() != nil {
		return false
	}
	for {
		_ = c.nc.SetDeadline(time.Now().Add(idleTime))
		m, err := rc.Read()
		if err != nil {
			sent.unread(err)
			c.s.cfg.Log.Debug("a program's connection has ended", "via", c.door, "from", c.from, "err", err)
			return false
		}
		if cmd, ok := m.(*message.CommandAMF0); ok && (cmd.Name == "FCUnpublish" || cmd.Name == "deleteStream" || cmd.Name == "closeStream") {
			return true
		}
		if !sent.message(m, time.Now(), rc.BytesReceived()) {
			c.s.cfg.Log.Warn("a program sends far too much and is cut off", "via", c.door, "from", c.from)
			return false
		}
	}
}
