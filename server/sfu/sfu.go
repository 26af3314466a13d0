package sfu

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"sync"

	"github.com/pion/webrtc/v3"

	"onair/internal/peerend"
	"onair/server/sfu/internal/certificate"
	"onair/server/sfu/internal/lite"
	"onair/server/sfu/internal/offers"
	"onair/server/sfu/internal/pionlog"
	"onair/server/sfu/internal/sockets"
)

// SFU is a running relay. Its methods may be called from any goroutine.
type SFU struct {
	cfg      Config
	log      *slog.Logger
	public   []netip.Addr
	net      *sockets.Network
	settings webrtc.SettingEngine
	certs    certificate.Store
	count    counters
	places   sockets.Places[stopper] // of those whose handshake is done
	hub      *lite.Hub               // of the viewers' connections

	alerts chan netip.AddrPort
	quit   chan struct{}
	closed chan struct{} // closed after the last goroutine
	wg     sync.WaitGroup

	mu      sync.Mutex
	streams map[string]*publisher
	ended   map[*publisher]struct{} // replaced or stopped, still closing
	closing bool
}

// New opens the sockets. The SFU serves from then on; it must be closed, by Close or by the end of Run.
func New(cfg Config) (*SFU, error) {
	cfg = cfg.withDefaults()
	public, err := cfg.publicIPs()
	if err != nil {
		return nil, err
	}
	s := &SFU{
		cfg: cfg, log: cfg.Logger, public: public, alerts: make(chan netip.AddrPort, 64),
		quit: make(chan struct{}), closed: make(chan struct{}), streams: map[string]*publisher{}, ended: map[*publisher]struct{}{},
	}
	logs := pionlog.Logs{Log: cfg.Logger}
	s.hub = lite.NewHub(s.isPlace)
	watch := sockets.Watch{Alert: s.onAlert, Known: s.isPlace, Take: s.hub.Take, Came: s.hub.Came}
	if s.net, err = sockets.Listen(cfg.sockets(), logs, watch); err != nil {
		return nil, err
	}
	s.hub.OverTCP(s.net.TCPMux)
	s.settings = newSettings(s.net, logs)
	s.wg.Add(1)
	go s.watchAlerts()
	return s, nil
}

// Run blocks until ctx ends or Close is called, then closes the SFU.
func (s *SFU) Run(ctx context.Context) error {
	select {
	case <-ctx.Done():
	case <-s.quit:
	}
	return s.Close()
}

// Addrs returns the addresses listened on. TCP is nil if that is off.
func (s *SFU) Addrs() (udp *net.UDPAddr, tcp *net.TCPAddr) { return s.net.UDPAddr, s.net.TCPAddr }

// Close ends all streams and waits for every goroutine. It may be called again; it must not be called from an event function.
func (s *SFU) Close() error {
	s.mu.Lock()
	if s.closing {
		s.mu.Unlock()
		<-s.closed
		return nil
	}
	s.closing = true
	all := s.allLocked()
	s.mu.Unlock()
	close(s.quit)
	for _, p := range all {
		p.stop(ReasonClosed)
	}
	for _, p := range all {
		<-p.done
	}
	err := s.net.Close()
	s.wg.Wait()
	close(s.closed)
	if errors.Is(err, net.ErrClosed) {
		err = nil
	}
	return err
}

func (s *SFU) allLocked() []*publisher {
	all := make([]*publisher, 0, len(s.streams)+len(s.ended))
	for _, p := range s.streams {
		all = append(all, p)
	}
	for p := range s.ended {
		all = append(all, p)
	}
	return all
}

// publishers lists the live ones.
func (s *SFU) publishers() []*publisher {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]*publisher, 0, len(s.streams))
	for _, p := range s.streams {
		all = append(all, p)
	}
	return all
}

func (s *SFU) find(streamID string) *publisher {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.streams[streamID]
}

// Publish takes the offer of a client that wants to send the stream and returns the answer. A publisher of the same stream is
// replaced, and its viewers end. The connection comes about after the answer reaches the client: see PublishOptions.On.
// Errors: ErrBadOffer, ErrCodec, ErrFull, ErrClosed, or the end of ctx.
func (s *SFU) Publish(ctx context.Context, streamID, offerSDP string, opts PublishOptions) (answer string, err error) {
	o, err := offers.Parse(offerSDP)
	if err != nil {
		return "", err
	}
	if !s.admits(streamID) {
		return "", ErrFull
	}
	p, pc, err := newPeerPublisher(s, streamID, o, opts)
	if err != nil {
		return "", err
	}
	if answer, err = s.negotiate(ctx, pc, o, p.codecs); err != nil {
		return "", errors.Join(err, peerend.Close(pc))
	}
	if err := s.adopt(p); err != nil {
		return "", errors.Join(err, peerend.Close(pc))
	}
	return answer, nil
}

