package session

import (
	"context"
	"time"

	"onair/signaling"
)

// Call asks the server. Errors are ErrNone, or package signaling's.
func (s *Session) Call(ctx context.Context, typ string, in, out any) error {
	client, err := s.get()
	if err != nil {
		return err
	}
	return client.Call(ctx, typ, in, out)
}

// Then is Call that runs then at the answer's place among the events.
func (s *Session) Then(ctx context.Context, typ string, in, out any, then func(error)) error {
	client, err := s.get()
	if err != nil {
		return err
	}
	return client.CallThen(ctx, typ, in, out, then)
}

// Repeat is Call for a request that is safe to repeat: it goes on while the link breaks
// under it, so that nothing that was said is lost or told twice.
func (s *Session) Repeat(ctx context.Context, typ string, in, out any) error {
	client, err := s.get()
	if err != nil {
		return err
	}
	for range 5 {
		if err = client.Call(ctx, typ, in, out); signaling.CodeOf(err) != signaling.CodeLinkLost {
			break
		}
	}
	return err
}

// Enter asks to be a member of a room; then runs at the answer's place among the events
// when that was granted.
func (s *Session) Enter(ctx context.Context, typ string, in any, then func(*signaling.Snapshot)) error {
	client, err := s.get()
	if err != nil {
		return err
	}
	ask := func() error {
		var snap signaling.Snapshot
		return client.CallThen(ctx, typ, in, &snap, func(err error) {
			if err == nil {
				then(&snap)
			}
		})
	}
	err = slowly(ctx, ask)
	switch signaling.CodeOf(err) {
	case signaling.CodeInOtherRoom, signaling.CodeAlreadyMember, signaling.CodeLinkLost:
		// The server thinks this user is in a room: a reply was lost, or leaving was.
		_ = client.Call(ctx, signaling.TypeExitRoom, nil, nil)
		err = ask()
	}
	return err
}

// Leave asks to be in the room no more; out takes the answer. Nobody waits long for it.
func (s *Session) Leave(ctx context.Context, typ string, out any) error {
	client, err := s.get()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, goodbyeTime(client))
	defer cancel()
	err = slowly(ctx, func() error { return client.Call(ctx, typ, nil, out) })
	if signaling.CodeOf(err) == signaling.CodeNotInRoom {
		return nil
	}
	return err
}

// Part leaves for another room; what the server says of it does not count.
func (s *Session) Part(ctx context.Context) error {
	client, err := s.get()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, goodbyeTime(client))
	defer cancel()
	return client.Call(ctx, signaling.TypeExitRoom, nil, nil)
}

// slowly asks again while the server says that it was too fast.
func slowly(ctx context.Context, ask func() error) error {
	err := ask()
	for signaling.CodeOf(err) == signaling.CodeTooFast && sleep(ctx, 200*time.Millisecond) {
		err = ask()
	}
	return err
}

// sleep waits and reports whether ctx goes on.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
