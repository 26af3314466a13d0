package liveroom

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"onair/media"
	"onair/media/av"
	"onair/media/rtc"
	"onair/signaling"
)

// publishing keeps one's own stream going until it is stopped: it publishes,
// and publishes again when the media connection or the server was lost. Its
// goroutine owns the publisher.
type publishing struct {
	room     *LiveRoom
	streamID string
	cancel   context.CancelFunc
	done     chan struct{}
	wake     chan struct{}
	first    chan error  // the result of the first try
	lost     atomic.Bool // the seat on stage is gone

	mu      sync.Mutex
	current *rtc.Publisher
	renew   bool // since the newest try began, the encoding changed: publish anew
}

// StartPublish sends picture and sound to the room, as its anchor; a viewer
// needs an accepted request first and is refused otherwise (CodeNoPermission).
// The picture is the one StartCameraPreview started; without it only sound is
// sent until it is called. Nothing leaves the machine before this call. A
// non-empty streamID also names the stream for players by address.
func (r *LiveRoom) StartPublish(ctx context.Context, streamID string) error {
	const op = "StartPublish"
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.release()
	if _, err := r.session(op); err != nil {
		return err
	}
	r.mu.Lock()
	in, already := r.visit != nil, r.pub != nil
	r.mu.Unlock()
	if !in {
		return fail(op, CodeFailed, "not in a room; create or enter one first")
	}
	if already {
		return nil
	}
	r.setWantsSound(true)
	if err := r.startMicrophone(op); err != nil {
		r.log.Warn("publishing without sound", "err", err)
	}
	pubCtx, cancel := context.WithCancel(r.ctx)
	p := &publishing{
		room: r, streamID: streamID, cancel: cancel,
		done: make(chan struct{}), wake: make(chan struct{}, 1), first: make(chan error, 1),
	}
	r.mu.Lock()
	r.pub = p
	r.mu.Unlock()
	go p.run(pubCtx)
	var err error
	select {
	case err = <-p.first:
	case <-ctx.Done():
		err = contextError(op, ctx.Err())
	}
	if err == nil {
		r.tellOwnLive(true)
		return nil
	}
	r.endPublish()
	return r.mediaError(op, err)
}

// StopPublish stops sending: others get OnAnchorExit. The room stays. A co-anchor
// gives the seat back, also one not yet used. Otherwise, without a publish, it
// does nothing.
func (r *LiveRoom) StopPublish(ctx context.Context) error {
	const op = "StopPublish"
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.release()
	r.mu.Lock()
	was := r.pub != nil || r.visit != nil && r.visit.role == signaling.RoleCoAnchor
	r.mu.Unlock()
	if !was {
		return nil
	}
	r.endPublish()
	r.tellOwnLive(false)
	client, err := r.session(op)
	if err != nil {
		return err
	}
	if err := client.Call(ctx, signaling.TypeUnpublish, nil, nil); err != nil {
		return r.serverError(op, err)
	}
	return nil
}

// tellOwnLive notes in the owner's own copy of the room that it is live; the
// server tells everybody else.
func (r *LiveRoom) tellOwnLive(live bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.visit != nil {
		r.ownerLiveLocked(r.visit, r.login.self.UserID, live)
	}
}

func (r *LiveRoom) endPublish() {
	r.mu.Lock()
	p := r.pub
	r.pub = nil
	r.mu.Unlock()
	if p != nil {
		p.cancel()
		<-p.done
	}
	r.setWantsSound(false)
	r.mic.halt()
	r.mu.Lock()
	quality := r.audioQuality // the room's own holds no longer
	r.mu.Unlock()
	r.effects.path.setMusicMode(quality == AudioQualityMusic)
}

// wakePublishing has the publisher look at mutes and sources again.
func (r *LiveRoom) wakePublishing() {
	r.mu.Lock()
	p := r.pub
	r.mu.Unlock()
	if p != nil {
		p.wakeUp()
	}
}

