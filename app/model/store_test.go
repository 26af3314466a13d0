package model

import (
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// wait fails the test when nothing arrives in good time.
func wait[T any](t *testing.T, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(20 * time.Second):
		t.Fatal("nothing arrived")
		panic("unreachable")
	}
}

func TestSubscriberGetsTheStateAtOnceAndAfterChanges(t *testing.T) {
	s := NewStore(State{Screen: ScreenWelcome})
	got := make(chan State, 10)
	cancel := s.Subscribe(func(st State) { got <- st })
	defer cancel()
	if st := wait(t, got); st.Screen != ScreenWelcome {
		t.Errorf("first: screen %v", st.Screen)
	}
	s.Update(func(st *State) { st.Screen = ScreenLobby })
	if st := wait(t, got); st.Screen != ScreenLobby || st.Version != 1 {
		t.Errorf("second: screen %v, version %d", st.Screen, st.Version)
	}
}

func TestSlowSubscriberGetsTheNewestState(t *testing.T) {
	s := NewStore(State{})
	entered, goOn := make(chan uint64), make(chan struct{})
	cancel := s.Subscribe(func(st State) {
		entered <- st.Version
		<-goOn
	})
	defer cancel()
	wait(t, entered)
	for range 100 {
		s.Update(func(*State) {})
	}
	goOn <- struct{}{}
	if v := wait(t, entered); v != 100 {
		t.Errorf("version %d after 100 changes, want the newest", v)
	}
	goOn <- struct{}{}
	cancel()
	select {
	case v := <-entered:
		t.Errorf("a further call with version %d: changes were not merged", v)
	default:
	}
}

func TestCancelledSubscriberIsNotCalled(t *testing.T) {
	s := NewStore(State{})
	got := make(chan State, 10)
	cancel := s.Subscribe(func(st State) { got <- st })
	wait(t, got)
	cancel()
	cancel()
	s.Update(func(*State) {})
	other := make(chan State, 10)
	defer s.Subscribe(func(st State) { other <- st })()
	wait(t, other)
	if len(got) != 0 {
		t.Error("called after cancel")
	}
}

func TestUpdatesFromManyGoroutinesAllCount(t *testing.T) {
	s := NewStore(State{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 250 {
				s.Update(func(st *State) { st.Watching.Volume++ })
			}
		})
	}
	wg.Wait()
	if v := s.State().Watching.Volume; v != 2000 {
		t.Errorf("%d of 2000 changes", v)
	}
}
