package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"onair/server"
	"onair/server/cluster"
)

// errHelp: the help was asked for and shown.
var errHelp = errors.New("help shown")

// settings are all options of onaird.
type settings struct {
	server.Config
	configFile  string
	cluster     cluster.Config
	natsURLs    string
	routes      string
	publicIPs   string
	publicHosts string
	acmeDomains string
	sdkAppID    uint
	logLevel    string
	logJSON     bool
	wordsFile   string
	giftsFile   string
	startCoins  int64
	user        string
	expire      time.Duration
	repair      bool
	room        uint
	revoke      bool
	list        bool
	drainTime   time.Duration
	key         string
	bench       benchPlan
}

// flags declares the options that all commands have.
func (s *settings) flags(name string) *flag.FlagSet {
	fs := flag.NewFlagSet("onaird "+name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&s.configFile, "config", "", "YAML `file` with options, named as here without the dashes")
	fs.StringVar(&s.DataDir, "data-dir", defaultDataDir(), "`folder` for rooms, profiles and keys (default: /var/lib/onaird for root,\nelse in the user's configuration folder)")
	fs.Lookup("data-dir").DefValue = "" // said in the text: it depends on who asks
	fs.UintVar(&s.sdkAppID, "sdk-app-id", uint(server.Defaults().SDKAppID), "application `number` that UserSigs are for")
	fs.StringVar(&s.SecretKey, "secret-key", "", "`key` that signs UserSigs; better in the environment or the file than here.\n"+
		"Without one the server makes its own and keeps it in the data folder")
	return fs
}

