package gateway

import (
	"bytes"
	"encoding/json"

	"onair/signaling"
)

// peekSize is how much of a message is looked at to refuse it.
const peekSize = 256

// peek reads a message's id and type if they stand at its beginning, where
// clients put them, so that a refusal can name the request without the message
// being parsed. What is not there stays empty.
func peek(b []byte) (env signaling.Envelope) {
	dec := json.NewDecoder(bytes.NewReader(b[:min(len(b), peekSize)]))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return env
	}
	for {
		key, err := dec.Token()
		if err != nil {
			return env
		}
		switch key {
		case "v":
			err = dec.Decode(new(int))
		case "id":
			err = dec.Decode(&env.ID)
		case "type":
			var typ string
			if err = dec.Decode(&typ); err == nil && len(typ) <= 64 {
				env.Type = typ
			}
		default:
			return env
		}
		if err != nil || env.ID != 0 && env.Type != "" {
			return env
		}
	}
}