func (p *publishing) wakeUp() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// openAnew has the stream published again at once.
func (p *publishing) openAnew() {
	p.mu.Lock()
	p.renew = true
	p.mu.Unlock()
	p.wakeUp()
}

// setAudio changes how the sound is coded, on the fly where that can be.
func (p *publishing) setAudio(q AudioQuality) {
	p.mu.Lock()
	current := p.current
	p.mu.Unlock()
	if current == nil || current.SetAudio(*audioConfig(q)) != nil {
		p.openAnew() // a try under way may have begun with the old one
	}
}

// encodingChanged changes the bit rate on the fly and publishes anew for the rest.
func (p *publishing) encodingChanged(old, now VideoEncoderParam) {
	p.mu.Lock()
	defer p.mu.Unlock()
	rest := now
	rest.BitRate = old.BitRate
	if rest != old || p.current == nil {
		p.renew = true
	} else {
		p.current.SetMaxBitRate(now.EffectiveBitRate())
	}
	p.wakeUp()
}

// flags is what the user means to send now.
func (r *LiveRoom) flags() signaling.MediaFlags {
	// The source "none" runs and gives nothing.
	const none = "none"
	shared, music := r.sharesSound(), r.effects.sends()
	r.mu.Lock()
	defer r.mu.Unlock()
	return signaling.MediaFlags{
		Video: r.camera.running() && r.devices.camera != none && !r.muted.video && (r.visit == nil || !r.visit.soundOnly),
		Audio: music || (shared || r.mic.running()) && r.devices.microphone != none && !r.mic.mic.Muted(),
	}
}

func (p *publishing) run(ctx context.Context) {
	defer close(p.done)
	first := true
	tell := func(err error) {
		first = false
		if p.lost.Load() {
			err = fail("StartPublish", CodeNoPermission, "there is no seat on stage; ask for one first")
		}
		p.first <- err
	}
	defer func() {
		if first { // stopped before the first try
			tell(ctx.Err())
		}
	}()
	for backOff := newBackOff(); ctx.Err() == nil; {
		pub, told, err := p.open(ctx)
		if first {
			tell(err)
			if err != nil {
				return
			}
		}
		if err == nil {
			backOff.reset()
			err = p.serve(ctx, pub, told)
		}
		if ctx.Err() != nil {
			return
		}
		if err == nil { // the encoding changed
			continue
		}
		p.room.log.Info("publishing again", "err", err)
		p.room.explainNoPath(err)
		p.room.events.post(0, OnWarning{Code: WarnLinkLost, Msg: "the own stream was interrupted and is being sent again: " + err.Error()})
		backOff.wait(ctx, p.wake)
	}
}

// open publishes once and returns what the server was told of mutes.
func (p *publishing) open(ctx context.Context) (*rtc.Publisher, signaling.MediaFlags, error) {
	r := p.room
	p.mu.Lock()
	p.renew = false
	p.mu.Unlock()
	r.mu.Lock()
	enc, quality, soundOnly := r.encoding, r.audioQuality, false
	if r.visit != nil {
		if r.visit.param.Quality != 0 {
			quality = r.visit.param.Quality
		}
		soundOnly = r.visit.soundOnly
	}
	r.mu.Unlock()
	r.effects.path.setMusicMode(quality == AudioQualityMusic)
	flags := r.flags()
	video := &rtc.VideoConfig{
		Width: enc.Width, Height: enc.Height, FrameRate: float64(enc.FPS),
		BitRate: enc.EffectiveBitRate(), Hardware: enc.Hardware, Codec: av.H264,
	}
	if enc.VP8 {
		video.Codec = av.VP8
	}
	if soundOnly {
		video = nil
	}
	cfg := rtc.PublishConfig{Connection: r.connection(), Video: video, Audio: audioConfig(quality), StartBitRate: min(enc.EffectiveBitRate(), 2_000_000)}
	pub, err := rtc.Publish(ctx, cfg, func(ctx context.Context, offer string) (string, error) {
		client, err := r.session("")
		if err != nil {
			return "", err
		}
		var out signaling.SDPReply
		in := signaling.PublishRequest{SDP: offer, StreamID: p.streamID, MediaFlags: flags}
		err = client.Call(ctx, signaling.TypePublish, in, &out)
		r.paths.note(out.SDP)
		return out.SDP, err
	})
	if err != nil {
		return nil, flags, err
	}
	pub.MuteVideo(!flags.Video)
	return pub, flags, nil
}

