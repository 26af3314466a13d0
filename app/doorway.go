package app

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"sync"
	"time"
)

// doorway keeps a window reachable for programs started later: it has the door of
// its settings folder, or waits beside the window that has it and takes it over when
// that one is gone, in whatever way it went.
type doorway struct {
	config string
	closed chan struct{}

	mu      sync.Mutex
	now     *instance // nil: another window has the door
	waiting net.Conn  // to the window that has it
}

// doorRetry is how long to wait where a window has the door and does not answer: it
// comes or goes just now.
const doorRetry = 200 * time.Millisecond

// newDoorway tries to open the door at once. The error says why links will open
// windows of their own; the doorway may be kept and closed all the same.
func newDoorway(configDir string) (*doorway, error) {
	d := &doorway{config: configDir, closed: make(chan struct{})}
	_, err := d.open()
	return d, err
}

// open returns the door, nil if another window has it.
func (d *doorway) open() (*instance, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.now != nil || d.isClosed() {
		return d.now, nil
	}
	var err error
	d.now, err = openInstance(d.config)
	return d.now, err
}

func (d *doorway) isClosed() bool {
	select {
	case <-d.closed:
		return true
	default:
		return false
	}
}

// keep takes messages, now or when the door is free, until close.
func (d *doorway) keep(take func(handOver)) error {
	for !d.isClosed() {
		i, err := d.open()
		if err != nil {
			return err
		}
		if i != nil {
			i.serve(take)
			return nil
		}
		if err := d.wait(); err != nil {
			select {
			case <-d.closed:
			case <-time.After(doorRetry):
			}
		}
	}
	return nil
}

// wait returns nil when the window that has the door has gone.
func (d *doorway) wait() error {
	path, err := socketPath(d.config)
	if err != nil {
		return err
	}
	conn, err := net.DialTimeout("unix", path, handOverTime)
	if err != nil {
		return err
	}
	defer conn.Close()
	d.mu.Lock()
	d.waiting = conn
	closed := d.isClosed()
	d.mu.Unlock()
	if closed {
		return nil
	}
	if err := json.NewEncoder(conn).Encode(handOver{Wait: true}); err != nil {
		return err
	}
	if n, err := conn.Read(make([]byte, 1)); n != 0 || !errors.Is(err, io.EOF) {
		return errors.New("the window with the door said something else")
	}
	return nil
}

// close ends keep and gives the door to the next.
func (d *doorway) close() {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.isClosed() {
		return
	}
	close(d.closed)
	d.now.close()
	if d.waiting != nil {
		d.waiting.Close()
	}
}
