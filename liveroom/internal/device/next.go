package device

import (
	"context"
	"slices"

	"onair/media/capture"
)

// NextCamera is the spec of the system's camera after the one of spec now, the same one
// if there is no other; "" without any.
func NextCamera(ctx context.Context, now string) (string, error) {
	devices, err := capture.Devices(ctx)
	if err != nil {
		return "", err
	}
	cameras := slices.DeleteFunc(devices, func(d capture.Device) bool { return d.Kind != capture.Camera })
	if len(cameras) == 0 {
		return "", nil
	}
	i := slices.IndexFunc(cameras, func(d capture.Device) bool {
		return d.Spec == now || (d.Default && (now == "" || now == "default"))
	})
	return cameras[(i+1)%len(cameras)].Spec, nil
}
