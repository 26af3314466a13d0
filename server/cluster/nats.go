package cluster

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"onair/server/store"

	natsd "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// most copies of everything there are; a cluster of NATS has at least as many servers.
const most = 3

func (n *Node) options() []nats.Option {
	log := n.cfg.Log
	denied := sync.OnceFunc(func() {
		log.Error("NATS does not let this user do what a node needs: let it publish to $JS.API.>, $KV.> and onair.>, and subscribe to onair.> and _INBOX.>")
	})
	opts := []nats.Option{nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
		if log.Warn("NATS says", "err", err); errors.Is(err, nats.ErrPermissionViolation) {
			denied()
		}
	}), nats.Name("onair " + n.cfg.Name), nats.MaxReconnects(-1), nats.ReconnectWait(100 * time.Millisecond),
		nats.ReconnectJitter(50*time.Millisecond, 50*time.Millisecond), nats.PingInterval(2 * time.Second), nats.MaxPingsOutstanding(2),
		nats.Timeout(opTime), nats.ReconnectBufSize(-1), // nothing is said late
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) { log.Warn("NATS is lost", "err", err) }),
		nats.ReconnectHandler(func(c *nats.Conn) { log.Info("NATS is back", "at", c.ConnectedAddr()) })}
	if n.cfg.Creds != "" {
		opts = append(opts, nats.UserCredentials(n.cfg.Creds))
	}
	return opts
}

// dial connects to a NATS outside.
func (n *Node) dial(ctx context.Context) (err error) {
	var told bool
	for {
		if n.nc, err = nats.Connect(strings.Join(n.cfg.URLs, ","), n.options()...); err == nil {
			break
		}
		if bad := refusal(err, n.cfg.places()); bad != nil {
			return bad
		}
		err = advised(err)
		if !told {
			told = true
			n.cfg.Log.Info("waiting for NATS", "at", n.cfg.places(), "err", err)
		}
		select {
		case <-time.After(renewEvery):
		case <-ctx.Done():
			return fmt.Errorf("%w at %s: %w", ErrNoNATS, n.cfg.places(), err)
		}
	}
	if v := n.nc.ConnectedServerVersion(); tooOld(v) {
		return fmt.Errorf("%w: the NATS is version %s; 2.10 is the oldest that can keep a leader of before from writing", ErrConfig, v)
	}
	if n.nc.ConnectedClusterName() != "" {
		n.replicas = most
	}
	if size := n.nc.MaxPayload(); size < store.MaxValue+64<<10 {
		return fmt.Errorf("%w: the NATS takes messages up to %d bytes; set its max_payload to %d", ErrConfig, size, store.MaxValue+64<<10)
	}
	return nil
}

// places are the addresses without passwords.
func (c Config) places() string {
	var list []string
	for _, text := range c.URLs {
		if u, err := url.Parse(text); err == nil {
			text = u.Redacted()
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

// routesPassword follows from the secret, which is not said over the routes itself.
func (c Config) routesPassword() string {
	m := hmac.New(sha256.New, []byte(c.Secret))
	m.Write([]byte("routes"))
	return hex.EncodeToString(m.Sum(nil))
}

// embed starts the NATS inside the node.
func (n *Node) embed() error {
	electSooner(n.view.times.lease)
	host, port, err := split(n.cfg.Listen)
	if err != nil {
		return err
	}
	opts := &natsd.Options{
		// Routes begin only beside a listener for clients: it is this machine's alone, and
		// nobody knows its password.
		ServerName: n.cfg.Name, Host: "127.0.0.1", Port: natsd.RANDOM_PORT, Username: "onair", Password: rand.Text(), NoSigs: true, DisableJetStreamBanner: true,
		JetStream: true, StoreDir: filepath.Join(n.cfg.DataDir, "cluster"), MaxPayload: store.MaxValue + 64<<10,
		SyncInterval: 5 * time.Second, JetStreamMaxMemory: 64 << 20, // of files three quarters of what the disk has free
		Cluster: natsd.ClusterOpts{Name: "onair", Host: host, Port: port, Username: "onair", Password: n.cfg.routesPassword(), NoAdvertise: true},
	}
	for _, r := range n.cfg.Routes {
		u, err := url.Parse(r)
		if err != nil || u.Host == "" {
			return fmt.Errorf("%w: %q is no address of another node's NATS, such as nats://b:6222", ErrConfig, r)
		}
		u.User = url.UserPassword("onair", n.cfg.routesPassword())
		opts.Routes = append(opts.Routes, u)
	}
	n.replicas = min(most, max(1, len(opts.Routes)))
	ns, err := natsd.NewServer(opts)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrConfig, err)
	}
	n.ns = ns
	ns.SetLoggerV2(natsLog{n.cfg.Log}, false, false, false)
	ns.Start()
	if !ns.ReadyForConnections(10 * time.Second) {
		return fmt.Errorf("%w: the NATS inside did not start; is %s free?", ErrConfig, n.cfg.Listen)
	}
	n.nc, err = nats.Connect("", append(n.options(), nats.InProcessServer(ns), nats.UserInfo(opts.Username, opts.Password))...)
	return err
}

// tooOld reports whether a NATS does not know subject transforms of streams.
func tooOld(version string) bool {
	var major, minor int
	_, err := fmt.Sscanf(version, "%d.%d", &major, &minor)
	return err == nil && (major < 2 || major == 2 && minor < 10)
}

func split(addr string) (host string, port int, err error) {
	host, text, err := net.SplitHostPort(addr)
	if err == nil {
		port, err = strconv.Atoi(text)
	}
	if err != nil {
		return "", 0, fmt.Errorf("%w: %q is no host:port to listen on", ErrConfig, addr)
	}
	return host, port, nil
}

// natsLog carries the warnings of the NATS inside into ours.
type natsLog struct{ log *slog.Logger }

// Noticef implements server.Logger.
func (l natsLog) Noticef(format string, v ...any) { l.log.Debug("nats: " + fmt.Sprintf(format, v...)) }

// Warnf implements server.Logger.
func (l natsLog) Warnf(format string, v ...any) { l.log.Info("nats: " + fmt.Sprintf(format, v...)) }

// Errorf implements server.Logger.
func (l natsLog) Errorf(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	if again.MatchString(text) {
		l.log.Debug("nats: " + text)
		return
	}
	l.log.Warn("nats: " + text)
}

// again is a try after the first to reach another server, of which there is one a second.
var again = regexp.MustCompile(`\(attempt ([2-9]|\d\d+)\)`)

// Fatalf implements server.Logger.
func (l natsLog) Fatalf(format string, v ...any) { l.log.Error("nats: " + fmt.Sprintf(format, v...)) }

// Debugf implements server.Logger.
func (natsLog) Debugf(string, ...any) {}

// Tracef implements server.Logger.
func (natsLog) Tracef(string, ...any) {}
