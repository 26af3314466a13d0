package app

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"onair/app/settings"
	"onair/signaling/address"
)

// handOver is what one program tells another: one line of JSON, answered by handedOver.
type handOver struct {
	Link string `json:"link,omitempty"`
	// Wait asks for nothing but to be told, by the connection's end, when the window goes.
	Wait bool `json:"wait,omitempty"`
}

const (
	handedOver = "ok"
	// maxHandOver bounds a message in bytes.
	maxHandOver = 8 << 10
	// handOverTime is how long either side waits: a window that hangs is no window.
	handOverTime = 3 * time.Second
	// maxSocketPath is what every system takes as a socket's name.
	maxSocketPath = 100
)

// socketPath is where the window of a settings folder listens, in a folder that is
// the user's alone.
func socketPath(configDir string) (string, error) {
	config, err := settings.Dir(configDir)
	if err != nil {
		return "", err
	}
	if config, err = filepath.Abs(config); err != nil {
		return "", err
	}
	dir := config
	if run := os.Getenv("XDG_RUNTIME_DIR"); run != "" {
		dir = filepath.Join(run, "onair")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	if err := ownedAlone(dir); err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(config))
	path := filepath.Join(dir, hex.EncodeToString(sum[:6])+".sock")
	if len(path) > maxSocketPath {
		return "", fmt.Errorf("%s: too long for a socket", path)
	}
	return path, nil
}

// HandOver gives the link of a new program to the window that is open already, or
// brings it to the front. It reports whether there was one that took it; a program
// that was asked for something else than to show a link, or for a window of its own
// (Options.New), does not hand over.
func HandOver(opt Options) bool {
	if !opt.handsOver() {
		return false
	}
	path, err := socketPath(opt.ConfigDir)
	if err != nil {
		return false
	}
	conn, err := net.DialTimeout("unix", path, handOverTime)
	if err != nil {
		return false
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(handOverTime))
	if err := json.NewEncoder(conn).Encode(handOver{Link: opt.Link}); err != nil {
		return false
	}
	answer, err := io.ReadAll(io.LimitReader(conn, int64(len(handedOver))))
	return err == nil && string(answer) == handedOver
}

// handsOver: nothing is asked for that the other window cannot do.
func (o Options) handsOver() bool {
	if o.New || o.Start == StartLive || o.User != "" || o.Nickname != "" || o.Camera != "" || o.Microphone != "" || o.StatsFile != "" ||
		o.UIMap != "" || o.DataDir != "" || o.ServerAddr != "" || o.MediaAddr != "" {
		return false
	}
	if o.Start == StartWatch {
		return address.IsLink(o.Link)
	}
	return o.Server == ""
}

// instance is the door for programs started later.
type instance struct {
	listener net.Listener
	unlock   func()

	mu      sync.Mutex
	closed  bool
	waiting map[net.Conn]bool // windows that want the door next
}

// openInstance opens the door of a settings folder; nil, without an error, if
// another window has it.
func openInstance(configDir string) (*instance, error) {
	path, err := socketPath(configDir)
	if err != nil {
		return nil, err
	}
	unlock, err := settings.LockFile(path + ".lock")
	if errors.Is(err, settings.ErrLocked) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	os.Remove(path) // of a program that was killed: whoever has the lock has the name
	l, err := net.Listen("unix", path)
	if err != nil {
		unlock()
		return nil, err
	}
	return &instance{listener: l, unlock: unlock, waiting: make(map[net.Conn]bool)}, nil
}

// serve takes messages until close.
func (i *instance) serve(take func(handOver)) {
	var waits sync.WaitGroup
	defer waits.Wait()
	for {
		conn, err := i.listener.Accept()
		if err != nil {
			return
		}
		conn.SetDeadline(time.Now().Add(handOverTime))
		var m handOver
		switch err := json.NewDecoder(io.LimitReader(conn, maxHandOver)).Decode(&m); {
		case err != nil:
		case m.Wait:
			conn.SetDeadline(time.Time{})
			waits.Go(func() { i.letWait(conn) })
			continue
		default:
			_, _ = io.WriteString(conn, handedOver)
			take(m)
		}
		conn.Close()
	}
}

// letWait keeps a connection until its window or this one goes.
func (i *instance) letWait(conn net.Conn) {
	defer conn.Close()
	i.mu.Lock()
	if i.closed {
		i.mu.Unlock()
		return
	}
	i.waiting[conn] = true
	i.mu.Unlock()
	_, _ = conn.Read(make([]byte, 1))
	i.mu.Lock()
	delete(i.waiting, conn)
	i.mu.Unlock()
}

// close gives the door up; the windows that wait for it learn of it after that.
func (i *instance) close() {
	if i == nil {
		return
	}
	i.listener.Close()
	i.unlock()
	i.mu.Lock()
	defer i.mu.Unlock()
	i.closed = true
	for conn := range i.waiting {
		conn.Close()
	}
}
