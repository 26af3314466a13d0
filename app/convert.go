package app

import "onair/media/av"

// NewConverter makes what turns frames into screen pictures.
func NewConverter() *av.Scaler { return av.NewScaler() }
