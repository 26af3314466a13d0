// Package local lets programs of the same user on this machine ask a running server: it
// notes in its data folder where it is reached and which file has the token.
package local

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"onair/signaling"
)

// ErrNoServer: none runs on the data folder.
var ErrNoServer = errors.New("local: no server runs")

// file is the note's name in the data folder.
const file = "running.json"

// note is what stands there.
type note struct {
	URL   string `json:"url"`
	Name  string `json:"name,omitempty"` // that its certificate is for
	Token string `json:"token"`          // the file with the token
}

// Note tells programs on this machine where a server listens; remove takes the note
// away. The address is as net.Listener.Addr has it, the name one that there is a
// certificate for; empty: it speaks plain HTTP.
func Note(dir, listens, name, tokenFile string) (remove func(), err error) {
	at, err := netip.ParseAddrPort(listens)
	if err != nil {
		return nil, err
	}
	host := at.Addr().Unmap()
	if host.IsUnspecified() {
		host = netip.AddrFrom4([4]byte{127, 0, 0, 1}) // both families come there
	}
	n := note{URL: "http://" + netip.AddrPortFrom(host, at.Port()).String()}
	if n.Name = name; name != "" {
		n.URL = "https" + strings.TrimPrefix(n.URL, "http")
	}
	if n.Token, err = filepath.Abs(tokenFile); err != nil {
		return nil, err
	}
	b, err := json.Marshal(n)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, file)
	_ = os.Remove(path) // of a server that was killed, perhaps with other rights
	if err := os.WriteFile(path, append(b, '\n'), 0o600); err != nil {
		return nil, err
	}
	return sync.OnceFunc(func() { _ = os.Remove(path) }), nil
}

// timeout bounds one question.
const timeout = 20 * time.Second

// Ask posts JSON to the server of a data folder that is in use: else the note may be a
// dead server's, and somebody else listen there by now. Errors: ErrNoServer, the
// server's own (*signaling.Error).
func Ask(ctx context.Context, dir, path string, in, out any) error {
	b, err := os.ReadFile(filepath.Join(dir, file))
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNoServer
	}
	var n note
	if err == nil {
		err = json.Unmarshal(b, &n)
	}
	if err != nil {
		return fmt.Errorf("local: %w", err)
	}
	token, err := os.ReadFile(n.Token)
	if err != nil {
		return fmt.Errorf("local: the token: %w", err)
	}
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, n.URL+path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("local: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+strings.TrimSpace(string(token)))
	return post(req, n.Name, out)
}

// post sends a request to this machine itself, where a certificate, if there is one, is
// for another name.
func post(req *http.Request, name string, out any) error {
	t := &http.Transport{TLSClientConfig: &tls.Config{ServerName: name, InsecureSkipVerify: true, MinVersion: tls.VersionTLS12}, DisableKeepAlives: true} //nolint:gosec // loopback
	defer t.CloseIdleConnections()
	if host := net.ParseIP(req.URL.Hostname()); host == nil || !host.IsLoopback() {
		return errors.New("local: the server does not listen on this machine's loopback address, so it cannot be asked while it runs")
	}
	resp, err := t.RoundTrip(req)
	if err != nil {
		var dial *net.OpError
		if errors.As(err, &dial) && dial.Op == "dial" {
			return fmt.Errorf("%w: %w", ErrNoServer, err)
		}
		return fmt.Errorf("local: %w", err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return fmt.Errorf("local: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		var refused struct {
			Code signaling.Code `json:"code"`
			Desc string         `json:"desc"`
		}
		if json.Unmarshal(b, &refused) != nil || refused.Code == 0 {
			return fmt.Errorf("local: the server answers %s", resp.Status)
		}
		return signaling.NewError(refused.Code, "", refused.Desc)
	}
	return json.Unmarshal(b, out)
}