func audioConfig(q AudioQuality) *rtc.AudioConfig {
	switch q {
	case AudioQualitySpeech:
		return &rtc.AudioConfig{BitRate: 24_000}
	case AudioQualityMusic:
		return &rtc.AudioConfig{BitRate: 128_000, Music: true}
	default:
		return &rtc.AudioConfig{BitRate: 64_000}
	}
}

// tellAgain is the wait after the server could not be told of a mute.
const tellAgain = time.Second

// serve feeds pub until it ends. It returns nil when it is to be opened anew.
// told is what the server knows of mutes, which may have changed since.
func (p *publishing) serve(ctx context.Context, pub *rtc.Publisher, told signaling.MediaFlags) error {
	r := p.room
	p.mu.Lock()
	p.current = pub
	p.mu.Unlock()
	pub.MuteVideo(!r.flags().Video)
	r.camera.setPublish(func(f *media.Frame) { pub.Video(f) })
	r.mic.setPublish(func(s media.Samples) { pub.Audio(s) })
	defer func() {
		r.camera.setPublish(nil)
		r.mic.setPublish(nil)
		p.mu.Lock()
		p.current = nil
		p.mu.Unlock()
		pub.Close()
	}()
	p.wakeUp()
	var again <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-pub.Done():
			return pub.Err()
		case <-p.wake:
		case <-again:
		}
		again = nil
		p.mu.Lock()
		renew := p.renew
		p.mu.Unlock()
		if renew {
			return nil
		}
		if now := r.flags(); now != told {
			pub.MuteVideo(!now.Video)
			if client, err := r.session(""); err == nil && client.Call(ctx, signaling.TypeSetMedia, now, nil) == nil {
				told = now
			} else {
				again = time.After(tellAgain)
			}
		}
	}
}

// mediaError names a failed media connection.
func (r *LiveRoom) mediaError(op string, err error) error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	if se := (*signaling.Error)(nil); errors.As(err, &se) {
		return r.serverError(op, se)
	}
	switch {
	case errors.Is(err, rtc.ErrNoPath), errors.Is(err, rtc.ErrLost):
		return &Error{Code: CodeMediaConnect, Op: op, Desc: noMedia, Err: err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return contextError(op, err)
	default:
		return &Error{Code: CodeMediaConnect, Op: op, Desc: "the media connection failed: " + err.Error(), Err: err}
	}
}

// connection is what all media connections have in common.
func (r *LiveRoom) connection() rtc.Connection {
	c := rtc.Connection{Logger: r.log, OnState: r.paths.state}
	if r.opt.TuneMedia != nil {
		r.opt.TuneMedia(&c)
	}
	return c
}

// backOff is the growing wait between tries: 0.2 s to 5 s.
type backOff struct{ next time.Duration }

func newBackOff() *backOff { return &backOff{next: 200 * time.Millisecond} }

func (b *backOff) reset() { b.next = 200 * time.Millisecond }

// wait returns after the wait, when woken, or when ctx ends.
func (b *backOff) wait(ctx context.Context, wake <-chan struct{}) {
	t := time.NewTimer(b.next)
	defer t.Stop()
	b.next = min(b.next*2, 5*time.Second)
	select {
	case <-t.C:
	case <-wake:
	case <-ctx.Done():
	}
}
