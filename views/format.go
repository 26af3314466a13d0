package views

import (
	"fmt"
	"strconv"
	"time"

	"onair/app/model"
	"onair/views/kit"
)

// clock writes a length as 4:05 or 1:04:05.
func clock(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	if s < 0 {
		s = 0
	}
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// count writes a number of people: 980, 1.2k, 3.4M.
func count(n int) string {
	switch {
	case n >= 1_000_000:
		return trim(float64(n)/1e6) + "M"
	case n >= 1000:
		return trim(float64(n)/1e3) + "k"
	default:
		return strconv.Itoa(n)
	}
}

func trim(v float64) string {
	if v >= 100 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	s := strconv.FormatFloat(v, 'f', 1, 64)
	if len(s) > 2 && s[len(s)-2:] == ".0" {
		s = s[:len(s)-2]
	}
	return s
}

// bitRate writes bits a second as 850 kbit/s or 2.5 Mbit/s.
func bitRate(bits int) string {
	if bits >= 1_000_000 {
		return trim(float64(bits)/1e6) + " Mbit/s"
	}
	return strconv.Itoa(bits/1000) + " kbit/s"
}

// sizeName is a picture size in words: by its lines, and what they are good for.
func sizeName(s model.Size) string {
	lines := min(s.Width, s.Height)
	key := "size.other"
	switch lines {
	case 360:
		key = "size.360"
	case 480:
		key = "size.480"
	case 540:
		key = "size.540"
	case 720:
		key = "size.720"
	case 1080:
		key = "size.1080"
	}
	v := kit.Values{"Width": s.Width, "Height": s.Height}
	name := kit.T(key, v)
	if s.Height > s.Width {
		name = kit.T("size.portrait", kit.Values{"Name": name})
	}
	return name
}

// deviceNames are the words for a list of devices.
func deviceNames(devices []model.Device) []string {
	out := make([]string, len(devices))
	for i, d := range devices {
		out[i] = d.Label
		switch {
		case d.Kind == model.DeviceNone:
			out[i] = kit.T("device.none")
		case d.Kind == model.DeviceDefault:
			out[i] = kit.T("device.default")
		case d.Label != "":
		case d.Kind == model.DeviceTone:
			out[i] = kit.T("device.tone")
		case d.Kind == model.DeviceSilence:
			out[i] = kit.T("device.silence")
		case d.Kind == model.DevicePattern:
			out[i] = kit.T("device.pattern")
		case d.Kind == model.DeviceScreen:
			out[i] = kit.T("device.screen")
		case d.Kind == model.DeviceFile:
			out[i] = kit.T("device.file")
		default:
			out[i] = kit.T("device.unnamed")
		}
	}
	return out
}

func deviceIndex(devices []model.Device, spec string) int {
	for i, d := range devices {
		if d.Spec == spec {
			return i
		}
	}
	return -1
}

// orDash is text, or a dash where a number is not known.
func orDash(known bool, text string) string {
	if !known {
		return "–"
	}
	return text
}

func millis(d time.Duration) string {
	if d < time.Millisecond {
		return "< 1 ms"
	}
	return strconv.FormatInt(d.Round(time.Millisecond).Milliseconds(), 10) + " ms"
}

// pictureName is a cache name for a picture: its address is its identity.
func pictureName(p *model.Picture) string { return fmt.Sprintf("picture-%p", p) }

// seconds writes a number of seconds as 9 s, or 4:05 from a minute on.
func seconds(n int) string {
	if n >= 60 {
		return clock(time.Duration(n) * time.Second)
	}
	return strconv.Itoa(n) + " s"
}

// coins writes an amount of money in full, with spaces between thousands.
func coins(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// percent writes a share of a hundred.
func percent(n int) string { return strconv.Itoa(n) + " %" }
