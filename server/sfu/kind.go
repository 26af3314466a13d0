package sfu

import "onair/server/sfu/internal/offers"

type (
	kind  = offers.Kind
	codec = offers.Codec
)

const (
	video = offers.Video
	audio = offers.Audio
)