func (s *settings) serveFlags() *flag.FlagSet {
	d := server.Defaults()
	fs := s.flags("serve")
	fs.StringVar(&s.Name, "name", d.Name, "`name` shown to people who look for a server")
	fs.Var(given{&s.ListenAddr, d.ListenAddr}, "listen", "`host:port` for HTTP and WebSocket (TCP); with TLS :443 if it is not given")
	fs.StringVar(&s.TLS.CertFile, "tls-cert", "", "PEM `file` with the certificate and its chain, to speak https; read again when it changes")
	fs.StringVar(&s.TLS.KeyFile, "tls-key", "", "PEM `file` with the certificate's key")
	fs.StringVar(&s.acmeDomains, "acme-domain", "", "`names`, with commas, to get certificates for from Let's Encrypt, which has to reach\nthis machine by them at port 80 or 443")
	fs.StringVar(&s.TLS.Directory, "acme-directory", "", "`address` of another ACME authority's directory")
	fs.StringVar(&s.TLS.Redirect, "http-redirect", "", "`host:port` for plain HTTP that only leads to https, or off (default: :80 with TLS when\n--listen is not given, else off)")
	fs.DurationVar(&s.TLS.HSTS, "hsts", 0, "tell browsers for how `long` to use https only; 0: not")
	fs.StringVar(&s.RTMPAddr, "rtmp", "", "`host[:port]` where programs such as OBS may send by RTMP; the port is 1935 if none is\ngiven (default: they may not)")
	fs.StringVar(&s.RTMPSAddr, "rtmps", "", "`host[:port]` for the same by RTMPS, with the certificate of https; the port is 1936 if\nnone is given (default: off)")
	fs.StringVar(&s.SRTAddr, "srt", "", "`host:port`, UDP, where programs such as OBS may send by SRT (default: they may not)")
	fs.StringVar(&s.SRTPassphrase, "srt-passphrase", "", "what programs must encrypt SRT with, 10 to 80 characters (default: not encrypted)")
	fs.StringVar(&s.MediaAddr, "media", d.MediaAddr, "`host:port` for media (UDP, and TCP where UDP is blocked)")
	fs.StringVar(&s.publicIPs, "public-ip", "", "`addresses` by which clients reach this machine behind NAT, with commas")
	fs.BoolVar(&s.AllowGuests, "guests", false, "let anybody log in under a free name, without a UserSig")
	fs.StringVar(&s.LocalToken, "local-token", "", "`file` that lets programs of this user on this machine sign in\n(default: local.token in the data folder)")
	fs.IntVar(&s.Limits.MaxConnections, "max-connections", d.Limits.MaxConnections, "open connections, at most")
	fs.IntVar(&s.Limits.MaxRooms, "max-rooms", d.Limits.MaxRooms, "rooms, at most")
	fs.IntVar(&s.Limits.MaxMembers, "max-members", d.Limits.MaxMembers, "members of one room, at most")
	fs.IntVar(&s.Limits.MaxPerAddress, "max-per-address", d.Limits.MaxPerAddress, "open connections of one address, at most")
	fs.StringVar(&s.TrustedProxies, "trusted-proxies", "", "`addresses` or networks (CIDR) of reverse proxies, with commas: their clients\nare known by X-Forwarded-For or Forwarded, and limits count those")
	fs.StringVar(&s.publicHosts, "public-host", "", "`names` by which clients ask for this server, with commas; addresses, localhost,\n.local names, this machine's own name and those of the certificate are known anyway")
	fs.StringVar(&s.PublicURL, "public-url", "", "`address` by which people reach the server's pages, such as\nhttps://live.example.org (default: the host that a browser asks for)")
	fs.IntVar(&s.Limits.MaxCoAnchors, "max-co-anchors", d.Limits.MaxCoAnchors, "seats on stage besides the anchor's, 0 to 31")
	fs.Float64Var(&s.Limits.MessageRate, "message-rate", d.Limits.MessageRate, "messages of any kind a second from one user")
	fs.IntVar(&s.Limits.MessageBurst, "message-burst", d.Limits.MessageBurst, "and at once")
	fs.Float64Var(&s.Limits.AddressRate, "address-rate", d.Limits.AddressRate, "messages of any kind a second from one address (default: 40 users')")
	fs.Float64Var(&s.Limits.LoginRate, "login-rate", d.Limits.LoginRate, "logins a second from one address")
	fs.Float64Var(&s.Limits.HTTPRate, "http-rate", d.Limits.HTTPRate, "HTTP requests a second from one address")
	fs.IntVar(&s.Limits.HLSStreams, "hls-streams", d.Limits.HLSStreams, "streams made into HLS at once")
	fs.Float64Var(&s.Limits.GuestRate, "guest-rate", d.Limits.GuestRate, "new guests a second from one address")
	fs.IntVar(&s.Limits.MaxGuests, "max-guests", d.Limits.MaxGuests, "users remembered, above which there are no new guests")
	fs.Int64Var(&s.Limits.CoverBytes, "cover-space", d.Limits.CoverBytes, "`bytes` on the disk for all covers")
	fs.Float64Var(&s.Limits.LikeRate, "like-rate", d.Limits.LikeRate, "likes a second from one user")
	fs.Float64Var(&s.Limits.TitleRate, "title-rate", d.Limits.TitleRate, "changes a second of a room's title or cover, fifty times as many at once")
	fs.Float64Var(&s.Limits.ChatRate, "chat-rate", d.Limits.ChatRate, "chat messages a second from one user")
	fs.IntVar(&s.Limits.ChatBurst, "chat-burst", d.Limits.ChatBurst, "and at once")
	fs.Float64Var(&s.Limits.RoomChatRate, "room-chat-rate", d.Limits.RoomChatRate, "chat messages a second in one room")
	fs.DurationVar(&s.Limits.CallTime, "call-time", d.Limits.CallTime, "how `long` an invitation waits for its answer")
	fs.DurationVar(&s.Limits.SeatTime, "seat-time", d.Limits.SeatTime, "how `long` a seat on stage waits for its co-anchor's stream")
	fs.DurationVar(&s.Limits.PKTime, "pk-time", d.Limits.PKTime, "how `long` a battle lasts unless the anchor chooses")
	fs.StringVar(&s.wordsFile, "blocked-words", "", "text `file` of words refused in the chat, one a line")
	fs.StringVar(&s.giftsFile, "gifts", "", "JSON `file` with the catalogue of gifts (default: eight of our own)")
	fs.Int64Var(&s.startCoins, "start-coins", d.StartCoins, "coins in a new user's wallet")
	fs.BoolVar(&s.Announce, "announce", true, "let the server be found on the local network (multicast DNS)")
	fs.StringVar(&s.MetricsAddr, "metrics-listen", "", "`host:port` for /metrics alone (default: on --listen, to who has a token)")
	fs.StringVar(&s.MetricsToken, "metrics-token", "", "`secret` that /metrics asks for as a bearer token (default: the local token); better in the environment or the file")
	fs.DurationVar(&s.Limits.KickTime, "kick-time", d.Limits.KickTime, "how `long` who is put out of a room may not come back; 0: not at all")
	fs.DurationVar(&s.Limits.GiftKeep, "keep-gifts", d.Limits.GiftKeep, "how `long` the ledger keeps a gift that is told or paid back")
	fs.DurationVar(&s.Limits.HostGrace, "host-grace", d.Limits.HostGrace, "how `long` a room waits for its owner")
	fs.DurationVar(&s.Limits.SessionGrace, "session-grace", d.Limits.SessionGrace, "how `long` a lost connection may come back")
	s.clusterFlags(fs)
	fs.StringVar(&s.logLevel, "log-level", "info", "debug, info, warn or error")
	fs.BoolVar(&s.logJSON, "log-json", false, "log as JSON")
	return fs
}

