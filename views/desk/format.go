package desk

import (
	"fmt"
	"strconv"
	"time"

	"onair/app/model"
	"onair/views/kit"
)

// Clock writes a length as 4:05 or 1:04:05.
func Clock(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	if s < 0 {
		s = 0
	}
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// Count writes a number of people: 980, 1.2k, 3.4M.
func Count(n int) string {
	switch {
	case n >= 1_000_000:
		return Trim(float64(n)/1e6) + "M"
	case n >= 1000:
		return Trim(float64(n)/1e3) + "k"
	default:
		return strconv.Itoa(n)
	}
}

// Trim writes a number with one digit behind the point, or none.
func Trim(v float64) string {
	if v >= 100 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	s := strconv.FormatFloat(v, 'f', 1, 64)
	if len(s) > 2 && s[len(s)-2:] == ".0" {
		s = s[:len(s)-2]
	}
	return s
}

// BitRate writes bits a second as 850 kbit/s or 2.5 Mbit/s.
func BitRate(bits int) string {
	if bits >= 1_000_000 {
		return Trim(float64(bits)/1e6) + " Mbit/s"
	}
	return strconv.Itoa(bits/1000) + " kbit/s"
}

// SizeName is a picture size in words: by its lines, and what they are good for.
func SizeName(s model.Size) string {
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

// DeviceNames are the words for a list of devices.
func DeviceNames(devices []model.Device) []string {
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

// DeviceIndex is where a device is in a list, -1 if it is not.
func DeviceIndex(devices []model.Device, spec string) int {
	for i, d := range devices {
		if d.Spec == spec {
			return i
		}
	}
	return -1
}

// OrDash is text, or a dash where a number is not known.
func OrDash(known bool, text string) string {
	if !known {
		return "–"
	}
	return text
}

// Millis writes a short time in milliseconds.
func Millis(d time.Duration) string {
	if d < time.Millisecond {
		return "< 1 ms"
	}
	return strconv.FormatInt(d.Round(time.Millisecond).Milliseconds(), 10) + " ms"
}

// pictureName is a cache name for a picture: its address is its identity.
func pictureName(p *model.Picture) string { return fmt.Sprintf("picture-%p", p) }

// Seconds writes a number of seconds as 9 s, or 4:05 from a minute on.
func Seconds(n int) string {
	if n >= 60 {
		return Clock(time.Duration(n) * time.Second)
	}
	return strconv.Itoa(n) + " s"
}

// Coins writes an amount of money in full, with spaces between thousands.
func Coins(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// Percent writes a share of a hundred.
func Percent(n int) string { return strconv.Itoa(n) + " %" }

// Shorten cuts a text to n characters, the last of them an ellipsis.
func Shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// RoomTitle is what a live is called; one without a title after its host.
func RoomTitle(r model.Room) string {
	if r.Title != "" {
		return r.Title
	}
	return kit.T("room.untitled", kit.Values{"Name": r.Host.DisplayName()})
}

// Distinct numbers names that occur twice: a chooser knows its options by name.
func Distinct(names []string) []string {
	seen := map[string]int{}
	out := make([]string, len(names))
	for i, n := range names {
		seen[n]++
		out[i] = n
		if seen[n] > 1 {
			out[i] = kit.T("device.numbered", kit.Values{"Name": n, "Number": seen[n]})
		}
	}
	return out
}
