package web

import (
	"errors"
	"net/url"
	"strings"
)

// ReadPublic checks an address for Config.Public and writes it as pages need it. host
// is its name, without the port.
func ReadPublic(text string) (public, host string, err error) {
	if text == "" {
		return "", "", nil
	}
	u, err := url.Parse(strings.TrimSpace(text))
	switch {
	case err != nil:
		return "", "", errors.New("it is no address")
	case u.Scheme != "https" && u.Scheme != "http":
		return "", "", errors.New("it has to begin with https:// or http://")
	case u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Opaque != "":
		return "", "", errors.New("it has to be a host with, if need be, a port and a path")
	}
	return strings.TrimRight(u.Scheme+"://"+strings.ToLower(u.Host)+u.EscapedPath(), "/"), u.Hostname(), nil
}
