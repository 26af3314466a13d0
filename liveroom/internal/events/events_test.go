package events

import (
	"slices"
	"testing"
	"testing/synctest"
)

type told struct {
	events []string
	on     func(string)
}

func (l *told) OnEvent(e string) {
	l.events = append(l.events, e)
	if l.on != nil {
		l.on(e)
	}
}

func TestEventsOfARoomThatWasLeftAreDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := New[string]()
		defer d.Close()
		first, late := &told{}, &told{}
		posted := make(chan struct{})
		first.on = func(e string) {
			if e == "entered" { // the rest of this room waits still
				<-posted
				d.BeginVisit()
				d.Post(2, "entered the next")
			}
		}
		d.Add(first)
		if d.Add(first) != nil {
			t.Error("a listener was added twice")
		}
		visit := d.BeginVisit()
		d.Post(visit, "entered", "somebody came")
		d.Post(0, "of no room")
		close(posted)
		synctest.Wait()
		d.PostTo(d.Add(late), 2, "what was missed")
		synctest.Wait()
		if want := []string{"entered", "of no room", "entered the next"}; !slices.Equal(first.events, want) {
			t.Errorf("told %q, want %q", first.events, want)
		}
		if want := []string{"what was missed"}; !slices.Equal(late.events, want) {
			t.Errorf("the late one is told %q, want %q", late.events, want)
		}
	})
}

func TestWhoIsTakenOutHearsNothingMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := New[string]()
		other := &told{}
		l := &told{}
		l.on = func(string) { d.Remove(l) }
		d.Add(l)
		d.Add(other)
		d.Post(0, "one", "two")
		synctest.Wait()
		if len(l.events) != 1 || len(other.events) != 2 {
			t.Errorf("told %q and %q", l.events, other.events)
		}
		other.on = func(string) { d.Close() }
		d.Post(0, "three", "four")
		synctest.Wait()
		if len(other.events) != 3 {
			t.Errorf("after Close told %q", other.events)
		}
	})
}
