package desk

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"onair/app/model"
	"onair/app/settings"
)

func newDesk(t *testing.T) *Desk {
	d := New(&settings.Profile{Unlock: func() {}, Settings: settings.Default()}, slog.New(slog.DiscardHandler))
	d.Run()
	t.Cleanup(func() { d.Stop(); d.Wait() })
	return d
}

func (d *Desk) enter(room uint32) *Visit {
	return d.Begin(func(s *model.State) uint32 { s.Watching.Room.ID = room; return room })
}

// TestAVisitEndsWithItsRoom: whatever comes late changes nothing.
func TestAVisitEndsWithItsRoom(t *testing.T) {
	for name, leave := range map[string]func(d *Desk, v *Visit){
		"another room":        func(d *Desk, _ *Visit) { d.enter(2) },
		"the same room again": func(d *Desk, _ *Visit) { d.enter(1) },
		"another screen":      func(d *Desk, _ *Visit) { d.Leave(func(*model.State) {}) },
		"its own end":         func(_ *Desk, v *Visit) { v.End(func(*model.State) {}) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t)
				v := d.enter(1)
				v.Enter()
				if !v.Lasts() || !v.Update(func(*model.State) {}) || !v.UpdateInside(func(*model.State) {}) {
					t.Fatal("over at the beginning")
				}
				asked, sent, rang := make(chan error, 1), make(chan error, 1), false
				v.Go(func(ctx context.Context) { <-ctx.Done(); asked <- ctx.Err() })
				v.Finish(func(ctx context.Context) { <-ctx.Done(); sent <- ctx.Err() })
				v.After(time.Second, func() { rang = true })
				leave(d, v)
				if err := <-asked; !errors.Is(err, context.Canceled) {
					t.Errorf("what was only asked ends with %v", err)
				}
				if err := <-sent; !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("what the user did ends with %v", err)
				}
				before := d.Store.State()
				v.Notify(model.Notice{Code: model.NoticeJoinFailed})
				v.Enter()
				v.End(func(s *model.State) { s.Raised++ })
				if v.Lasts() || v.Update(func(s *model.State) { s.Raised++ }) || v.UpdateInside(func(s *model.State) { s.Raised++ }) || rang {
					t.Error("it goes on")
				}
				if s := d.Store.State(); s.Version != before.Version {
					t.Error("the state has changed")
				}
			})
		})
	}
}

// TestEventsOfTheRoomBeforeAreNotTold: between the moment in which a room is shown and
// the moment in which it is entered.
func TestEventsOfTheRoomBeforeAreNotTold(t *testing.T) {
	d := newDesk(t)
	v := d.enter(1)
	if v.UpdateInside(func(s *model.State) { s.Raised++ }) || d.Store.State().Raised != 0 {
		t.Error("told before the room was entered")
	}
	v.Enter()
	if !v.UpdateInside(func(s *model.State) { s.Raised++ }) || d.Store.State().Raised != 1 {
		t.Error("not told in the room")
	}
}

func TestNoRoomIsNoVisit(t *testing.T) {
	d := newDesk(t)
	if d.Visit().Lasts() || d.Visit().Update(func(*model.State) {}) {
		t.Error("a visit to no room")
	}
	if d.Begin(func(*model.State) uint32 { return 0 }) != nil {
		t.Error("a visit began without a room")
	}
	v := d.enter(5)
	d.Begin(func(*model.State) uint32 { return 0 })
	if d.Visit() != v || !v.Lasts() {
		t.Error("the visit ended though none began")
	}
}

// TestTasksFollowEachOther: one at a time, the newer ends the older, or awaits it.
func TestTasksFollowEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		var order []string
		task := func(name string, length time.Duration) func(context.Context) {
			return func(ctx context.Context) {
				select {
				case <-ctx.Done():
					order = append(order, name+" cut")
				case <-time.After(length):
					order = append(order, name)
				}
			}
		}
		d.StartTask(task("a", time.Second))
		synctest.Wait()
		d.StartTask(task("b", time.Second))
		synctest.Wait()
		d.StartNext(task("c", time.Second))
		time.Sleep(3 * time.Second)
		d.StartTask(task("d", time.Second))
		d.StartNext(task("e", time.Second))
		synctest.Wait()
		d.Cancel() // both
		synctest.Wait()
		want := []string{"a cut", "b", "c", "d cut", "e cut"}
		if len(order) != len(want) {
			t.Fatalf("%q, want %q", order, want)
		}
		for i := range want {
			if order[i] != want[i] {
				t.Fatalf("%q, want %q", order, want)
			}
		}
	})
}

// TestANoticePasses after its time, and the same failure once more replaces it.
func TestANoticePasses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		f := &model.Failure{Code: model.FailureTimeout}
		d.Notify(model.Notice{Failure: f})
		time.Sleep(noticeFor - time.Second)
		d.Notify(model.Notice{Failure: f})
		if n := len(d.Store.State().Notices); n != 1 {
			t.Errorf("%d notices of the same", n)
		}
		time.Sleep(2 * time.Second)
		if n := len(d.Store.State().Notices); n != 1 {
			t.Error("the newer one went with the older")
		}
		time.Sleep(noticeFor)
		synctest.Wait()
		if n := len(d.Store.State().Notices); n != 0 {
			t.Error("it stays")
		}
	})
}
