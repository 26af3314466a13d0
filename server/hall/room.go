package hall

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

// Op is a command on its way to a room.
type Op struct {
	// Cmd is what to do; nil for what is only said, edited, liked or asked.
	Cmd room.Command
	// Say is something for the chat, alone or with a Gift.
	Say *chatlog.Saying
	// Edit takes a message of the chat away or pins it.
	Edit *chatlog.Edit
	// Likes are to be gathered.
	Likes *Liking
	// By is the session that asks. Nothing is done for one that has ended, or
	// whose user is a member by another session.
	By Session
	// Joins: By is attached to the room's events when the command succeeds.
	Joins bool
	// Part is which part of By joins, a word of the session's; empty: its client.
	Part string
	// End is a session that has ended: a Leave does nothing to a later one's.
	End Session
	// Ask: nothing is done, but Done has its turn.
	Ask bool
	// Valid, if set, is asked on the room's goroutine just before; false: the
	// command is not done.
	Valid func() bool
	// Pub marks a Publish, and a Flow of that publication only.
	Pub *Publication
	// Done runs on the room's goroutine, after the events of the command have
	// been queued and before those of the next. It must not wait.
	Done func(room.State, error)
}

// Room owns one room: its goroutine applies the commands, stores the state and
// passes the events on. Commands that wait together are stored together.
type Room struct {
	hall  *Hall
	id    uint32
	inbox *mailbox[Op]
	view  atomic.Pointer[room.State]

	// Owned by run.
	state    room.State
	audience audience
	revision uint64
	doubt    doubt
	noted    notedGifts
	refusal  error // of what makes sense only when stored
	held     bool  // deadlines wait for Restarted
	peers    map[string]Session
	pubs     map[string]*Publication
	bundle   bundle
	chat     chatlog.Log
	likes    likes
	words    *clean.Words          // of state.Words
	owner    hostName              // of state.Owner
	summary  signaling.RoomSummary // when the room has ended
	scoreDue time.Time             // when to tell a PK's scores; zero: nothing new
	retryAt  time.Time             // when to try storing again; zero: nothing waits
}

func newRoom(r *Hall, id uint32) *Room {
	h := &Room{hall: r, id: id, inbox: newMailbox[Op](),
		peers: make(map[string]Session), pubs: make(map[string]*Publication), chat: chatlog.New(r.cfg.RoomChatRate)}
	h.view.Store(&room.State{})
	return h
}

// Push sends a command without waiting for it.
func (h *Room) Push(o Op) {
	if !h.inbox.put(o) && o.Done != nil {
		o.Done(room.State{}, room.ErrNoSuchRoom)
	}
}

