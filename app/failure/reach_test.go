package failure

import (
	"context"
	"crypto/x509"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"syscall"
	"testing"

	"onair/app/model"
	"onair/liveroom"
)

func TestEachCauseHasItsWords(t *testing.T) {
	dial := func(err error) error {
		return &url.Error{Op: "Get", URL: "http://h", Err: &net.OpError{Op: "dial", Err: err}}
	}
	for _, c := range []struct {
		code model.FailureCode
		err  error
		want model.FailureCode
	}{
		{model.FailureUnreachable, dial(&net.DNSError{Err: "no such host", Name: "nowhere.example", IsNotFound: true}), model.FailureHostName},
		{model.FailureUnreachable, dial(os.NewSyscallError("connect", syscall.ECONNREFUSED)), model.FailureRefused},
		{model.FailureUnreachable, dial(os.NewSyscallError("connect", syscall.EHOSTUNREACH)), model.FailureNoAnswer},
		{model.FailureUnreachable, dial(context.DeadlineExceeded), model.FailureNoAnswer},
		{model.FailureUnreachable, dial(x509.UnknownAuthorityError{}), model.FailureCertificate},
		{model.FailureUnreachable, fmt.Errorf("x: %w", ErrNotOnAir), model.FailureNotOnAir},
		{model.FailureUnreachable, fmt.Errorf("else"), model.FailureUnreachable},
		{model.FailureServerStart, dial(os.NewSyscallError("bind", syscall.EADDRINUSE)), model.FailureServerPort},
		{model.FailureServerStart, &fs.PathError{Op: "mkdir", Path: "/x", Err: syscall.EACCES}, model.FailureServerFolder},
		{model.FailureServerStart, fmt.Errorf("else"), model.FailureServerStart},
	} {
		if f := Of(&Coded{Code: c.code, Err: c.err}, "h"); f.Code != c.want {
			t.Errorf("%s, %v: %s, want %s", c.code, c.err, f.Code, c.want)
		}
	}
	// Signing in reaches the server by the engine, too.
	away := &liveroom.Error{Code: liveroom.CodeServerAway, Op: "Login", Err: dial(os.NewSyscallError("connect", syscall.ECONNREFUSED))}
	if f := Of(away, "h"); f.Code != model.FailureRefused {
		t.Errorf("the engine's: %s", f.Code)
	}
}
