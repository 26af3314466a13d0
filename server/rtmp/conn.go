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
	"onair/server/ingest"
	"onair/server/reply"
	"onair/signaling"
)

// writeTime is how long an answer to a program may take.
const writeTime = 30 * time.Second

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
	good := false
	c.guarded(func() { good = rc.Initialize() == nil && rc.AcceptConn() == nil && rc.Publish })
	if !good {
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
	var media ingest.Media
	err = live.Publish(ctx, func(name string, seat room.Seat, on func(room.Media)) (err error) {
		media, err = c.s.cfg.Ingest(name, seat, on)
		return err
	})
	cancel()
	if err != nil {
		if media != nil {
			media.Close()
		}
		live.Close()
		c.refuse(rc, err)
		return
	}
	c.s.lobby.leave(c)
	g.known = true
	c.send(rc, live, media)
}

// guarded calls what reads the program's bytes. A panic there ends this connection alone.
func (c *conn) guarded(f func()) { c.s.cfg.Panics.Guard("rtmp", f) }

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
func (c *conn) send(rc *gortmplib.ServerConn, live Live, media ingest.Media) {
	sent := &stream{out: ingest.New(media, c.s.cfg.Sound(media.Opus), live.Tell, c.s.cfg.MaxBitRate, c.s.cfg.Clock), tell: live.Tell}
	gone := make(chan struct{})
	cut := make(chan struct{})
	go func() { // ends with the connection
		defer close(cut)
		select {
		case <-live.Over():
		case <-media.Done():
		case <-sent.out.Quiet():
			ingest.TellQuiet(live, c.s.cfg.Log, c.door, c.from)
		case <-gone:
		}
		_ = c.nc.Close()
	}()
	bye := false
	c.guarded(func() { bye = c.read(rc, sent) })
	close(gone)
	<-cut
	c.guarded(sent.out.Close)
	if bye {
		live.Bye()
	} else {
		live.Close()
	}
}

// read reads messages until the connection ends; true if the program said goodbye. How
// long nothing may come is the stream's to say, which ends the connection.
func (c *conn) read(rc *gortmplib.ServerConn, sent *stream) (bye bool) {
	_ = c.nc.SetReadDeadline(time.Time{})
	_ = c.nc.SetWriteDeadline(time.Now().Add(writeTime))
	if rc.AcceptAction() != nil {
		return false
	}
	for read := uint64(0); ; {
		_ = c.nc.SetWriteDeadline(time.Now().Add(writeTime))
		m, err := rc.Read()
		if err != nil {
			sent.unread(err)
			c.s.cfg.Log.Debug("a program's connection has ended", "via", c.door, "from", c.from, "err", err)
			return false
		}
		if cmd, ok := m.(*message.CommandAMF0); ok && (cmd.Name == "FCUnpublish" || cmd.Name == "deleteStream" || cmd.Name == "closeStream") {
			return true
		}
		now := rc.BytesReceived()
		if !sent.out.Came(int(now - read)) {
			c.s.cfg.Log.Warn("a program sends far too much and is cut off", "via", c.door, "from", c.from)
			return false
		}
		read = now
		sent.message(m)
	}
}
