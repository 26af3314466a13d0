// Package server is the room server: the WebSocket gateway, logins, rooms kept
// by compare-and-set in an embedded store, and the way to the media relay. One
// process may run several.
//
// Goroutines: those of connections are package gateway's; each room has an owner
// (hall.Room) whose inbox takes commands; the lobby has one (lobby.Run) and
// sessions one that ends those whose grace time is over (sessions.run), the bank one
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

	"onair/room"
	"onair/server/asker"
	"onair/server/logs"
	"onair/signaling"
)

// Config says how a server works. DataDir is required, the rest has defaults.
type Config struct {
	// Name is shown to people who look for a server.
	Name string
	// Version is the program's version, for /api/info.
	Version string
	// ListenAddr is host:port for HTTP and WebSocket. Empty: ":7880". Port 0: any free one.
	ListenAddr string
	// MediaAddr is host:port for media over UDP and TCP. Empty: ":7881".
	MediaAddr string
	// PublicIPs are the machine's addresses as clients see them, behind NAT.
	PublicIPs []string
	// DataDir keeps rooms, profiles and keys. Made if missing.
	DataDir string
	// SDKAppID is the application's number. 0: 1400000000.
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
	// StartCoins is what a new user's wallet holds. 0: 1000, negative: nothing.
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
	// Limits bound what clients may do.
	Limits Limits
	// Logger receives what an operator wants to know; nil: nothing is logged.
	Logger *slog.Logger

	proxies asker.Proxies
	hosts   asker.Hosts
	pacer   *logs.Pacer
	// storeRetry is the pause before what could not be stored is tried again.
	storeRetry time.Duration
	// wrap puts something of a test's before a bucket, wrapListener before a listener.
	wrap         func(name string, b kvBucket) kvBucket
	wrapListener func(net.Listener) net.Listener
}

// Limits bound what clients may do; zero values mean the defaults.
type Limits struct {
	MaxConnections int           // open WebSockets; 20000
	MaxPerAddress  int           // open connections of one address (of IPv6 a network of 64 bits); 500
	MaxRooms       int           // 1000
	MaxMembers     int           // of one room, with the owner; 10000
	MessageRate    float64       // messages a second of one user; 30. 2 KiB more count as one more
	MessageBurst   int           // 60
	MaxRefused     int           // messages refused in a minute before the connection is cut; 200
	AddressRate    float64       // messages a second of one address; 40 users'
	LoginRate      float64       // logins and resumes a second of one address; 50, ten times as many at once
	HTTPRate       float64       // HTTP requests a second of one address; 100, twenty times as many at once
	GuestRate      float64       // guests a second of one address; 2, thirty times as many at once
	MaxGuests      int           // users remembered, above which there are no new guests; 100000
	CoverBytes     int64         // of all covers together, on the disk; 256 MiB
	LikeRate       float64       // likes a second of one user; 20, five times as many at once
	TitleRate      float64       // changes a second of a room's title or cover; 0.2, fifty times as many at once
	LoginTimeout   time.Duration // for the first message; 10 s
	PingInterval   time.Duration // what clients are asked for; 10 s. Silent three times as long: cut
	SessionGrace   time.Duration // how long a dropped session is kept; 90 s
	HostGrace      time.Duration // how long a room waits for its owner; 60 s
	EventLog       int           // events kept for one session's resume; 1024
	OutboxBytes    int           // waiting to be sent on one connection before it is cut; 4 MiB
	BundleAbove    int           // entries a second told one by one; 20
	MaxCoAnchors   int           // seats for viewers on stage; 8, at most 31; negative: none
	CallTime       time.Duration // how long an invitation lives; 30 s
	SeatTime       time.Duration // from getting a seat to sending; 30 s
	PKTime         time.Duration // a battle, unless the owner asks for another time; 5 min
	KickTime       time.Duration // how long who is put out of a room may not come back; 1 min; negative: not at all
	ChatRate       float64       // messages a second of one user; 5
	ChatBurst      int           // 10
	RoomChatRate   float64       // messages a second of one room; 40
	GiftKeep       time.Duration // how long the ledger keeps a gift that is told or paid back, for who sends its key again; 7 days
	LikePace       time.Duration // between two events about likes, or about scores; 500 ms
}

// How many lines of one kind the log takes at once, and one more how often. What
// is left out is counted every logTell.
const (
	logBurst = 50
	logPause = 200 * time.Millisecond
	logTell  = 10 * time.Second
)

// DefaultListenAddr is the HTTP address used when none is configured.
const DefaultListenAddr = ":7880"

// DefaultMediaAddr is the media address used when none is configured.
const DefaultMediaAddr = ":7881"

// DefaultSDKAppID is the application number used when none is configured.
const DefaultSDKAppID = 1400000000

func (c Config) withDefaults() (Config, error) {
	or(&c.Name, "OnAir")
	or(&c.Version, "dev")
	or(&c.ListenAddr, DefaultListenAddr)
	or(&c.MediaAddr, DefaultMediaAddr)
	or(&c.SDKAppID, DefaultSDKAppID)
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
	own, _ := os.Hostname()
	c.hosts = asker.NewHosts(append(slices.Clone(c.PublicHosts), own)...)
	or(&c.StartCoins, 1000)
	or(&c.storeRetry, 5*time.Second)
	c.StartCoins = max(c.StartCoins, 0)
	if c.Gifts == nil {
		c.Gifts = defaultGifts()
	}
	if err := checkGifts(c.Gifts); err != nil {
		return c, &StartError{Kind: BadConfig, What: err.Error()}
	}
	c.Limits = c.Limits.withDefaults()
	return c, nil
}

func (l Limits) withDefaults() Limits {
	rules := room.DefaultRules()
	or(&l.MaxConnections, 20000)
	or(&l.MaxPerAddress, 500)
	or(&l.MaxRooms, 1000)
	or(&l.MaxMembers, rules.MaxMembers)
	or(&l.MessageRate, 30)
	or(&l.MessageBurst, 60)
	or(&l.MaxRefused, 200)
	or(&l.AddressRate, 40*l.MessageRate)
	or(&l.LoginRate, 50)
	or(&l.HTTPRate, 100)
	or(&l.GuestRate, 2)
	or(&l.LikeRate, 20)
	or(&l.TitleRate, 0.2)
	or(&l.MaxGuests, 100_000)
	or(&l.CoverBytes, 256<<20)
	or(&l.LoginTimeout, 10*time.Second)
	or(&l.PingInterval, 10*time.Second)
	or(&l.SessionGrace, rules.LinkGrace)
	or(&l.HostGrace, rules.HostGrace)
	or(&l.EventLog, 1024)
	or(&l.OutboxBytes, 4<<20)
	or(&l.BundleAbove, 20)
	or(&l.MaxCoAnchors, 8)
	l.MaxCoAnchors = min(l.MaxCoAnchors, signaling.MaxSeats)
	or(&l.KickTime, time.Minute)
	or(&l.ChatRate, 5)
	or(&l.ChatBurst, 10)
	or(&l.RoomChatRate, 40)
	or(&l.GiftKeep, 7*24*time.Hour)
	or(&l.LikePace, 500*time.Millisecond)
	return l
}

func (l Limits) rules() room.Rules {
	return room.Rules{MaxMembers: l.MaxMembers, HostGrace: l.HostGrace, LinkGrace: l.SessionGrace,
		MaxCoAnchors: l.MaxCoAnchors, CallTime: l.CallTime, PKTime: l.PKTime, SeatTime: l.SeatTime, KickTime: l.KickTime}
}

// or sets a field that has its zero value.
func or[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