// Do sends a command and waits until its Done has run, or ctx ends.
func (h *Room) Do(ctx context.Context, o Op) error {
	result := make(chan error, 1)
	then := o.Done
	o.Done = func(s room.State, err error) {
		if then != nil {
			then(s, err)
		}
		result <- err
	}
	h.Push(o)
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Current is the room's newest stored state.
func (h *Room) Current() room.State { return *h.view.Load() }

// run owns the room until it ends or the server stops.
func (h *Room) run(ctx context.Context) {
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
func (h *Room) end() {
	h.hall.remove(h)
	for _, o := range h.inbox.close() {
		if o.Done != nil {
			o.Done(room.State{}, room.ErrNoSuchRoom)
		}
	}
}

func (h *Room) deadline() time.Time {
	next := h.state.NextDeadline()
	for _, t := range []time.Time{h.bundle.due, h.likes.due, h.scoreDue, h.retryAt} {
		if !t.IsZero() && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	return next
}

func (h *Room) tick(ctx context.Context, now time.Time) {
	if !h.bundle.due.IsZero() && !now.Before(h.bundle.due) {
		h.flushBundle()
	}
	if !h.likes.due.IsZero() && !now.Before(h.likes.due) {
		h.process(ctx, []Op{{Cmd: room.Like{Count: h.likes.count, By: h.likes.by}}})
	}
	if !h.scoreDue.IsZero() && !now.Before(h.scoreDue) {
		h.tellScore()
	}
	if d := h.state.NextDeadline(); !d.IsZero() && !now.Before(d) {
		h.process(ctx, []Op{{Cmd: room.Tick{}}})
	} else if !h.retryAt.IsZero() && !now.Before(h.retryAt) {
		h.store(ctx)
	}
}

// step is one command done.
type step struct {
	op     Op
	before room.State
	after  room.State
	events []room.Event
	err    error
}

// process does a batch of commands: all applied, stored once, then told.
func (h *Room) process(ctx context.Context, ops []Op) {
	steps := h.apply(ops, false)
	if err := h.save(ctx, steps); err != nil {
		if errors.Is(err, errConflict) {
			steps = h.apply(ops, false)
			err = h.save(ctx, steps)
		}
		if err != nil {
			h.hall.cfg.Log.Warn("room not stored", "room", h.id, "err", err)
			h.hall.notStored.Add(1)
			if h.refusal = store.ErrNotStored; errors.Is(err, store.ErrTooLarge) {
				h.refusal = store.ErrTooLarge
			}
			steps = h.apply(ops, true)
			h.retryAt = time.Now().Add(h.hall.cfg.StoreRetry)
		}
	}
	h.answerGifts(steps)
	h.saveChat(ctx, steps)
	for _, s := range steps {
		if _, ok := s.op.Cmd.(room.Restarted); ok {
			h.held = false
		}
		h.state = s.after
		h.view.Store(&s.after)
		h.tell(s)
		h.hall.cfg.Stepped(h.id, s.before, s.after)
		h.hideNames(s)
	}
	if !h.state.Exists() {
		h.clear()
	}
	h.hall.cfg.Touched(h.id)
}

// clear forgets what belonged to a room that has ended: another one may come
// about before the store has let go of it.
func (h *Room) clear() {
	h.chat, h.likes, h.bundle, h.words = chatlog.New(h.hall.cfg.RoomChatRate), likes{}, bundle{}, nil
	h.pubs, h.scoreDue = make(map[string]*Publication), time.Time{}
}

// apply runs the commands one after the other. With noStore those that make
// sense only when stored are refused.
func (h *Room) apply(ops []Op, noStore bool) []step {
	state, now := h.state, time.Now()
	steps := make([]step, 0, len(ops))
	joined := make(map[string]Session)
	for _, o := range ops {
		s := step{op: o, before: state, after: state}
		switch {
		case o.Valid != nil && !o.Valid():
			if o.Done == nil {
				continue
			}
			s.err = room.ErrNotMember
		case h.stalePub(o):
			continue
		case o.Ask:
		case o.By != nil && !h.serves(o.By, joined):
			s.err = signaling.NewError(signaling.CodeNotLoggedIn, "", "")
		case o.End != nil && h.spares(o.End, joined):
			s.err = room.ErrNotMember
		case o.Edit != nil:
			s.err = h.mayEdit(state, *o.Edit)
		case o.Cmd == nil:
			s.err = h.hear(state, o, now)
		case noStore && room.StoringOf(o.Cmd) == room.StoreFirst:
			s.err = h.refusal
		default:
			if o.Cmd, s.err = h.judge(state, o, now); s.err == nil {
				s.after, s.events, s.err = room.Apply(state, o.Cmd, now)
			}
		}
		if o.Joins && s.err == nil {
			joined[o.By.User()] = o.By
		}
		state = s.after
		steps = append(steps, s)
	}
	return steps
}

// stalePub reports whether a Flow belongs to a publication that was replaced.
func (h *Room) stalePub(o Op) bool {
	f, ok := o.Cmd.(room.Flow)
	return ok && o.Pub != nil && h.pubs[f.User] != o.Pub
}

// ID is the room's number.
func (h *Room) ID() uint32 { return h.id }

// Summary is what became of a room that has ended. It is asked for in an Op's Done.
func (h *Room) Summary() signaling.RoomSummary { return h.summary }
