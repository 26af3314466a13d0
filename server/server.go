package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"

	"onair/room"
	"onair/server/buckets"
	"onair/server/cdn"
	"onair/server/certs"
	"onair/server/clean"
	"onair/server/covers"
	"onair/server/doors"
	"onair/server/follow"
	"onair/server/gate"
	"onair/server/gateway"
	"onair/server/hall"
	"onair/server/lobby"
	"onair/server/local"
	"onair/server/people"
	"onair/server/programs"
	"onair/server/secret"
	"onair/server/sessions"
	"onair/server/store"
	"onair/server/streamkey"
	"onair/server/survive"
	"onair/server/wallet"
	"onair/server/whip"
	"onair/signaling"
)

// Server is one room server. New binds its ports and opens its data, Run works
// until its context ends, Close releases everything.
type Server struct {
	cfg        Config
	log        *slog.Logger
	key        string // signs UserSigs; never logged
	localToken string
	unnote     func() // takes back what tells programs on this machine of this server

	store    *store.Store
	data     buckets.Data
	words    *clean.Words // the operator's blocked words
	bank     *wallet.Bank
	follows  *follow.Lists
	keys     *streamkey.Keys
	people   *people.Profiles
	covers   *covers.Shelf
	orders   *people.Orders
	sessions *sessions.Table
	rooms    *hall.Hall
	lobby    *lobby.Lobby
	relay    relay
	cdn      *cdn.Desk
	metrics  *metrics
	panics   *survive.Panics
	logins   loginDesk
	fans     fanDesk
	handlers requests
	gateway  *gateway.Gateway
	doors    *doors.Desk
	whip     *whip.Handler
	programs *programs.Ports

	entrance *Entrance
	gates    *gate.Gates   // the entrance's
	guesses  *gate.Guesses // of passcodes

	at          net.Addr     // where HTTP is
	ln          net.Listener // nil: nodes listen
	http        *http.Server
	certs       *certs.Keeper // nil: plain HTTP
	front       *certs.Front  // plain HTTP beside https, nil for none
	metricsLn   net.Listener  // nil for none
	metricsHTTP *http.Server
	life        context.Context // of everything that runs; ended by stop
	stop        context.CancelFunc
	quit        chan struct{} // closed by Close
	ready       atomic.Bool
	isReady     chan struct{} // closed with ready
	verified    atomic.Bool   // the data were looked through
	down        atomic.Bool

	asked   sync.Once
	closing sync.Once
	running sync.Mutex // held by Run
	begun   atomic.Bool
}

// New checks the configuration, opens the data folder and binds the ports.
// Errors are *StartError. Nothing is served before Run.
func New(cfg Config) (*Server, error) {
	return newServer(cfg, newRelay)
}

