package failure

import (
	"errors"
	"io/fs"
	"syscall"

	"onair/app/model"
	"onair/liveroom"
	"onair/signaling/address"
)

// ErrNotOnAir: something answers at the address, but no OnAir server.
var ErrNotOnAir = errors.New("no OnAir server")

// ErrNoFolder: the system names no folder for a program's data.
var ErrNoFolder = errors.New("no folder for the server's data")

// Narrowed gives a failure that many things lead to the words of the one that did.
func Narrowed(code model.FailureCode, err error) model.FailureCode {
	switch code {
	case model.FailureUnreachable:
		return Unreached(err)
	case model.FailureServerStart:
		switch {
		case errors.Is(err, syscall.EADDRINUSE):
			return model.FailureServerPort
		case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR), errors.Is(err, ErrNoFolder):
			return model.FailureServerFolder
		}
	}
	return code
}

// reachWords are the words for what keeps this machine from a server.
var reachWords = map[address.Cause]model.FailureCode{
	address.NoName: model.FailureHostName, address.Refused: model.FailureRefused, address.NoRoute: model.FailureNoAnswer,
	address.Timeout: model.FailureNoAnswer, address.Closed: model.FailureNotOnAir, address.Other: model.FailureNotOnAir,
	address.Untrusted: model.FailureCertificate, address.Certificate: model.FailureCertificate, address.TLS: model.FailureCertificate,
	address.Expired: model.FailureCertificateOld, address.WrongName: model.FailureCertificateName,
	address.PlainHTTP: model.FailurePlainHTTP, address.NeedsHTTPS: model.FailureNeedsHTTPS,
	address.ProxyRefused: model.FailureProxy, address.Gateway: model.FailureGateway,
}

// Unreached says why a server was not reached, by the error's causes.
func Unreached(err error) model.FailureCode {
	if errors.Is(err, ErrNotOnAir) {
		return model.FailureNotOnAir
	}
	if code, ok := reachWords[address.CauseOf(err)]; ok {
		return code
	}
	return model.FailureUnreachable
}

// UnreachedBy is Unreached for what the network test found.
func UnreachedBy(r liveroom.NetworkReport) model.FailureCode {
	if r.Err != nil {
		return Unreached(r.Err)
	}
	switch r.Cause {
	case liveroom.NetworkUnknownName:
		return model.FailureHostName
	case liveroom.NetworkRefused:
		return model.FailureRefused
	case liveroom.NetworkNoAnswer:
		return model.FailureNoAnswer
	case liveroom.NetworkCertificate:
		return model.FailureCertificate
	case liveroom.NetworkOther:
		return model.FailureNotOnAir
	}
	return model.FailureUnreachable
}
