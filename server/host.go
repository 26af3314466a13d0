package server

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"onair/room"
	"onair/server/chatlog"
	"onair/server/clean"
	"onair/server/store"
	"onair/signaling"
)

// op is a command on its way to a room.
type op struct {
	cmd room.Command
	// say is something for the chat, alone or with a Gift.
	say *chatlog.Saying
	// edit takes a message of the chat away or pins it.
	edit *chatlog.Edit
	// likes are to be gathered.
	likes *liking
	// by is the session that asks. Nothing is done for one that has ended, or
	// whose user is a member by another session.
	by *session
	// joins: by is attached to the room's events when the command succeeds.
	joins bool
	// end is a session that has ended: a Leave does nothing to a later one's.
	end *session
	// ask: nothing is done, but done has its turn.
	ask bool
	// valid, if set, is asked on the room's goroutine just before; false: the
	// command is dropped, and done not called.
	valid func() bool
	// pub marks a Publish, and a Flow of that publication only.
	pub *publication
	// done runs on the room's goroutine, after the events of the command have
	// been queued and before those of the next. It must not wait.
	done func(room.State, error)
}

// host owns one room: its goroutine applies the commands, stores the state and
// passes the events on. Commands that wait together are stored together.
type host struct {
	srv   *Server
	id    uint32
	inbox *mailbox[op]
	view  atomic.Pointer[room.State]

	// Owned by run.
	state    room.State
	audience audience
	revision uint64
	doubt    doubt
	noted    notedGifts
	refusal  error // of what makes sense only when stored
	held     bool  // deadlines wait for Restarted
	peers    map[string]*session
	pubs     map[string]*publication
	bundle   bundle
	chat     chatlog.Log
	likes    likes
	words    *clean.Words          // of state.Words
	owner    hostName              // of state.Owner
	summary  signaling.RoomSummary // when the room has ended
	scoreDue time.Time             // when to tell a PK's scores; zero: nothing new
	retryAt  time.Time             // when to try storing again; zero: nothing waits
}

func newHost(s *Server, id uint32) *host {
	h := &host{srv: s, id: id, inbox: newMailbox[op](),
		peers: make(map[string]*session), pubs: make(map[string]*publication), chat: chatlog.New(s.cfg.Limits.RoomChatRate)}
	h.view.Store(&room.State{})
	return h
}

// push sends a command without waiting for it.
func (h *host) push(o op) {
	if !h.inbox.put(o) && o.done != nil {
		o.done(room.State{}, room.ErrNoSuchRoom)
	}
}

// do sends a command and waits until its done has run.
func (h *host) do(ctx context.Context, o op) error {
	result := make(chan error, 1)
	then := o.done
	o.done = func(s room.State, err error) {
		if then != nil {
			then(s, err)
		}
		result <- err
	}
	h.push(o)
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// current is the room's newest stored state.
func (h *host) current() room.State { return *h.view.Load() }

// run owns the room until it ends or the server stops.
func (h *host) run(ctx context.Context) {
	defer h.end()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		if next := h.deadline(); next.IsZero() || h.held {
			timer.Stop()
		} else {
			timer.Reset(time.Until(next))
		}
		select {
		case <-ctx.Done():
			h.store(context.WithoutCancel(ctx))
			return
		case <-h.inbox.wake:
			h.process(ctx, h.inbox.take())
		case <-timer.C:
			h.tick(ctx, time.Now())
		}
		if !h.state.Exists() && h.revision == 0 && !h.doubt.is() {
			return // neither here nor in the store
		}
	}
}

// end answers what still waits, after the room is off the list.
func (h *host) end() {
	h.srv.rooms.remove(h)
	for _, o := range h.inbox.close() {
		if o.done != nil {
			o.done(room.State{}, room.ErrNoSuchRoom)
		}
	}
}

