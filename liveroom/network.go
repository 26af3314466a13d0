package liveroom

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"syscall"
	"time"

	"onair/media/rtc"
	"onair/signaling/address"
)

// NetworkCause names what is wrong with the way to the server.
type NetworkCause string

// The causes that NetworkTest tells apart, and what to do about each.
const (
	NetworkGood         NetworkCause = ""             // nothing is wrong
	NetworkUnknownName  NetworkCause = "unknownName"  // no such name: the address is mistyped, or there is no DNS
	NetworkRefused      NetworkCause = "refused"      // the machine answers, but no server: wrong port, or it is not running
	NetworkNoAnswer     NetworkCause = "noAnswer"     // nothing comes back: no network, or a firewall
	NetworkCertificate  NetworkCause = "certificate"  // the server's certificate is not to be trusted
	NetworkOther        NetworkCause = "other"        // something else answers there
	NetworkMediaAddress NetworkCause = "mediaAddress" // the server names private addresses only: its public IP has to be set
	NetworkMediaRefused NetworkCause = "mediaRefused" // the media port is closed
	NetworkMediaBlocked NetworkCause = "mediaBlocked" // nothing comes back from the media port: a firewall
	NetworkUDPBlocked   NetworkCause = "udpBlocked"   // the media port answers over TCP; media got through over neither: UDP is blocked
)

// NetworkReport is what NetworkTest found.
type NetworkReport struct {
	// Cause is the first thing that is wrong, from the name to the media.
	Cause NetworkCause
	// Desc says it for people; empty when nothing is wrong.
	Desc string
	// Err is what the network said, if the server was not reached; package
	// signaling/address tells more causes from it.
	Err error
	// RoundTrip is how long the server took to answer.
	RoundTrip time.Duration
	// Media are the ways to the media port, as far as the server has told them: it
	// does with the first stream that is sent or played.
	Media []MediaPath
}

// MediaPath is one way to the server's media port over TCP.
type MediaPath struct {
	Address string // host:port
	Open    bool
	Err     error // why not
}

// mediaPaths remembers the candidates of the server's last answer and whether
// media ever got through.
type mediaPaths struct {
	mu   sync.Mutex
	tcp  []netip.AddrPort
	udp  []netip.AddrPort
	fail bool // the last try found no path
}

// note takes an answer over.
func (m *mediaPaths) note(sdp string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.udp, m.tcp = rtc.MediaAddresses(sdp)
}

// state notes whether media found a way. It is rtc.Connection's OnState.
func (m *mediaPaths) state(s rtc.State, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case s == rtc.Connected:
		m.fail = false
	case s == rtc.Ended && errors.Is(err, rtc.ErrNoPath):
		m.fail = true
	}
}

// noMedia is what is said before the cause is known.
const noMedia = "no media connection to the server; a firewall may block its port (7881, UDP and TCP)"

// explainNoPath tells the listeners why no media gets through, if that is what err
// says. It waits for nothing.
func (r *LiveRoom) explainNoPath(err error) {
	if !errors.Is(err, rtc.ErrNoPath) {
		return
	}
	r.background(func(ctx context.Context) {
		msg := noMedia
		if report, err := r.NetworkTest(ctx, ""); err == nil && report.Cause != NetworkGood {
			msg = "no media connection to the server: " + report.Desc
		}
		if ctx.Err() == nil {
			r.events.Post(0, OnError{Code: CodeMediaConnect, Msg: msg})
		}
	})
}

// networkPatience is how long each step of NetworkTest waits.
const networkPatience = 4 * time.Second