func (s *settings) userSigFlags() *flag.FlagSet {
	fs := s.flags("usersig")
	s.natsFlags(fs)
	fs.StringVar(&s.user, "user", "", "user `ID` the UserSig is for")
	fs.DurationVar(&s.expire, "expire", 7*24*time.Hour, "how `long` it is good for")
	return fs
}

func (s *settings) streamKeyFlags() *flag.FlagSet {
	fs := s.flags("streamkey")
	fs.StringVar(&s.user, "user", "", "user `ID` whose stream the key is for")
	fs.UintVar(&s.room, "room", 0, "room `number` that the key is for alone (default: the user's live, whichever room that is)")
	fs.BoolVar(&s.revoke, "revoke", false, "revoke all keys of the user, or those for --room, or the one named by --key; what they send ends")
	fs.StringVar(&s.key, "key", "", "`key` to revoke, or its first eight letters, which name it")
	fs.BoolVar(&s.list, "list", false, "list the user's keys, a line each: the letters that name it, its room or 0, the day it was made")
	s.natsFlags(fs)
	return fs
}

func (s *settings) checkFlags() *flag.FlagSet {
	fs := s.flags("check")
	fs.BoolVar(&s.repair, "repair", false, "give up what is lost, so that it may begin anew; a copy of the folder is kept")
	return fs
}

// given is an option whose value is empty until it is given, whatever the help says.
type given struct {
	value *string
	usual string
}

// String implements flag.Value.
func (g given) String() string {
	if g.value == nil || *g.value == "" {
		return g.usual
	}
	return *g.value
}

// Get implements flag.Getter.
func (g given) Get() any { return g.String() }

// Set implements flag.Value.
func (g given) Set(text string) error {
	*g.value = text
	return nil
}

// parse fills in the options: arguments, then environment, then file, each only
// what the ones before have left open.
func parse(fs *flag.FlagSet, args []string, env func(string) string) error {
	if err := fs.Parse(args); err != nil {
		return fmt.Errorf("%w; see %s --help", err, fs.Name())
	}
	if fs.NArg() > 0 {
		return fmt.Errorf("what is %q for? options start with --", fs.Arg(0))
	}
	given := map[string]bool{}
	fs.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var errs []error
	fs.VisitAll(func(f *flag.Flag) {
		if v := env(envName(f.Name)); v != "" && !given[f.Name] {
			given[f.Name] = true
			if err := fs.Set(f.Name, v); err != nil {
				errs = append(errs, fmt.Errorf("%s: %q is no good: %w", envName(f.Name), v, err))
			}
		}
	})
	if file := fs.Lookup("config").Value.String(); file != "" {
		errs = append(errs, fromFile(fs, file, given))
	}
	return errors.Join(errs...)
}

func envName(option string) string {
	return "ONAIRD_" + strings.ToUpper(strings.ReplaceAll(option, "-", "_"))
}

// fromFile reads options from a YAML file, flat, lists allowed. A name that no
// command has is an error: a typing mistake must not pass in silence.
func fromFile(fs *flag.FlagSet, file string, given map[string]bool) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var values map[string]any
	if err := yaml.Unmarshal(b, &values); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	var other settings
	known := []*flag.FlagSet{other.serveFlags(), other.userSigFlags(), other.streamKeyFlags(), other.drainFlags(), other.checkFlags(), other.benchFlags()}
	for name, v := range values {
		if name == "config" || !slices.ContainsFunc(known, func(k *flag.FlagSet) bool { return k.Lookup(name) != nil }) {
			return fmt.Errorf("%s: there is no option %q", file, name)
		}
		if given[name] || fs.Lookup(name) == nil {
			continue
		}
		if err := fs.Set(name, text(v)); err != nil {
			return fmt.Errorf("%s: %s: %q is no good: %w", file, name, text(v), err)
		}
	}
	return nil
}

// text writes a YAML value as an option's.
func text(v any) string {
	switch v := v.(type) {
	case []any:
		parts := make([]string, len(v))
		for i, p := range v {
			parts[i] = text(p)
		}
		return strings.Join(parts, ",")
	case int:
		return strconv.Itoa(v)
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}

// defaultDataDir is where the service's user may write: /var/lib/onaird for
// root, else the user's own folder.
func defaultDataDir() string {
	if os.Geteuid() == 0 {
		return "/var/lib/onaird"
	}
	if dir, err := os.UserConfigDir(); err == nil {
		return filepath.Join(dir, "onaird")
	}
	return "onaird-data"
}

func newLogger(s *settings, w io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.logLevel)); err != nil {
		return nil, fmt.Errorf("--log-level: %q is not debug, info, warn or error", s.logLevel)
	}
	opts := &slog.HandlerOptions{Level: level}
	if s.logJSON {
		return slog.New(slog.NewJSONHandler(w, opts)), nil
	}
	return slog.New(slog.NewTextHandler(w, opts)), nil
}
