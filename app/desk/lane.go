package desk

import "context"

// Lane runs what it is given one after the other, on a goroutine of its own: for what
// takes its time and must not hold other commands up, such as opening a camera.
type Lane struct {
	desk  *Desk
	inbox chan func()
}

// NewLane returns a lane that runs until the desk stops.
func (d *Desk) NewLane() *Lane {
	l := &Lane{desk: d, inbox: make(chan func(), waiting)}
	d.wg.Go(func() { d.runCommands(l.inbox) })
	return l
}

// Do runs f after what was given before. It does not wait.
func (l *Lane) Do(f func()) { l.desk.command(l.inbox, f) }

// Wait is Do that returns when f is done; false: ctx or the program ended before.
func (l *Lane) Wait(ctx context.Context, f func()) bool {
	done := make(chan struct{})
	l.Do(func() {
		defer close(done)
		f()
	})
	select {
	case <-done:
		return true
	case <-ctx.Done():
	case <-l.desk.ctx.Done():
	}
	return false
}
