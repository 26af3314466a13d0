// Package server is the room server: the WebSocket gateway, logins, rooms kept
// by compare-and-set in an embedded store, and the way to the media relay. One
// process may run several.
//
// Goroutines: those of connections are package gateway's; each room has an owner
// (hall.Room) whose inbox takes commands; the lobby has one (lobby.Run) and
// sessions one that ends those whose grace time is over (sessions.Table.Run), the bank one
// that settles payments which came to no clear end (wallet.Bank.Run). All end
// before Run returns. Calls go down (connection to room to store and relay);
// what comes up are messages into inboxes, which never wait.
package server

import (
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"slices"
	"time"

	"onair/server/asker"
	"onair/server/buckets"
	"onair/server/logs"
	"onair/server/web"
	"onair/signaling"
)

// KeyFile is the name of the file in the data folder with the key that signs
// UserSigs, when the configuration gives none.
const KeyFile = "secret.key"

// Config says how a server works. DataDir is required; what is left out is as in
// Defaults.
type Config struct {
	// Name is shown to people who look for a server.
	Name string
	// Version is the program's version, for /api/info.
	Version string
	// ListenAddr is host:port for HTTP and WebSocket. Port 0: any free one. Empty: :7880,
	// with TLS :443.
	ListenAddr string
	// TLS has it speak https and wss there.
	TLS TLS
	// RTMPAddr and RTMPSAddr are host or host:port where programs such as OBS may send
	// by RTMP (port 1935) and RTMPS (1936), which needs TLS. Empty: they may not.
	RTMPAddr, RTMPSAddr string
	// SRTAddr is host:port (UDP) where programs may send by SRT; empty: they may not.
	// SRTPassphrase, 10 to 80 characters, has them encrypt what they send; empty: they
	// must not.
	SRTAddr, SRTPassphrase string
	// MediaAddr is host:port for media over UDP and TCP.
	MediaAddr string
	// PublicIPs are the machine's addresses as clients see them, behind NAT.
	PublicIPs []string
	// DataDir keeps rooms, profiles and keys. Made if missing.
	DataDir string
	// SDKAppID is the application's number.
	SDKAppID uint32
	// SecretKey signs UserSigs. Empty: made at the first start and kept in
	// DataDir/secret.key, readable by its owner only.
	SecretKey string
	// AllowGuests lets anybody log in under a free name.
	AllowGuests bool
	// LocalToken is the file whose content lets programs of the same user on
	// this machine sign in. Empty: DataDir/local.token.
	LocalToken string
	// BlockedWords are refused in what people write, in any case of letters.
	BlockedWords []string
	// Gifts is the catalogue. nil: one of our own.
	Gifts []signaling.Gift
	// StartCoins is what a new user's wallet holds. Negative: nothing.
	StartCoins int64
	// Announce lets the server be found on the local network by multicast DNS
	// (see package nearby). It has no effect when ListenAddr is loopback's.
	Announce bool
	// MetricsAddr is host:port for /metrics alone. Empty: /metrics is served on
	// ListenAddr, to this machine, or with MetricsToken to whoever has it.
	MetricsAddr string
	// MetricsToken is what /metrics asks for as a bearer token; it is a secret.
	MetricsToken string
	// TrustedProxies are addresses or networks (CIDR) of reverse proxies, with
	// commas: who comes by way of them is known by X-Forwarded-For or Forwarded.
	TrustedProxies string
	// PublicHosts are the names by which clients ask for this server, besides
	// addresses, localhost, .local names and this machine's own name. "*." in
	// front stands for all names below.
	PublicHosts []string
	// PublicURL is the address by which people reach the server's pages, such as
	// "https://live.example.org" or "https://example.org/onair"; its name counts as one
	// of PublicHosts. Empty: pages name the host that a browser asks for.
	PublicURL string
	// Limits bound what clients may do.
	Limits Limits
	// Shared is set on a node of several that are one server: package node does it.
	Shared *Shared
	// Logger receives what an operator wants to know; nil: nothing is logged.
	Logger *slog.Logger

	proxies    asker.Proxies
	publicHost string // PublicURL's
	hosts      asker.Hosts
	pacer      *logs.Pacer
	// storeRetry is the pause before what could not be stored is tried again.
	storeRetry time.Duration
	// wrap puts something of a test's before a bucket, wrapListener before a listener.
	wrap         func(name string, b buckets.Bucket) buckets.Bucket
	wrapListener func(net.Listener) net.Listener
}

// How many lines of one kind the log takes at once, and one more how often. What
// is left out is counted every logTell.
const (
	logBurst = 50
	logPause = 200 * time.Millisecond
	logTell  = 10 * time.Second
)

func (c Config) withDefaults() (Config, error) {
	d := Defaults()
	or(&c.Name, d.Name)
	or(&c.Version, d.Version)
	c = c.withTLS()
	or(&c.ListenAddr, d.ListenAddr)
	or(&c.MediaAddr, d.MediaAddr)
	or(&c.SDKAppID, d.SDKAppID)
	or(&c.StartCoins, d.StartCoins)
	c.StartCoins = max(c.StartCoins, 0)
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	c.Logger, c.pacer = logs.Logger(c.Logger, logBurst, logPause)
	if c.DataDir == "" {
		return c, &StartError{Kind: BadConfig, What: "no data folder given"}
	}
	for _, ip := range c.PublicIPs {
		if _, err := netip.ParseAddr(ip); err != nil {
			return c, &StartError{Kind: BadConfig, What: fmt.Sprintf("public address %q is not an IP address", ip), Err: err}
		}
	}
	var err error
	if c.proxies, err = asker.ParseProxies(c.TrustedProxies); err != nil {
		return c, &StartError{Kind: BadConfig, What: "trusted proxies", Err: err}
	}
	if c.PublicURL, c.publicHost, err = web.ReadPublic(c.PublicURL); err != nil {
		return c, &StartError{Kind: BadConfig, What: "public address", Err: err}
	}
	own, _ := os.Hostname()
	c.hosts = asker.NewHosts(slices.Concat(c.PublicHosts, c.TLS.Domains, []string{own, c.publicHost})...)
	or(&c.storeRetry, 5*time.Second)
	if c.Gifts == nil {
		c.Gifts = defaultGifts()
	}
	if err := checkGifts(c.Gifts); err != nil {
		return c, &StartError{Kind: BadConfig, What: err.Error()}
	}
	c.Limits = c.Limits.withDefaults()
	return c, nil
}

// or sets a field that has its zero value.
func or[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
