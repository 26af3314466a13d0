package app

import (
	"errors"
	"io/fs"
	"syscall"

	"onair/app/model"
	"onair/liveroom"
	"onair/signaling/address"
)

// errNotOnAir: something answers at the address, but no OnAir server.
var errNotOnAir = errors.New("no OnAir server")

// narrowed gives a failure that many things lead to the words of the one that did.
func narrowed(code model.FailureCode, err error) model.FailureCode {
	switch code {
	case model.FailureUnreachable:
		return unreached(err)
	case model.FailureServerStart:
		switch {
		case errors.Is(err, syscall.EADDRINUSE):
			return model.FailureServerPort
		case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR), errors.Is(err, errNoFolder):
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

// unreached says why a server was not reached, by the error's causes.
func unreached(err error) model.FailureCode {
	if errors.Is(err, errNotOnAir) {
		return model.FailureNotOnAir
	}
	if code, ok := reachWords[address.CauseOf(err)]; ok {
		return code
	}
	return model.FailureUnreachable
}

// unreachedBy is unreached for what the network test found.
func unreachedBy(r liveroom.NetworkReport) model.FailureCode {
	if r.Err != nil {
		return unreached(r.Err)
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