// newServer is New with a relay of the caller's making.
func newServer(cfg Config, mk func(Config) (relay, error)) (_ *Server, err error) {
	cfg, err = cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, log: cfg.Logger, entrance: newEntrance(cfg), guesses: gate.NewGuesses(), panics: survive.New(cfg.Logger), isReady: make(chan struct{}), quit: make(chan struct{})}
	s.gates = s.entrance.gates
	s.words = clean.NewWords(cfg.BlockedWords)
	s.life, s.stop = context.WithCancel(context.Background())
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	if err = s.listen(); err != nil {
		return nil, err
	}
	if err = s.openData(); err != nil {
		return nil, dataError(cfg.DataDir, err)
	}
	if s.relay, err = mk(cfg); err != nil {
		return nil, listenError("the media", cfg.MediaAddr, err)
	}
	if err = s.openRooms(); err != nil {
		return nil, dataError(cfg.DataDir, err)
	}
	s.lobby = lobby.New(lobby.Config{Room: s.rooms.State, Each: func(f func(lobby.Watcher)) {
		for _, sess := range s.sessions.All() {
			f(sess)
		}
	}})
	s.gateway = s.newGateway()
	s.openDoors()
	s.metrics = newMetrics(s)
	s.handlers = newHandlers(s.desks())
	s.metrics.known = s.handlers
	s.http = HTTP(s.routes(), s.log)
	if err = s.openTLS(); err != nil {
		return nil, err
	}
	if err = s.openPrograms(); err != nil {
		return nil, err
	}
	if s.cfg.Shared == nil { // else the node's own has these, too
		if s.metricsLn, s.metricsHTTP, err = s.entrance.OpenMetrics(s.metrics.handler()); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// openData opens the store and reads the keys.
func (s *Server) openData() error {
	ctx := s.life
	var err error
	if s.store, err = s.openStore(ctx); err != nil {
		return err
	}
	if s.key = s.cfg.SecretKey; s.key == "" {
		if s.key, err = secret.Load(filepath.Join(s.cfg.DataDir, KeyFile)); err != nil {
			return err
		}
	}
	or(&s.cfg.LocalToken, filepath.Join(s.cfg.DataDir, "local.token"))
	if s.localToken, err = secret.Load(s.cfg.LocalToken); err != nil {
		return err
	}
	or(&s.entrance.token, s.localToken)
	if s.unnote, err = local.Note(s.cfg.DataDir, s.Addr(), s.cfg.TLS.name(s.cfg), s.localTokenFile()); err != nil {
		return err
	}
	if err = s.data.Open(ctx, s.store, s.cfg.wrap); err != nil {
		return err
	}
	if s.keys, err = streamkey.New(ctx, s.data.StreamKeys, signaling.MaxStreamKeys, s.log); err != nil {
		return err
	}
	s.follows = follow.New(s.data.Follows, signaling.MaxFollows, s.log)
	l := s.cfg.Limits
	s.people = people.New(people.Config{Users: s.data.Users, Words: s.words, Gates: s.gates, MaxGuests: l.MaxGuests, LoggedIn: s.loggedIn,
		Keep: func(ctx context.Context, user string) error { return s.sessions.Write(ctx, user) }, Log: s.log})
	s.sessions, err = sessions.New(ctx, sessions.Config{KV: s.data.Sessions, Key: s.key, Profile: s.people.Profile, Today: s.people.Today,
		Leave:    func(ctx context.Context, sess *sessions.Session) { s.rooms.Leave(ctx, sess) },
		EventLog: l.EventLog, Grace: l.SessionGrace, PingInterval: l.PingInterval, Nodes: s.cfg.nodes(), Moves: s.cfg.moves(), Log: s.log})
	return err
}

// openRooms takes up the rooms of the server's last life, and the bank.
func (s *Server) openRooms() (err error) {
	l, d := s.cfg.Limits, s.data
	s.covers = covers.New(covers.Config{KV: d.Covers, Most: l.CoverBytes, User: s.tokenUser, Wait: s.gates.Cover, Spend: s.entrance.spend, Owners: s.owners,
		LoggedIn: s.loggedIn, Log: s.log})
	s.orders = &people.Orders{Kept: d.Orders, Blocked: d.Blocked, Covers: s.covers, Log: s.log}
	s.rooms, err = hall.New(s.life, hall.Config{Rooms: d.Rooms, Chats: d.Chats, Audience: d.Audience, Sessions: s.sessions, Media: s.relay,
		Stepped: func(id uint32, before, after room.State) {
			s.fans.tellFans(id, before, after)
			s.cdn.Stepped(id, before, after)
		}, Touched: func(id uint32) { s.lobby.Touch(id) }, Ending: s.orders.Keep,
		GiftTold: func(ctx context.Context, key string) error {
			_, err := s.bank.Decide(ctx, key, wallet.Told)
			return err
		},
		MaxRooms: l.MaxRooms, BundleAbove: l.BundleAbove, RoomChatRate: l.RoomChatRate, LikePace: l.LikePace, StoreRetry: s.cfg.storeRetry, Log: s.log})
	s.cdn = cdn.New(cdn.Config{Rooms: s.rooms, Sessions: s.sessions, Relay: s.relay, Secret: s.key, Guests: s.cfg.AllowGuests, Client: s.gates.Client, Panics: s.panics,
		Limits: cdn.Limits{Shows: l.HLSStreams, Waiting: l.HLSWaiting}, Log: s.log})
	s.logins = loginDesk{app: s.cfg.SDKAppID, key: s.key, gates: s.gates, people: s.people, sessions: s.sessions, log: s.log}
	s.fans = fanDesk{follows: s.follows, people: s.people, sessions: s.sessions, rooms: s.rooms}
	s.bank = wallet.New(wallet.Config{Rooms: giftRooms{s.rooms, s.cfg.Gifts}, Wallets: d.Wallets, Ledger: d.Ledger, Unpaid: d.Unpaid,
		StartCoins: s.cfg.StartCoins, Keep: l.GiftKeep, Retry: s.cfg.storeRetry, Log: s.log})
	return err
}

// Addr is the host:port HTTP listens on.
func (s *Server) Addr() string { return s.at.String() }

// MediaAddr is the host:port media goes to.
func (s *Server) MediaAddr() string { return s.relay.Addr() }

// localTokenFile is the path of the file for programs on this machine.
func (s *Server) localTokenFile() string { return s.cfg.LocalToken }

func (s *Server) stopping() bool { return s.down.Load() }

// Run serves until ctx ends, then stops gracefully: clients are told, rooms are
// stored, media ends. It returns nil after that, or why it could not go on. It
// may be called once.
func (s *Server) Run(ctx context.Context) error {
	if !s.begun.CompareAndSwap(false, true) {
		return errors.New("server: Run was called before")
	}
	s.running.Lock()
	defer s.running.Unlock()
	failed := make(chan error, 5)
	var wg sync.WaitGroup
	wg.Go(func() { failed <- s.relay.Run(s.life) })
	wg.Go(func() { s.lobby.Run(s.life) })
	wg.Go(func() { s.covers.Sweep(s.life) })
	wg.Go(func() { s.bank.Sweep(s.life) })
	wg.Go(func() { s.cfg.pacer.Run(s.life, logTell) })
	wg.Go(func() { s.follows.Load(s.life) })
	s.rooms.Start()
	s.bank.Finish(s.life)
	s.restarted()
	wg.Go(func() { s.sessions.Run(s.life) })
	wg.Go(func() { s.bank.Run(s.life) })
	s.ready.Store(true) // before the first answer, so that nobody who asks at once is told to wait
	close(s.isReady)
	if s.ln != nil {
		wg.Go(func() { failed <- s.serveHTTP(s.entrance.Limited(s.ln)) })
	}
	if s.front != nil {
		wg.Go(func() { failed <- s.front.Run() })
	}
	wg.Go(func() { failed <- s.programs.Run() })
	if s.certs != nil && s.ln != nil {
		wg.Go(func() { s.certs.Fetch(s.life) })
	}
	if s.metricsLn != nil {
		wg.Go(func() { failed <- s.metricsHTTP.Serve(s.metricsLn) })
	}
	wg.Go(func() { s.verifyData(s.life) })
	if s.cfg.Announce {
		wg.Go(s.announce)
	}
	s.log.Info("server ready", "http", s.Addr(), "media", s.MediaAddr(), "data", s.cfg.DataDir)
	var err error
	select {
	case <-ctx.Done():
	case <-s.quit:
	case err = <-failed:
		if errors.Is(err, http.ErrServerClosed) || errors.Is(err, context.Canceled) {
			err = nil
		}
	}
	s.shutdown()
	wg.Wait()
	s.rooms.Close()
	s.release()
	s.log.Info("server stopped", "err", err)
	return err
}
