package stream

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"onair/signaling"
)

// errNoCDN says that the server names no address.
var errNoCDN = errors.New("the server has no address of this stream for a CDN")

// Address asks the server where a user's stream is as HLS. server is the server's own
// address, which relative ones belong to; domain, if not empty, takes the place of the
// host.
func Address(ctx context.Context, call func(ctx context.Context, typ string, in, out any) error, userID, server, domain string) (string, error) {
	var out signaling.PlayAddress
	if err := call(ctx, signaling.TypePlayAddress, signaling.UserRequest{UserID: userID}, &out); err != nil {
		return "", err
	}
	if out.URL == "" {
		return "", errNoCDN
	}
	return at(out.URL, server, domain)
}

// at puts an address where it is to be asked for: at the domain, "cdn.example.org",
// "cdn.example.org:8443" or "http://127.0.0.1:8080/base", or at the server.
func at(address, server, domain string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", errNoCDN
	}
	base, err := url.Parse(server)
	if err != nil {
		return "", errNoCDN
	}
	u = base.ResolveReference(u)
	if domain == "" {
		return u.String(), nil
	}
	if !strings.Contains(domain, "://") {
		domain = "https://" + domain
	}
	cdn, err := url.Parse(domain)
	if err != nil || cdn.Host == "" {
		return "", errNoCDN
	}
	u.Scheme, u.Host, u.User = cdn.Scheme, cdn.Host, nil
	if prefix := strings.TrimSuffix(cdn.Path, "/"); prefix != "" {
		u.Path, u.RawPath = prefix+u.Path, ""
	}
	return u.String(), nil
}