func (s *SFU) admits(streamID string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.streams[streamID] != nil || len(s.streams) < s.cfg.MaxStreams
}

// adopt makes p the stream's publisher and starts its owner.
func (s *SFU) adopt(p *publisher) error {
	s.mu.Lock()
	old := s.streams[p.id]
	switch {
	case s.closing:
		s.mu.Unlock()
		return ErrClosed
	case old == nil && len(s.streams) >= s.cfg.MaxStreams:
		s.mu.Unlock()
		return ErrFull
	}
	if old != nil {
		s.ended[old] = struct{}{}
	}
	s.streams[p.id] = p
	s.mu.Unlock()
	if old != nil {
		old.stop(ReasonReplaced)
	}
	go p.run()
	return nil
}

// leave takes a publisher that is ending out of the map of streams.
func (s *SFU) leave(p *publisher) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.streams[p.id] == p {
		delete(s.streams, p.id)
		s.ended[p] = struct{}{}
	}
}

// forget drops a publisher whose goroutines have all ended.
func (s *SFU) forget(p *publisher) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.ended, p)
}

// Play takes the offer of a client that wants to watch the stream and returns the answer. viewerID is the caller's name for the
// viewer; one of the same name on this stream is replaced. Errors: ErrNoStream, and those of Publish.
func (s *SFU) Play(ctx context.Context, streamID, viewerID, offerSDP string, opts PlayOptions) (answer string, err error) {
	p := s.find(streamID)
	if p == nil {
		return "", ErrNoStream
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	o, err := offers.Parse(offerSDP)
	if err != nil {
		return "", err
	}
	v, err := newViewer(p, viewerID, o, opts)
	if err != nil {
		return "", err
	}
	if answer, err = v.answer(o); err != nil {
		return "", errors.Join(err, v.conn.Close())
	}
	if err := p.admit(v); err != nil {
		return "", errors.Join(err, v.conn.Close())
	}
	return answer, nil
}

// StopPublish ends a stream: when it returns, no further frame of it is relayed, but for one that was on its way. The connections
// close soon after.
func (s *SFU) StopPublish(streamID string) {
	if p := s.find(streamID); p != nil {
		s.leave(p)
		p.stop(ReasonStopped)
	}
}

// Mute drops a stream's video, its sound, or both at the server, and passes on what is false: when it returns, no further
// frame of what is muted is relayed, but for one that was on its way. What was muted is never sent later, not even as a
// repair; after it video begins with a keyframe. The stream's events do not change. No such stream: no effect.
func (s *SFU) Mute(streamID string, muteVideo, muteAudio bool) {
	p := s.find(streamID)
	if p == nil {
		return
	}
	for _, t := range p.all() {
		t.muted.Store(t.kind == video && muteVideo || t.kind == audio && muteAudio)
	}
}

// StopPlay ends one viewer: when it returns, no further frame is sent to it, but for one that was on its way.
func (s *SFU) StopPlay(streamID, viewerID string) {
	if p := s.find(streamID); p != nil {
		if v := p.viewer(viewerID); v != nil {
			v.stop(ReasonStopped)
		}
	}
}

// onAlert is called on pion's goroutines.
func (s *SFU) onAlert(to netip.AddrPort) {
	select {
	case s.alerts <- to:
	default: // the ICE timeout will do
	}
}

// isPlace tells whether a connected peer is at that address.
func (s *SFU) isPlace(a netip.AddrPort) bool {
	_, is := s.places.Find(a)
	return is
}

// stopper is what ends when its client hangs up.
type stopper interface{ stop(Reason) }

// watchAlerts ends peers that closed their connection. pion answers a close_notify by an alert of its own but does not tell the
// peer connection, so that answer, seen at the socket, is the sign. The sockets let pion see no alert that did not come encrypted.
func (s *SFU) watchAlerts() {
	defer s.wg.Done()
	for {
		select {
		case <-s.quit:
			return
		case to := <-s.alerts:
			if who, is := s.places.Find(to); is {
				who.stop(ReasonHungUp)
			}
		}
	}
}
