package app

import (
	"image"

	"onair/media"
	"onair/media/av"
)

// Converter turns frames into screen pictures. It belongs to one goroutine.
type Converter struct{ scaler *av.Scaler }

// NewConverter returns a converter; the caller must Close it.
func NewConverter() Converter { return Converter{av.NewScaler()} }

// RGBA converts src to dst's size; dst has tight rows.
func (c Converter) RGBA(dst *image.RGBA, src *media.Frame) error { return c.scaler.RGBA(dst, src) }

// BGRA is RGBA with blue and red exchanged in memory.
func (c Converter) BGRA(dst *image.RGBA, src *media.Frame) error { return c.scaler.BGRA(dst, src) }

// Close frees the converter.
func (c Converter) Close() { c.scaler.Close() }
