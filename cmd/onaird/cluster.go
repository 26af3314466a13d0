package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"strings"
	"time"

	"onair/server/cluster"
	"onair/server/node"
	"onair/signaling/address"
)

// natsFlags declares what a command of a cluster of nodes needs to reach it.
func (s *settings) natsFlags(fs *flag.FlagSet) {
	fs.StringVar(&s.natsURLs, "nats", "", "`addresses` of NATS servers with JetStream, with commas, such as nats://a:4222,nats://b:4222:\nthis is one of several nodes, which keep everything there")
	fs.StringVar(&s.cluster.Creds, "nats-creds", "", "`file` with the credentials for NATS")
}

// clusterFlags declares the options of a node of several.
func (s *settings) clusterFlags(fs *flag.FlagSet) {
	s.natsFlags(fs)
	fs.StringVar(&s.cluster.Listen, "cluster-listen", "", "`host:port` where the NATS inside this node waits for those of other nodes: nodes that\ncluster by themselves, three at least; --secret-key is what they know each other by")
	fs.StringVar(&s.routes, "cluster-routes", "", "`addresses` of all nodes' --cluster-listen, with commas, such as nats://a:6222,nats://b:6222")
	s.nameFlag(fs)
	fs.DurationVar(&s.drainTime, "drain-time", 10*time.Second, "how `long` people may take to go to other nodes when this one is stopped; 0: they are cut off")
	fs.StringVar(&s.cluster.URL, "node-url", "", "`address` by which clients reach this node itself, such as https://a.live.example.org: clients\nof a node that dies go on at another that told its own (default: not told)")
	fs.DurationVar(&s.cluster.Lease, "lease", cluster.DefaultLease, "how `long` a node leads without renewing its lease in NATS, 1s to 30s, the same on all nodes:\nlonger for NATS on slow disks; a node that dies without a word is replaced that much later")
	fs.StringVar(&s.cluster.Addr, "node-addr", "", "`IP:port` where other nodes reach this one, for a connection of their own, encrypted")
}

// clustered reports whether this is one of several nodes.
func (s *settings) clustered() bool { return s.natsURLs != "" || s.cluster.Listen != "" }

// completeCluster turns the options of a node into its configuration.
func (s *settings) completeCluster() error {
	if !s.clustered() {
		if s.cluster.Name != "" || s.cluster.Addr != "" || s.routes != "" || s.cluster.Creds != "" {
			return errors.New("--node-name, --node-addr, --nats-creds and --cluster-routes are for nodes: give --nats or --cluster-listen, too")
		}
		return nil
	}
	s.cluster.URLs, s.cluster.Routes = list(s.natsURLs), list(s.routes)
	s.cluster.DataDir, s.cluster.Version, s.cluster.Secret = s.DataDir, version, s.SecretKey
	if err := s.nameNode(); err != nil {
		return err
	}
	if s.cluster.Listen != "" && s.SecretKey == "" {
		return errors.New("--secret-key: nodes that cluster by themselves need the same one")
	}
	if s.cluster.URL != "" {
		at, err := address.Parse(s.cluster.URL)
		if err != nil {
			return fmt.Errorf("--node-url: %w", err)
		}
		s.PublicHosts = append(s.PublicHosts, at.Host())
	}
	if s.cluster.Lease < time.Second || s.cluster.Lease > 30*time.Second {
		return fmt.Errorf("--lease: %v is not from 1s to 30s", s.cluster.Lease)
	}
	addr, err := netip.ParseAddrPort(s.cluster.Addr)
	if err != nil || addr.Addr().IsUnspecified() || addr.Port() == 0 {
		return fmt.Errorf("--node-addr: %q is no IP:port where other nodes reach this one", s.cluster.Addr)
	}
	if _, _, err := net.SplitHostPort(s.cluster.Listen); s.cluster.Listen != "" && err != nil {
		return fmt.Errorf("--cluster-listen: %w", err)
	}
	return nil
}

// list is what stands between commas.
func list(text string) (out []string) {
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// serveNode runs one of several nodes until ctx ends.
func (s *settings) serveNode(ctx context.Context) error {
	n, err := node.New(ctx, node.Config{Server: s.Config, Cluster: s.cluster, DrainTime: s.drainTime})
	if err != nil {
		if errors.Is(err, cluster.ErrConfig) {
			return usageError{err}
		}
		return err
	}
	return n.Run(ctx)
}

// sharedKey is the key that the nodes of a cluster sign UserSigs with.
func (s *settings) sharedKey(ctx context.Context) (string, error) {
	c := s.nats()
	c.Log = slog.New(slog.DiscardHandler)
	return cluster.ReadSecret(ctx, c, node.KeyName)
}

// nats is how a command reaches the nodes.
func (s *settings) nats() cluster.Config {
	c := s.cluster
	c.URLs = list(s.natsURLs)
	return c
}

// drain has a node's people go to others, and the node end. It returns when it is over.
func drain(ctx context.Context, args []string, env func(string) string) error {
	var s settings
	if err := parse(s.drainFlags(), args, env); err != nil {
		return usageError{err}
	}
	var err error
	if s.natsURLs == "" {
		_, err = node.Tell(ctx, s.DataDir, node.Order{Drain: true})
	} else if err = s.nameNode(); err == nil {
		_, err = node.TellBy(ctx, s.nats(), s.cluster.Name, node.Order{Drain: true})
	}
	if err != nil {
		return fmt.Errorf("drain: %w", err)
	}
	return nil
}

func (s *settings) drainFlags() *flag.FlagSet {
	fs := s.flags("drain")
	s.natsFlags(fs)
	s.nameFlag(fs)
	return fs
}

func (s *settings) nameFlag(fs *flag.FlagSet) {
	fs.StringVar(&s.cluster.Name, "node-name", "", "`name` of this node, which no other has (default: this machine's)")
}

// nameNode gives a node without a name this machine's.
func (s *settings) nameNode() error {
	if s.cluster.Name != "" {
		return nil
	}
	host, err := os.Hostname()
	if err != nil {
		return fmt.Errorf("--node-name is needed: %w", err)
	}
	s.cluster.Name, _, _ = strings.Cut(host, ".")
	return nil
}
