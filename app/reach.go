package app

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io/fs"
	"net"
	"syscall"

	"onair/app/model"
	"onair/liveroom"
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
		case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
			return model.FailureServerFolder
		}
	}
	return code
}

// unreached says why a server was not reached, by the error's causes.
func unreached(err error) model.FailureCode {
	var name *net.DNSError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	var header tls.RecordHeaderError
	var timeout net.Error
	switch {
	case errors.As(err, &name):
		return model.FailureHostName
	case errors.Is(err, syscall.ECONNREFUSED):
		return model.FailureRefused
	case errors.As(err, &authority), errors.As(err, &host), errors.As(err, &invalid), errors.As(err, &verify):
		return model.FailureCertificate
	case errors.Is(err, errNotOnAir), errors.As(err, &header):
		return model.FailureNotOnAir
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH), errors.Is(err, context.DeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return model.FailureNoAnswer
	}
	return model.FailureUnreachable
}

// unreachedBy is unreached for what the network test found.
func unreachedBy(c liveroom.NetworkCause) model.FailureCode {
	switch c {
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
