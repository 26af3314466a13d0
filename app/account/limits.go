package account

import (
	"onair/app/model"
	"onair/signaling"
)

// Limits are a server's limits for the screens. A server that tells none is
// older, and held all to bytes.
func Limits(l signaling.TextLimits) model.TextLimits {
	if l == (signaling.TextLimits{}) {
		return model.TextLimits{Title: model.TextLimit{Bytes: 128}, Name: model.TextLimit{Bytes: 128}, Message: model.TextLimit{Bytes: 2000}}
	}
	of := func(l signaling.TextLimit) model.TextLimit {
		return model.TextLimit{Chars: max(l.Chars, 0), Bytes: max(l.Bytes, 0)}
	}
	return model.TextLimits{Title: of(l.Title), Name: of(l.Name), Message: of(l.Message)}
}
