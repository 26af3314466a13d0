package liveroom

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"onair/liveroom/internal/callback"
	"onair/media"
	"onair/media/rtc"
	"onair/signaling"
)

// playing keeps one user's stream playing while that user publishes: it waits
// for the stream, plays it, and plays it again after a loss. Its goroutine owns
// the player.
type playing struct {
	room   *LiveRoom
	userID string
	cancel context.CancelFunc
	done   chan struct{}
	wake   chan struct{}

	renew     atomic.Bool  // play anew at once
	videoOn   atomic.Bool  // the server says that there is a picture
	shown     atomic.Bool  // the first picture since then was shown
	lastFrame atomic.Int64 // Unix nanoseconds

	screen *callback.Screen
	mu     sync.Mutex
	player *rtc.Player
}

// StartPlay shows a user's picture in view (nil: nowhere) and plays the sound.
// It may be called before that user publishes, also before a room is entered:
// playing starts as soon as there is something, and again after an
// interruption. For a user who is played already the view changes.
func (r *LiveRoom) StartPlay(userID string, view View) error {
	const op = "StartPlay"
	if !userIDRule.MatchString(userID) {
		return fail(op, CodeBadArgument, "this is no user ID")
	}
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return fail(op, CodeNotInitialised, "this LiveRoom is closed; make a new one")
	}
	if p := r.plays[userID]; p != nil {
		r.mu.Unlock()
		p.setView(view)
		return nil
	}
	defer r.mu.Unlock()
	p := &playing{room: r, userID: userID, done: make(chan struct{}), wake: make(chan struct{}, 1)}
	ctx, cancel := context.WithCancel(r.ctx)
	p.cancel, p.screen = cancel, callback.NewScreen(&r.callers, p.rendered)
	p.screen.Change(view)
	r.plays[userID] = p
	r.speaker.Open()
	go p.run(ctx)
	return nil
}

// UpdateRemoteView moves a played user's picture into another view without a
// restart. A user who is not played gives CodeFailed.
func (r *LiveRoom) UpdateRemoteView(userID string, view View) error {
	r.mu.Lock()
	p := r.plays[userID]
	r.mu.Unlock()
	if p == nil {
		return fail("UpdateRemoteView", CodeFailed, userID+" is not being played")
	}
	p.setView(view)
	return nil
}

// StopPlay ends playing; the view is cleared. It does nothing for a user who is
// not played.
func (r *LiveRoom) StopPlay(userID string) {
	r.mu.Lock()
	p := r.plays[userID]
	delete(r.plays, userID)
	r.mu.Unlock()
	if p != nil {
		p.stop()
		p.setView(nil)
	}
}

// roomMedia is everything that plays or publishes at one moment.
type roomMedia struct {
	room  *LiveRoom
	plays []*playing
	pub   bool
}

// takeMediaLocked empties the list of what plays; stop ends it.
func (r *LiveRoom) takeMediaLocked() roomMedia {
	m := roomMedia{room: r, pub: r.pub != nil}
	for id, p := range r.plays {
		m.plays = append(m.plays, p)
		delete(r.plays, id)
	}
	return m
}

func (m roomMedia) stop() {
	for _, p := range m.plays {
		p.cancel()
	}
	if m.pub {
		m.room.endPublish()
	}
	for _, p := range m.plays {
		p.stop()
		p.screen.Change(nil)
		p.screen.FlushLater()
		m.room.mu.Lock()
		m.room.leaving = append(m.room.leaving, p.screen)
		m.room.mu.Unlock()
	}
}

// wakePlaysLocked has every player look at the stage again.
func (r *LiveRoom) wakePlaysLocked() {
	for _, p := range r.plays {
		select {
		case p.wake <- struct{}{}:
		default:
		}
	}
}

func (p *playing) stop() {
	p.cancel()
	<-p.done
}

func (p *playing) setView(v View) {
	p.screen.Change(v)
	p.screen.Flush()
}

