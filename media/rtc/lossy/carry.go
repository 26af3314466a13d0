package lossy

import (
	"io"
	"sync"
	"time"
)

// Carry passes IP packets on from in to out, as direction d does, until in ends: for those
// whose sockets cannot be replaced. Each Read and each Write is one packet. What waits
// then is lost.
func (n *Net) Carry(d Direction, in io.Reader, out io.Writer) {
	line := newDelayLine()
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			p, ok := line.next()
			if !ok {
				return
			}
			_, _ = out.Write(p.data)
		}
	})
	defer wg.Wait()
	defer line.close()
	buf := make([]byte, 65536)
	for {
		size, err := in.Read(buf)
		if err != nil {
			return
		}
		now := time.Now()
		if wait, ok := n.admit(d, size-overhead, now); ok {
			line.put(buf[:size], nil, now.Add(wait))
		}
	}
}
