package desk

import (
	"context"
	"sync"
	"time"
)

// taskTime is how long a task may take.
const taskTime = 60 * time.Second

// tasks is what waits for the network for the user's sake, one at a time.
type tasks struct {
	mu     sync.Mutex
	cancel context.CancelFunc
	done   chan struct{}
}

// StartTask runs f on its own goroutine. A task under way is cancelled and
// awaited first.
func (d *Desk) StartTask(f func(ctx context.Context)) { d.start(f, false) }

// StartNext is StartTask after the task under way has come to its end: the
// preview that was just asked for is part of going live. Cancel ends both.
func (d *Desk) StartNext(f func(ctx context.Context)) { d.start(f, true) }

func (d *Desk) start(f func(ctx context.Context), patient bool) {
	ctx, cancel := context.WithTimeout(d.ctx, taskTime)
	done := make(chan struct{})
	t := &d.tasks
	t.mu.Lock()
	before, prior := t.cancel, t.done
	t.cancel, t.done = cancel, done
	t.mu.Unlock()
	go func() {
		defer close(done)
		defer cancel()
		if prior != nil {
			if patient {
				defer context.AfterFunc(ctx, before)()
			} else {
				before()
			}
			<-prior
		}
		if d.ctx.Err() == nil {
			f(ctx)
		}
	}()
}

// Cancel ends the task under way.
func (d *Desk) Cancel() {
	d.tasks.mu.Lock()
	cancel := d.tasks.cancel
	d.tasks.mu.Unlock()
	if cancel != nil {
		cancel()
	}
}

func (t *tasks) wait() {
	t.mu.Lock()
	done := t.done
	t.mu.Unlock()
	if done != nil {
		<-done
	}
}
