package app

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"onair/app/failure"
	"onair/app/model"
	"onair/app/settings"
	"onair/liveroom"
	"onair/media"
	"onair/media/av"
	"onair/media/capture"
	"onair/media/picture"
)

// pictureEndings are files that may be pictures.
var pictureEndings = map[string]bool{".png": true, ".jpg": true, ".jpeg": true, ".bmp": true, ".gif": true, ".webp": true, ".tif": true, ".tiff": true}

// standsStill reports whether a file is a picture that does not move.
func standsStill(path string) bool {
	if !pictureEndings[strings.ToLower(filepath.Ext(path))] {
		return false
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	info, err := picture.Inspect(data)
	return err == nil && !info.Animated
}

// SetSpeaker chooses the loudspeaker; "" follows the system's default.
func (a *App) SetSpeaker(spec string) {
	a.room.SetSpeaker(spec)
	a.Store.Update(func(s *model.State) { s.Devices.Speaker = spec })
	a.desk.Do(func() { a.desk.Settings.Speaker = spec; a.desk.Save() })
}

// UseFile makes a file the camera, and the microphone where it has sound.
func (a *App) UseFile(path string) {
	if _, err := os.Stat(path); err != nil {
		a.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureFile, Subject: path, Detail: err.Error()}})
		return
	}
	spec := "file:" + path
	if standsStill(path) {
		spec = "picture:" + path
	}
	src, err := capture.OpenVideo(spec, capture.VideoOptions{})
	if err != nil {
		a.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureFile, Subject: path, Detail: err.Error()}})
		return
	}
	a.desk.Do(func() {
		device := model.Device{Spec: spec, Label: filepath.Base(path), Kind: model.DeviceFile}
		a.Store.Update(func(s *model.State) {
			s.Devices.Cameras = withDevice(s.Devices.Cameras, device)
			if src.HasAudio() {
				s.Devices.Microphones = withDevice(s.Devices.Microphones, device)
			}
		})
	})
	if src.HasAudio() {
		a.SetMicrophone(spec)
	}
	a.SetCamera(spec)
}

// SetTitle, SetRoomNumber: what was typed.
func (a *App) SetTitle(title string) {
	a.Store.Update(func(s *model.State) { s.Setup.Title = title })
}

// SetRoomNumber chooses the room's number; 0 makes one.
func (a *App) SetRoomNumber(id uint32) {
	if id == 0 {
		id = newRoomNumber()
	}
	a.Store.Update(func(s *model.State) { s.Setup.RoomNumber = id })
}

// coverWidth is a cover's width in pixels.
const coverWidth = 480

// TakeCover makes the preview's newest picture the cover.
func (a *App) TakeCover() {
	a.desk.Go(func() {
		f := a.previewFrame()
		if f == nil {
			return
		}
		defer f.Release()
		data, err := coverOf(f)
		if err != nil {
			a.desk.Log.Error("cover", "err", err)
			return
		}
		a.Store.Update(func(s *model.State) { s.Setup.Cover = &model.Picture{Data: data} })
		a.desk.Notify(model.Notice{Code: model.NoticeCoverTaken})
	})
}

// previewFrame is the preview's newest picture; right after the start it waits
// a moment for the first one.
func (a *App) previewFrame() *media.Frame {
	feed := a.hub.feed(model.LocalTile)
	for range 40 {
		if f := feed.newest(); f != nil {
			return f
		}
		select {
		case <-a.desk.Context().Done():
			return nil
		case <-time.After(50 * time.Millisecond):
		}
	}
	return nil
}

func coverOf(f *media.Frame) ([]byte, error) {
	scaler := av.NewScaler()
	defer scaler.Close()
	img := image.NewRGBA(image.Rect(0, 0, coverWidth, max(coverWidth*f.Height()/f.Width(), 1)))
	if err := scaler.RGBA(img, f); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 80})
	return out.Bytes(), err
}

// ClearCover takes the cover away.
func (a *App) ClearCover() {
	a.Store.Update(func(s *model.State) { s.Setup.Cover = nil })
}

func (a *App) firstQuality() model.Quality {
	p := a.desk.Settings
	q := model.Quality{
		Sizes:    settings.Sizes(),
		Size:     p.Size,
		Rates:    settings.Rates(),
		Rate:     p.Rate,
		BitRates: settings.BitRates(),
		BitRate:  p.BitRate,
	}
	q.Automatic = encoding(q, false).EffectiveBitRate()
	return q
}

func encoding(q model.Quality, hardware bool) liveroom.VideoEncoderParam {
	return liveroom.VideoEncoderParam{
		Width: q.Size.Width, Height: q.Size.Height, FPS: q.Rate, BitRate: q.BitRate, Hardware: hardware,
	}
}

func (a *App) applyQuality(q model.Quality, hardware bool) {
	if err := a.room.SetVideoEncoderParam(encoding(q, hardware)); err != nil {
		a.desk.Notify(model.Notice{Failure: failure.Of(err, "")})
	}
}

