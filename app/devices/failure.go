package devices

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"onair/app/failure"
	"onair/app/model"
	"onair/media/capture"
)

// noSource says why nothing is sent where "none" is the choice: there is no
// device, or the user wants it so.
func noSource(d model.Devices, kind model.CheckKind) *model.Failure {
	list, missing, off := d.Cameras, model.FailureNoCamera, model.FailurePictureOff
	if kind == model.CheckSound {
		list, missing, off = d.Microphones, model.FailureNoMicrophone, model.FailureSoundOff
	}
	if slices.ContainsFunc(list, func(d model.Device) bool { return d.Kind == model.DeviceHardware }) {
		return &model.Failure{Code: off}
	}
	return &model.Failure{Code: missing}
}

// sourceFailure says why the chosen camera or microphone gives nothing: by what
// was chosen, for a file is not plugged in again.
func sourceFailure(err error, d model.Devices, kind model.CheckKind) *model.Failure {
	spec := d.Camera
	if kind == model.CheckSound {
		spec = d.Microphone
	}
	f := failure.Of(err, sourceName(d, spec))
	scheme, rest, named := strings.Cut(spec, ":")
	var c *capture.Error
	badly := errors.As(err, &c) && c.Code == capture.NoDevice && errors.Is(err, capture.ErrSpec)
	switch {
	case badly:
		f.Code, f.Subject = model.FailureSource, spec
	case scheme == "file" || scheme == "picture":
		f.Code, f.Subject = model.FailureFile, rest
		if name := filepath.Base(rest); !strings.Contains(rest, "://") && name != "." {
			f.Subject = name
		}
	case !named && c != nil && c.Code == capture.NoDevice:
		f.Code, f.Subject = model.FailureNoCamera, ""
		if kind == model.CheckSound {
			f.Code = model.FailureNoMicrophone
		}
	}
	return f
}

// sourceName is what people call a source.
func sourceName(d model.Devices, spec string) string {
	for _, list := range [][]model.Device{d.Cameras, d.Microphones} {
		if i := slices.IndexFunc(list, func(d model.Device) bool { return d.Spec == spec && d.Label != "" }); i >= 0 {
			return list[i].Label
		}
	}
	if _, rest, ok := strings.Cut(spec, ":"); ok && rest != "" {
		return rest
	}
	return spec
}
