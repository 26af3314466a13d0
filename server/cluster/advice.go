package cluster

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"onair/server/store"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// refusal is an error that waiting does not mend, with what to do; nil for others.
func refusal(err error, at string) error {
	switch {
	case errors.Is(err, nats.ErrAuthorization), errors.Is(err, nats.ErrAuthExpired), errors.Is(err, nats.ErrAuthRevoked), errors.Is(err, nats.ErrAccountAuthExpired):
		return fmt.Errorf("%w: NATS at %s refuses the credentials: look at --nats-creds, or at user and password in --nats: %w", ErrConfig, at, err)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: --nats-creds: %w", ErrConfig, err)
	}
	return nil
}

// advised is an error of NATS with what to do about it.
func advised(err error) error {
	var words string
	switch {
	case errors.Is(err, nats.ErrNoServers):
		words = "no server answers there: is it running, is the address right, does a firewall let it through?"
	case errors.Is(err, nats.ErrNoResponders), errors.Is(err, jetstream.ErrJetStreamNotEnabled):
		words = "its JetStream does not answer: start NATS with JetStream (jetstream {...} in its configuration); of a cluster most servers have to run"
	case errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount):
		words = "the account has no JetStream: give it some in NATS's configuration"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, nats.ErrTimeout):
		words = "it does not answer: do most servers of its cluster run, and may this user publish to $JS.API.>, $KV.> and onair.>, and subscribe to onair.> and _INBOX.>?"
	case store.Full(err):
		words = fullWords
	default:
		return err
	}
	return fmt.Errorf("%s: %w", words, err)
}

const fullWords = "NATS has no more room for what nodes keep: raise max_file_store of its servers or the limit of the account, or give their disks more space"
