package audio

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gen2brain/malgo"

	"onair/media/hush"
)

// Device is a loudspeaker, or another way out.
type Device struct {
	// ID belongs to this run of the system; remember devices by their labels.
	ID string
	// Label is what a person reads. Devices with one name are numbered.
	Label string
	// Default says that the system plays on it unless told otherwise.
	Default bool
}

// Devices lists the loudspeakers, the default first. No loudspeaker is no
// error. It may be called from any goroutine and takes some milliseconds.
func Devices(ctx context.Context) ([]Device, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var o outputs
	defer o.close()
	return o.list()
}

// backends are the sound systems to try, in order: all that miniaudio knows but
// its null device.
func backends() []malgo.Backend {
	return []malgo.Backend{
		malgo.BackendWasapi, malgo.BackendDsound, malgo.BackendWinmm, malgo.BackendCoreaudio, malgo.BackendSndio,
		malgo.BackendAudio4, malgo.BackendOss, malgo.BackendPulseaudio, malgo.BackendAlsa, malgo.BackendJack,
	}
}

// outputs finds loudspeakers by label, through miniaudio. The zero value is
// ready; not for concurrent use.
type outputs struct {
	ctx *malgo.AllocatedContext
	ids map[string]malgo.DeviceID // by label
}

func (o *outputs) list() ([]Device, error) {
	o.ids = make(map[string]malgo.DeviceID)
	if o.ctx == nil {
		hush.Sound()
		c, err := malgo.InitContext(backends(), malgo.ContextConfig{}, nil)
		if errors.Is(err, malgo.ErrNoBackend) {
			return nil, nil
		}
		if err != nil {
			return nil, fmt.Errorf("list the loudspeakers: %w", err)
		}
		o.ctx = c
	}
	infos, err := o.ctx.Devices(malgo.Playback)
	if err != nil {
		o.close() // the sound server went away; the next look meets the new one
		return nil, fmt.Errorf("list the loudspeakers: %w", err)
	}
	var list []Device
	for i := range infos {
		info := &infos[i]
		id := info.ID.String()
		if raw, err := hex.DecodeString(id); err == nil {
			id = strings.TrimRight(string(raw), "\x00")
		}
		name := strings.Join(strings.Fields(info.Name()), " ")
		if id == "null" || strings.HasPrefix(name, "Discard all samples") {
			continue
		}
		label := name
		for n := 2; ; n++ {
			if _, taken := o.ids[label]; !taken {
				break
			}
			label = fmt.Sprintf("%s (%d)", name, n)
		}
		o.ids[label] = info.ID
		list = append(list, Device{ID: id, Label: label, Default: info.IsDefault != 0})
	}
	slices.SortStableFunc(list, func(a, b Device) int {
		switch {
		case a.Default == b.Default:
			return 0
		case a.Default:
			return -1
		}
		return 1
	})
	return list, nil
}

// has looks whether a loudspeaker is there now.
func (o *outputs) has(label string) bool {
	_, _ = o.list() // without a list it is not there
	_, ok := o.ids[label]
	return ok
}

// close may be called when no device of it is open any more.
func (o *outputs) close() {
	if o.ctx != nil {
		_ = o.ctx.Uninit() // there is nothing to be done about it
		o.ctx.Free()
		o.ctx = nil
	}
}