// onStage reports whether the user publishes, and takes over whether there is a
// picture.
func (p *playing) onStage() bool {
	r := p.room
	on, video := false, false
	r.mu.Lock()
	if r.visit != nil {
		if a := r.visit.find(p.userID); a != nil {
			on, video = true, a.video
		}
	}
	r.mu.Unlock()
	if p.videoOn.Swap(video) && !video {
		p.clear()
	}
	return on
}

// clear takes the last picture away.
func (p *playing) clear() {
	p.shown.Store(false)
	p.screen.Clear()
}

func (p *playing) run(ctx context.Context) {
	defer close(p.done)
	for backOff := newBackOff(); ctx.Err() == nil; {
		if !p.onStage() {
			select {
			case <-ctx.Done():
			case <-p.wake:
			}
			continue
		}
		player, err := p.open(ctx)
		if err == nil {
			backOff.reset()
			err = p.serve(ctx, player)
		}
		if err != nil && ctx.Err() == nil {
			p.room.log.Info("playing again", "user", p.userID, "err", err)
			p.room.explainNoPath(err)
			backOff.wait(ctx, p.wake)
		}
	}
}

func (p *playing) open(ctx context.Context) (*rtc.Player, error) {
	r := p.room
	conn, err := r.connection(ctx)
	if err != nil {
		return nil, err
	}
	cfg := rtc.PlayConfig{Connection: conn, OnVideo: p.onVideo}
	if client, err := r.session(""); err == nil {
		cfg.ClockOffset = r.clockOffset(client)
	}
	return rtc.Play(ctx, cfg, func(ctx context.Context, offer string) (string, error) {
		client, err := r.session("")
		if err != nil {
			return "", err
		}
		var out signaling.SDPReply
		err = client.Call(ctx, signaling.TypePlay, signaling.PlayRequest{UserID: p.userID, SDP: offer}, &out)
		r.paths.note(out.SDP)
		return out.SDP, err
	})
}

// serve plays until the stream or ctx ends; nil means the user left the stage.
func (p *playing) serve(ctx context.Context, player *rtc.Player) error {
	r := p.room
	visit := r.visitNumber()
	p.mu.Lock()
	p.player = player
	p.mu.Unlock()
	r.mixer.Add(p.userID, player, r.volumeOf(p.userID))
	r.mixer.Mute(p.userID, r.isMuted(p.userID))
	defer func() {
		r.mixer.Remove(p.userID)
		p.mu.Lock()
		p.player = nil
		p.mu.Unlock()
		player.Close()
		p.clear()
		// Leaving a room ends its streams by itself; said late, it would end the next room's.
		if client, err := r.session(""); err == nil && ctx.Err() != nil && r.visitNumber() == visit {
			r.background(func(ctx context.Context) {
				client.Call(ctx, signaling.TypeStopPlay, signaling.UserRequest{UserID: p.userID}, nil)
			})
		}
	}()
	latency := time.NewTicker(time.Second)
	defer latency.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-player.Done():
			if err := player.Err(); err != nil {
				return err
			}
			return errors.New("the stream ended")
		case <-latency.C:
			player.SetPlayoutLatency(r.speaker.Latency())
		case <-p.wake:
			if !p.onStage() || p.renew.Swap(false) {
				return nil
			}
		}
	}
}

// visitNumber tells one stay in a room from another; 0 outside.
func (r *LiveRoom) visitNumber() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.visit == nil {
		return 0
	}
	return r.visit.number
}

// onVideo shows a picture. It runs on the player's presenting goroutine.
func (p *playing) onVideo(f *media.Frame) {
	if !p.videoOn.Load() {
		f.Release()
		return
	}
	p.lastFrame.Store(time.Now().UnixNano())
	p.screen.Show(f)
}

// rendered tells of the first picture, once it was shown. It runs on the screen's
// goroutine.
func (p *playing) rendered(w, h int) {
	if !p.videoOn.Load() || p.shown.Swap(true) {
		return
	}
	r := p.room
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.visit != nil && r.plays[p.userID] == p {
		r.events.post(r.visit.number, OnFirstVideoFrame{UserID: p.userID, Width: w, Height: h})
	}
}