func (a *App) changeQuality(change func(*model.Quality)) {
	a.Store.Update(func(s *model.State) {
		change(&s.Quality)
		auto := s.Quality
		auto.BitRate = 0
		s.Quality.Automatic = encoding(auto, false).EffectiveBitRate()
	})
	s := a.Store.State()
	a.desk.Do(func() {
		a.applyQuality(s.Quality, s.Settings.Hardware)
		a.desk.Settings.Size, a.desk.Settings.Rate, a.desk.Settings.BitRate = s.Quality.Size, s.Quality.Rate, s.Quality.BitRate
		a.desk.Save()
	})
}

// SetSize chooses the sent picture's size.
func (a *App) SetSize(size model.Size) { a.changeQuality(func(q *model.Quality) { q.Size = size }) }

// SetFrameRate chooses the frames a second.
func (a *App) SetFrameRate(fps int) { a.changeQuality(func(q *model.Quality) { q.Rate = fps }) }

// SetBitRate chooses the ceiling of the bit rate; 0 is automatic.
func (a *App) SetBitRate(bits int) { a.changeQuality(func(q *model.Quality) { q.BitRate = bits }) }

// listDevices fills the choosers.
func (a *App) listDevices(ctx context.Context) {
	list, err := liveroom.Devices(ctx)
	if err != nil {
		a.desk.Log.Warn("devices", "err", err)
	}
	var cameras, mics []model.Device
	for _, d := range list {
		device := model.Device{Spec: d.Spec, Label: d.Label, Kind: model.DeviceHardware}
		switch d.Kind {
		case capture.Camera:
			cameras = append(cameras, device)
		case capture.Screen:
			device.Kind = model.DeviceScreen
			cameras = append(cameras, device)
		case capture.Microphone:
			mics = append(mics, device)
		}
	}
	cameras = append(cameras, model.Device{Spec: "test:", Kind: model.DevicePattern}, model.Device{Spec: "none", Kind: model.DeviceNone})
	mics = append(mics, model.Device{Spec: "tone:440", Kind: model.DeviceTone}, model.Device{Spec: "silence:", Kind: model.DeviceSilence}, model.Device{Spec: "none", Kind: model.DeviceNone})
	speakers := []model.Device{{Spec: "", Kind: model.DeviceDefault}}
	found, err := liveroom.Speakers(ctx)
	if err != nil {
		a.desk.Log.Warn("loudspeakers", "err", err)
	}
	for _, d := range found {
		speakers = append(speakers, model.Device{Spec: d.Label, Label: d.Label, Kind: model.DeviceHardware})
	}
	a.Store.Update(func(s *model.State) {
		s.Devices.Cameras = withChosen(cameras, s.Devices.Camera)
		s.Devices.Microphones = withChosen(mics, s.Devices.Microphone)
		s.Devices.Camera = chosen(s.Devices.Cameras, s.Devices.Camera)
		s.Devices.Microphone = chosen(s.Devices.Microphones, s.Devices.Microphone)
		s.Devices.Speakers = withAbsent(speakers, s.Devices.Speaker)
		s.Settings.HardwareBlocked = !liveroom.HardwareEncoder()
	})
}

// chosen is the remembered device; without one, the first real one. A screen
// is never shown to others without having been chosen.
func chosen(list []model.Device, spec string) string {
	if spec != "" && spec != "default" {
		return spec
	}
	for _, d := range list {
		if d.Kind == model.DeviceHardware {
			return d.Spec
		}
	}
	return "none"
}

// withDevice adds a device that is not in the list.
func withDevice(list []model.Device, d model.Device) []model.Device {
	if slices.ContainsFunc(list, func(o model.Device) bool { return o.Spec == d.Spec }) {
		return list
	}
	return append(slices.Clone(list), d)
}

// withChosen keeps a chosen file or absent device in the list.
func withChosen(list []model.Device, spec string) []model.Device {
	if spec == "" || spec == "default" {
		return list
	}
	for _, d := range list {
		if d.Spec == spec {
			return list
		}
	}
	scheme, rest, _ := strings.Cut(spec, ":")
	d := model.Device{Spec: spec, Label: rest, Kind: model.DeviceHardware}
	switch scheme {
	case "file", "picture":
		d.Kind, d.Label = model.DeviceFile, filepath.Base(rest)
	case "test":
		d.Kind = model.DevicePattern
	case "tone":
		d.Kind = model.DeviceTone
	case "silence":
		d.Kind = model.DeviceSilence
	}
	return append([]model.Device{d}, list...)
}

// withAbsent keeps a chosen loudspeaker in the list that is not plugged in.
func withAbsent(list []model.Device, label string) []model.Device {
	if slices.ContainsFunc(list, func(d model.Device) bool { return d.Spec == label }) {
		return list
	}
	return append(list, model.Device{Spec: label, Label: label, Kind: model.DeviceHardware})
}
