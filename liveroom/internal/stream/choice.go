package stream

import "sync"

// Choice is how the user and the program want streams to be taken. Any goroutine.
type Choice struct {
	mu       sync.Mutex
	mode     Mode
	cdnFirst bool
	domain   string
}

// Program is what holds from login to logout.
func (c *Choice) Program(cdnFirst bool, domain string) {
	c.mu.Lock()
	c.cdnFirst, c.domain = cdnFirst, domain
	c.mu.Unlock()
}

// SetMode changes what the user wants; false: there is no such mode.
func (c *Choice) SetMode(m Mode) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if m < Auto || m > CDN {
		return false
	}
	c.mode = m
	return true
}

// Domain is where HLS comes from; "" is the server.
func (c *Choice) Domain() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.domain
}

// Wish is what decides on the way of each stream.
func (c *Choice) Wish(onStage bool) Wish {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Wish{Mode: c.mode, CDNFirst: c.cdnFirst, OnStage: onStage}
}