// NetworkTest looks for what keeps this machine from the server, from the name to
// the media port, and names it. server empty means the one logged in to, or
// Options.Server. The media port is known, and tried over TCP, once a stream was
// sent or played, or failed to be; whether UDP is blocked follows from such a
// failure. It needs no login and disturbs nothing. The error is for arguments
// only. A call of ours.
func (r *LiveRoom) NetworkTest(ctx context.Context, server string) (NetworkReport, error) {
	for _, s := range []string{r.Server(), r.opt.Server} {
		if server == "" {
			server = s
		}
	}
	at, err := address.Parse(server)
	if err != nil {
		return NetworkReport{}, &Error{Code: CodeBadArgument, Op: "NetworkTest", Desc: err.Error(), Err: err}
	}
	var out NetworkReport
	start := time.Now()
	if out.Err = askServer(ctx, at); out.Err != nil {
		cause := address.CauseOf(out.Err)
		out.Cause, out.Desc = networkCause(cause), cause.Explain(at.HostPort())+": "+out.Err.Error()
		return out, nil
	}
	out.RoundTrip = time.Since(start)
	out.Cause, out.Media = r.paths.try(ctx, at.Host())
	out.Desc = mediaWords[out.Cause]
	return out, nil
}

// askServer asks who is there.
func askServer(ctx context.Context, at address.Server) error {
	ctx, cancel := context.WithTimeout(ctx, networkPatience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.URL("/api/info"), nil)
	if err != nil {
		return err
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, Proxy: http.ProxyFromEnvironment}}
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 1<<16))
	if err != nil {
		return err
	}
	var info struct {
		SDKAppID uint32 `json:"sdkAppId"`
	}
	if json.Unmarshal(body, &info) != nil || info.SDKAppID == 0 {
		return &address.AnswerError{StatusCode: res.StatusCode, Body: string(body[:min(len(body), 512)])}
	}
	return nil
}

// networkCause sorts the many causes into the few that NetworkTest names.
func networkCause(c address.Cause) NetworkCause {
	switch c {
	case address.NoName:
		return NetworkUnknownName
	case address.Refused:
		return NetworkRefused
	case address.Untrusted, address.Expired, address.WrongName, address.Certificate:
		return NetworkCertificate
	case address.PlainHTTP, address.NeedsHTTPS, address.TLS, address.Gateway, address.Other:
		return NetworkOther
	default:
		return NetworkNoAnswer
	}
}

// try connects to the media port over TCP at every address the server named.
func (m *mediaPaths) try(ctx context.Context, host string) (NetworkCause, []MediaPath) {
	m.mu.Lock()
	tcp, udp, failed := m.tcp, m.udp, m.fail
	m.mu.Unlock()
	if len(tcp)+len(udp) == 0 || !failed && len(tcp) == 0 {
		return NetworkGood, nil
	}
	paths := make([]MediaPath, len(tcp))
	var wg sync.WaitGroup
	for i, at := range tcp {
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, networkPatience)
			defer cancel()
			c, err := (&net.Dialer{}).DialContext(ctx, "tcp", at.String())
			if paths[i] = (MediaPath{Address: at.String(), Open: err == nil, Err: err}); err == nil {
				c.Close()
			}
		})
	}
	wg.Wait()
	open, refused := false, false
	for _, p := range paths {
		open = open || p.Open
		refused = refused || errors.Is(p.Err, syscall.ECONNREFUSED)
	}
	switch {
	case !failed: // media gets through, whatever TCP does
		return NetworkGood, paths
	case open:
		return NetworkUDPBlocked, paths
	case onlyPrivate(append(tcp[:len(tcp):len(tcp)], udp...)) && !isPrivate(host):
		return NetworkMediaAddress, paths
	case refused:
		return NetworkMediaRefused, paths
	default:
		return NetworkMediaBlocked, paths
	}
}

func onlyPrivate(list []netip.AddrPort) bool {
	for _, a := range list {
		if ip := a.Addr().Unmap(); !ip.IsPrivate() && !ip.IsLoopback() && !ip.IsLinkLocalUnicast() {
			return false
		}
	}
	return true
}

// isPrivate reports whether a host is named by a private address.
func isPrivate(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && (ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast())
}

// mediaWords say what is wrong with the way of the media, and what to do.
var mediaWords = map[NetworkCause]string{
	NetworkMediaAddress: "the server tells private addresses only; its operator has to set its public IP",
	NetworkMediaRefused: "the server's media port is closed; its operator has to open it (7881, UDP and TCP)",
	NetworkMediaBlocked: "nothing comes back from the server's media port; a firewall blocks it (7881, UDP and TCP)",
	NetworkUDPBlocked:   "the media port answers over TCP, but media does not get through: UDP is blocked here",
}
