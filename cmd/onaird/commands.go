package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"onair/server"
	"onair/server/secret"
	"onair/server/usersig"
)

// garbage is for how many hundredths of what lives the memory may have of what does not:
// half of Go's own, since the relay makes hardly any. A node that leads has far more.
const garbage = 50

// serve runs the server until ctx ends.
func serve(ctx context.Context, args []string, env func(string) string, stderr io.Writer) error {
	var s settings
	if err := parse(s.serveFlags(), args, env); err != nil {
		return usageError{err}
	}
	log, err := newLogger(&s, stderr)
	if err := errors.Join(s.complete(), s.completeServe(), err); err != nil {
		return usageError{err}
	}
	s.Logger, s.Version = log, version
	if s.clustered() {
		return s.serveNode(ctx)
	}
	if env("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	srv, err := server.New(s.Config)
	if err != nil {
		return err
	}
	defer srv.Close()
	return srv.Run(ctx)
}

// userSig prints a UserSig. The key is the one given, or the data folder's; the
// server need not run.
func userSig(ctx context.Context, args []string, env func(string) string, stdout io.Writer) error {
	var s settings
	if err := parse(s.userSigFlags(), args, env); err != nil {
		return usageError{err}
	}
	if s.user == "" {
		return usageError{errors.New("usersig: --user is missing")}
	}
	if err := s.complete(); err != nil {
		return usageError{err}
	}
	key := s.SecretKey
	if key == "" && s.natsURLs != "" {
		var err error
		if key, err = s.sharedKey(ctx); err != nil {
			return err
		}
	}
	if key == "" {
		var err error
		if key, err = secret.Load(filepath.Join(s.DataDir, server.KeyFile)); err != nil {
			return err
		}
	}
	sig, err := usersig.Sign(key, usersig.Claims{UserID: s.user, SDKAppID: s.SDKAppID, Time: time.Now(), Expire: s.expire})
	if err != nil {
		return err
	}
	fmt.Fprintln(stdout, sig)
	return nil
}

// complete turns options that need it into the server's configuration.
func (s *settings) complete() error {
	if s.sdkAppID == 0 || uint64(s.sdkAppID) > 1<<32-1 {
		return fmt.Errorf("--sdk-app-id: %d is not an application number", s.sdkAppID)
	}
	s.SDKAppID = uint32(s.sdkAppID)
	for name := range strings.SplitSeq(s.publicHosts, ",") {
		if name = strings.TrimSpace(name); name != "" {
			s.PublicHosts = append(s.PublicHosts, name)
		}
	}
	for name := range strings.SplitSeq(s.acmeDomains, ",") {
		if name = strings.TrimSpace(name); name != "" {
			s.TLS.Domains = append(s.TLS.Domains, name)
		}
	}
	for ip := range strings.SplitSeq(s.publicIPs, ",") {
		if ip = strings.TrimSpace(ip); ip != "" {
			s.PublicIPs = append(s.PublicIPs, ip)
		}
	}
	return nil
}