func (h *host) deadline() time.Time {
	next := h.state.NextDeadline()
	for _, t := range []time.Time{h.bundle.due, h.likes.due, h.scoreDue, h.retryAt} {
		if !t.IsZero() && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	return next
}

func (h *host) tick(ctx context.Context, now time.Time) {
	if !h.bundle.due.IsZero() && !now.Before(h.bundle.due) {
		h.flushBundle()
	}
	if !h.likes.due.IsZero() && !now.Before(h.likes.due) {
		h.process(ctx, []op{{cmd: room.Like{Count: h.likes.count, By: h.likes.by}}})
	}
	if !h.scoreDue.IsZero() && !now.Before(h.scoreDue) {
		h.tellScore()
	}
	if d := h.state.NextDeadline(); !d.IsZero() && !now.Before(d) {
		h.process(ctx, []op{{cmd: room.Tick{}}})
	} else if !h.retryAt.IsZero() && !now.Before(h.retryAt) {
		h.store(ctx)
	}
}

// step is one command done.
type step struct {
	op     op
	before room.State
	after  room.State
	events []room.Event
	err    error
}

// process does a batch of commands: all applied, stored once, then told.
func (h *host) process(ctx context.Context, ops []op) {
	steps := h.apply(ops, false)
	if err := h.save(ctx, steps); err != nil {
		if errors.Is(err, errConflict) {
			steps = h.apply(ops, false)
			err = h.save(ctx, steps)
		}
		if err != nil {
			h.srv.log.Warn("room not stored", "room", h.id, "err", err)
			h.srv.metrics.notStored.Add(1)
			if h.refusal = store.ErrNotStored; errors.Is(err, store.ErrTooLarge) {
				h.refusal = store.ErrTooLarge
			}
			steps = h.apply(ops, true)
			h.retryAt = time.Now().Add(h.srv.cfg.storeRetry)
		}
	}
	h.answerGifts(steps)
	h.saveChat(ctx, steps)
	for _, s := range steps {
		if _, ok := s.op.cmd.(room.Restarted); ok {
			h.held = false
		}
		h.state = s.after
		h.view.Store(&s.after)
		h.tell(s)
		h.tellFans(s)
		h.hideNames(s)
	}
	if !h.state.Exists() {
		h.clear()
	}
	h.srv.lobby.touch(h.id)
}

// clear forgets what belonged to a room that has ended: another one may come
// about before the store has let go of it.
func (h *host) clear() {
	h.chat, h.likes, h.bundle, h.words = chatlog.New(h.srv.cfg.Limits.RoomChatRate), likes{}, bundle{}, nil
	h.pubs, h.scoreDue = make(map[string]*publication), time.Time{}
}

// apply runs the commands one after the other. With noStore those that make
// sense only when stored are refused.
func (h *host) apply(ops []op, noStore bool) []step {
	state, now := h.state, time.Now()
	steps := make([]step, 0, len(ops))
	joined := make(map[string]*session)
	for _, o := range ops {
		s := step{op: o, before: state, after: state}
		switch {
		case o.valid != nil && !o.valid():
			continue
		case h.stalePub(o):
			continue
		case o.ask:
		case o.by != nil && !h.serves(o.by, joined):
			s.err = codeError(signaling.CodeNotLoggedIn, "")
		case o.end != nil && h.spares(o.end, joined):
			s.err = room.ErrNotMember
		case o.edit != nil:
			s.err = h.mayEdit(state, *o.edit)
		case o.cmd == nil:
			s.err = h.hear(state, o, now)
		case noStore && room.StoringOf(o.cmd) == room.StoreFirst:
			s.err = h.refusal
		default:
			if o.cmd, s.err = h.judge(state, o, now); s.err == nil {
				s.after, s.events, s.err = room.Apply(state, o.cmd, now)
			}
		}
		if o.joins && s.err == nil {
			joined[o.by.user] = o.by
		}
		state = s.after
		steps = append(steps, s)
	}
	return steps
}

// stalePub reports whether a Flow belongs to a publication that was replaced.
func (h *host) stalePub(o op) bool {
	f, ok := o.cmd.(room.Flow)
	return ok && o.pub != nil && h.pubs[f.User] != o.pub
}
