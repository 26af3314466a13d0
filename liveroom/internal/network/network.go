// Package network looks for what keeps this machine from a server, from its name to
// its media port. It needs no login and disturbs nothing.
package network

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

// Cause names what is wrong with the way to the server.
type Cause string

// The causes; liveroom.NetworkCause says what to do about each.
const (
	Good         Cause = ""
	UnknownName  Cause = "unknownName"
	Refused      Cause = "refused"
	NoAnswer     Cause = "noAnswer"
	Certificate  Cause = "certificate"
	Other        Cause = "other"
	MediaAddress Cause = "mediaAddress"
	MediaRefused Cause = "mediaRefused"
	MediaBlocked Cause = "mediaBlocked"
	UDPBlocked   Cause = "udpBlocked"
)

// Path is one way to the media port over TCP.
type Path struct {
	Address string // host:port
	Open    bool
	Err     error // why not
}

// Report is what Test found.
type Report struct {
	// Cause is the first thing that is wrong, from the name to the media.
	Cause Cause
	// Desc says it for people; empty when nothing is wrong.
	Desc string
	// Err is what the network said, if the server was not reached; package
	// signaling/address tells more causes from it.
	Err error
	// RoundTrip is how long the server took to answer.
	RoundTrip time.Duration
	// Media are the ways to the media port, as far as the server has told them: it
	// does with the first stream that is sent or played.
	Media []Path
}

// patience is how long each step waits.
const patience = 4 * time.Second

// Test asks the server and then tries the ways to the media port that m knows.
func (m *Paths) Test(ctx context.Context, at address.Server) Report {
	var out Report
	start := time.Now()
	if out.Err = askServer(ctx, at); out.Err != nil {
		cause := address.CauseOf(out.Err)
		out.Cause, out.Desc = causeOf(cause), cause.Explain(at.HostPort())+": "+out.Err.Error()
		return out
	}
	out.RoundTrip = time.Since(start)
	out.Cause, out.Media = m.try(ctx, at.Host())
	out.Desc = mediaWords[out.Cause]
	return out
}

// Paths remembers the candidates of the server's last answer and whether
// media ever got through.
type Paths struct {
	mu   sync.Mutex
	tcp  []netip.AddrPort
	udp  []netip.AddrPort
	fail bool // the last try found no path
}

// Note takes an answer over.
func (m *Paths) Note(sdp string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.udp, m.tcp = rtc.MediaAddresses(sdp)
}

// State notes whether media found a way. It is rtc.Connection's OnState.
func (m *Paths) State(s rtc.State, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case s == rtc.Connected:
		m.fail = false
	case s == rtc.Ended && errors.Is(err, rtc.ErrNoPath):
		m.fail = true
	}
}

// askServer asks who is there.
func askServer(ctx context.Context, at address.Server) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
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

// causeOf sorts the many causes into the few that there are words for.
func causeOf(c address.Cause) Cause {
	switch c {
	case address.NoName:
		return UnknownName
	case address.Refused:
		return Refused
	case address.Untrusted, address.Expired, address.WrongName, address.Certificate:
		return Certificate
	case address.PlainHTTP, address.NeedsHTTPS, address.TLS, address.Gateway, address.Other:
		return Other
	default:
		return NoAnswer
	}
}

// try connects to the media port over TCP at every address the server named.
func (m *Paths) try(ctx context.Context, host string) (Cause, []Path) {
	m.mu.Lock()
	tcp, udp, failed := m.tcp, m.udp, m.fail
	m.mu.Unlock()
	if len(tcp)+len(udp) == 0 || !failed && len(tcp) == 0 {
		return Good, nil
	}
	paths := make([]Path, len(tcp))
	var wg sync.WaitGroup
	for i, at := range tcp {
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, patience)
			defer cancel()
			c, err := (&net.Dialer{}).DialContext(ctx, "tcp", at.String())
			if paths[i] = (Path{Address: at.String(), Open: err == nil, Err: err}); err == nil {
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
		return Good, paths
	case open:
		return UDPBlocked, paths
	case onlyPrivate(append(tcp[:len(tcp):len(tcp)], udp...)) && !isPrivate(host):
		return MediaAddress, paths
	case refused:
		return MediaRefused, paths
	default:
		return MediaBlocked, paths
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
var mediaWords = map[Cause]string{
	MediaAddress: "the server tells private addresses only; its operator has to set its public IP",
	MediaRefused: "the server's media port is closed; its operator has to open it (7881, UDP and TCP)",
	MediaBlocked: "nothing comes back from the server's media port; a firewall blocks it (7881, UDP and TCP)",
	UDPBlocked:   "the media port answers over TCP, but media does not get through: UDP is blocked here",
}
