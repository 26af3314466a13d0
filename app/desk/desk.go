package desk

import (
	"context"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"onair/app/model"
	"onair/app/settings"
)

// Desk is what the concerns share. Its methods may be called from any goroutine,
// except within Store.Update.
type Desk struct {
	Store *model.Store
	Log   *slog.Logger
	// Settings are of the command goroutine: read and change them within Do.
	Settings *settings.Profile

	ctx      context.Context
	cancel   context.CancelFunc
	wg       group
	commands chan func()
	choices  chan func() // stickers and backgrounds: files that may be slow
	noticeID atomic.Uint64
	tasks    tasks
	visit    atomic.Pointer[Visit] // changed within Store.Update alone, as session is
	session  atomic.Pointer[Stay]
}

// waiting is how many commands may wait.
const waiting = 256

// New returns a desk with an empty state; nothing runs before Run.
func New(p *settings.Profile, log *slog.Logger) *Desk {
	d := &Desk{
		Store: model.NewStore(model.State{}), Log: log, Settings: p,
		commands: make(chan func(), waiting), choices: make(chan func(), waiting),
	}
	d.ctx, d.cancel = context.WithCancel(context.Background())
	d.visit.Store(d.nowhere())
	d.session.Store(noStay(d))
	return d
}

// Run starts the command goroutines.
func (d *Desk) Run() {
	d.wg.Go(func() { d.runCommands(d.commands) })
	d.wg.Go(func() { d.runCommands(d.choices) })
}

// Stop ends every context and refuses what is begun afterwards; Wait awaits what
// runs.
func (d *Desk) Stop() { d.cancel() }

// Wait returns when every goroutine and task has ended, after Stop.
func (d *Desk) Wait() {
	d.tasks.wait()
	d.wg.Wait()
}

// Context ends with the program.
func (d *Desk) Context() context.Context { return d.ctx }

// Go runs f on a goroutine of its own; after Wait began it does nothing.
func (d *Desk) Go(f func()) { d.wg.Go(f) }

// Within is Go for what waits for the network: ctx ends after the time given, or
// with the program.
func (d *Desk) Within(most time.Duration, f func(ctx context.Context)) {
	d.wg.Go(func() {
		ctx, cancel := context.WithTimeout(d.ctx, most)
		defer cancel()
		f(ctx)
	})
}

// After runs f once the time has passed, unless the program ends before.
func (d *Desk) After(wait time.Duration, f func()) { d.after(d.ctx, wait, f) }

func (d *Desk) after(ctx context.Context, wait time.Duration, f func()) {
	d.wg.Go(func() {
		t := time.NewTimer(wait)
		defer t.Stop()
		select {
		case <-ctx.Done():
		case <-t.C:
			if ctx.Err() == nil {
				f()
			}
		}
	})
}

func (d *Desk) runCommands(commands <-chan func()) {
	for {
		select {
		case <-d.ctx.Done():
			return
		case f := <-commands:
			f()
		}
	}
}

// Do runs f on the command goroutine. It never waits: if very many commands wait
// already, the program hangs somewhere and one more will not help.
func (d *Desk) Do(f func()) { d.command(d.commands, f) }

// Choose runs f, which may take seconds, where it holds no other command up.
func (d *Desk) Choose(f func()) { d.command(d.choices, f) }

func (d *Desk) command(to chan<- func(), f func()) {
	select {
	case to <- f:
	default:
		d.Log.Error("too many commands wait; one was dropped")
	}
}

// Save writes the settings; on the command goroutine.
func (d *Desk) Save() {
	if err := d.Settings.Save(); err != nil {
		d.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureSettingsUnsaved, Subject: d.Settings.Path, Detail: err.Error()}})
	}
}

// Remember changes the settings and saves them.
func (d *Desk) Remember(change func(*settings.Settings)) {
	d.Do(func() {
		change(&d.Settings.Settings)
		d.Save()
	})
}

// noticeFor is how long a toast stays.
const noticeFor = 5 * time.Second

// Notify shows a toast for a while.
func (d *Desk) Notify(n model.Notice) {
	d.Store.Update(func(s *model.State) { n.ID = d.WithNotice(s, n) })
	d.After(noticeFor, func() { d.DismissNotice(n.ID) })
}

// WithNotice adds a toast to a state and returns its number; the same failure once
// more takes the place of the one before. It may be called within Store.Update.
func (d *Desk) WithNotice(s *model.State, n model.Notice) uint64 {
	n.ID = d.noticeID.Add(1)
	shown := slices.DeleteFunc(slices.Clone(s.Notices), func(o model.Notice) bool {
		return n.Failure != nil && o.Failure != nil && o.Failure.Code == n.Failure.Code && o.Failure.Subject == n.Failure.Subject
	})
	s.Notices = append(shown, n)
	return n.ID
}

// DismissNotice takes a toast away.
func (d *Desk) DismissNotice(id uint64) {
	d.Store.Update(func(s *model.State) {
		s.Notices = slices.DeleteFunc(slices.Clone(s.Notices), func(n model.Notice) bool { return n.ID == id })
	})
}
