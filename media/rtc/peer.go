package rtc

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v3"

	"onair/internal/peerend"
)

// peer is one connection to the server and the goroutines around it. Its owner
// runs run; everything else posts.
type peer struct {
	cfg    Connection
	log    *slog.Logger
	pc     *webrtc.PeerConnection
	net    *alertNet
	states chan webrtc.PeerConnectionState
	posts  chan func()     // from pion's other callbacks
	ctx    context.Context // ends with the connection
	cancel context.CancelFunc
	wg     sync.WaitGroup // all goroutines but the owner
	began  time.Time

	state       atomic.Int32
	connectedIn atomic.Int64
	rtt         atomic.Int64 // by ICE or receiver reports
	repair      atomic.Int64 // by answered NACKs
	transport   atomic.Value // string

	fatal    chan error // a codec broke
	done     chan struct{}
	err      error // valid once done is closed
	closing  chan struct{}
	closeOne sync.Once
}

// parts is what a Publisher or Player adds to its owner's loop.
type parts struct {
	connected func()          // once, when media can flow
	tick      func(time.Time) // every 50 ms
	end       func()          // before the wait for goroutines
}

// negotiate makes the offer, has it exchanged and applies the answer, which it returns.
func (p *peer) negotiate(ctx context.Context, ex Exchange) (*parsedAnswer, error) {
	offer, err := p.pc.CreateOffer(nil)
	if err != nil {
		return nil, fmt.Errorf("rtc: offer: %w", err)
	}
	gathered := webrtc.GatheringCompletePromise(p.pc)
	if err := p.pc.SetLocalDescription(offer); err != nil {
		return nil, fmt.Errorf("rtc: offer: %w", err)
	}
	patience := time.NewTimer(2 * time.Second) // a STUN server that does not answer
	defer patience.Stop()
	select {
	case <-gathered:
	case <-patience.C:
	case <-ctx.Done():
		return nil, fmt.Errorf("rtc: gathering addresses: %w", ctx.Err())
	}
	text, err := ex(ctx, p.pc.LocalDescription().SDP)
	if err != nil {
		return nil, fmt.Errorf("rtc: exchange: %w", err)
	}
	answer, err := parseAnswer(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadAnswer, err)
	}
	if answer.refused() {
		return nil, ErrNoCodec
	}
	rest, udp, tcp, err := answer.holdBackTCP()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadAnswer, err)
	}
	if err := p.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: rest}); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadAnswer, err)
	}
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		p.hurry(udp, tcp)
	}()
	return answer, nil
}

// abandon undoes a peer whose owner was never started.
func (p *peer) abandon() {
	p.cancel()
	_ = peerend.GracefulClose(p.pc)
	p.wg.Wait()
}

// run is the owner goroutine: it follows the state and ends it all.
func (p *peer) run(ps parts) {
	p.tell(Connecting, nil)
	err := p.loop(ps)
	p.net.quiet.Store(true)
	p.cancel()
	if ps.end != nil {
		ps.end()
	}
	if cerr := peerend.GracefulClose(p.pc); cerr != nil {
		p.log.Debug("closing the peer connection", "err", cerr)
	}
	p.wg.Wait()
	p.err = err
	p.tell(Ended, err)
	close(p.done)
}

func (p *peer) loop(ps parts) error {
	patience := time.NewTimer(p.cfg.timeout())
	defer patience.Stop()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	var still standstill
	for {
		select {
		case <-p.closing:
			return ErrClosed
		case f := <-p.posts:
			f()
		case err := <-p.fatal:
			return err
		case <-patience.C:
			if p.connectedIn.Load() == 0 {
				return ErrNoPath
			}
		case now := <-tick.C:
			if still.look(p.cfg.now()) && p.connectedIn.Load() != 0 {
				return ErrLost // the server has given us up; waiting would show a frozen picture
			}
			p.measurePath()
			if ps.tick != nil {
				ps.tick(now)
			}
		case <-p.states:
			// Callbacks may overtake each other, so what counts is the state now.
			if err := p.follow(p.pc.ConnectionState(), ps); err != nil {
				return err
			}
		}
	}
}

func (p *peer) follow(s webrtc.PeerConnectionState, ps parts) error {
	was := State(p.state.Load())
	switch s {
	case webrtc.PeerConnectionStateConnected:
		p.net.established.Store(true)
		if p.connectedIn.Load() == 0 {
			p.connectedIn.Store(int64(time.Since(p.began)))
			if ps.connected != nil {
				ps.connected()
			}
		}
		if was != Connected {
			p.tell(Connected, nil)
		}
	case webrtc.PeerConnectionStateDisconnected:
		if was == Connected {
			p.tell(Disconnected, nil)
		}
	case webrtc.PeerConnectionStateFailed:
		if p.connectedIn.Load() == 0 {
			return ErrNoPath
		}
		return ErrLost
	case webrtc.PeerConnectionStateClosed:
		return ErrHungUp
	}
	return nil
}

func (p *peer) tell(s State, err error) {
	p.state.Store(int32(s))
	if p.cfg.OnState != nil {
		p.cfg.OnState(s, err)
	}
}

// measurePath reads once what ICE knows of the path: which transport it took and
// the round trip of its checks. Media then makes ICE's keep-alives needless, and
// reports and repairs tell how the round trip goes on.
func (p *peer) measurePath() {
	if p.transport.Load() != nil || State(p.state.Load()) != Connected {
		return
	}
	t := p.pc.SCTP().Transport().ICETransport()
	if st, ok := t.GetSelectedCandidatePairStats(); ok && p.rtt.Load() == 0 {
		p.rtt.Store(int64(st.CurrentRoundTripTime * float64(time.Second)))
	}
	if pair, err := t.GetSelectedCandidatePair(); err == nil && pair != nil {
		p.transport.Store(strings.ToLower(pair.Local.Protocol.String()))
	}
}

// close asks the owner to end and waits for it.
func (p *peer) close() error {
	p.closeOne.Do(func() { close(p.closing) })
	<-p.done
	if errors.Is(p.err, ErrClosed) {
		return nil
	}
	return p.err
}

// post runs f on the owner, if it still lives.
func (p *peer) post(f func()) {
	select {
	case p.posts <- f:
	case <-p.ctx.Done():
	}
}

// hungUp ends the connection because the server said so.
func (p *peer) hungUp() {
	select {
	case p.fatal <- ErrHungUp:
	default:
	}
}

// fail ends the connection because a codec broke.
func (p *peer) fail(err error) {
	p.log.Warn("a codec failed", "err", err)
	select {
	case p.fatal <- fmt.Errorf("rtc: %w", err):
	default:
	}
}

// reason is why the connection ended, nil while it lives.
func (p *peer) reason() error {
	select {
	case <-p.done:
		return p.err
	default:
		return nil
	}
}

func (p *peer) writeRTCP(pkts ...rtcp.Packet) {
	if err := p.pc.WriteRTCP(pkts); err != nil {
		p.log.Debug("writing RTCP", "err", err)
	}
}

// roundTrip is the newest measure of it, 0 if there is none.
func (p *peer) roundTrip() time.Duration {
	if d := p.repair.Load(); d > 0 {
		return time.Duration(d)
	}
	return time.Duration(p.rtt.Load())
}

// fill puts what the connection knows into st.
func (p *peer) fill(st *Stats) {
	st.State = State(p.state.Load()).String()
	st.RoundTrip = p.roundTrip()
	st.ConnectedTime = time.Duration(p.connectedIn.Load())
	st.Transport, _ = p.transport.Load().(string)
}
