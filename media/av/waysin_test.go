package av

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"onair/media"
)

// ffmpeg makes an input with the ffmpeg command, which the tests depend on.
func ffmpeg(t testing.TB, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	args = append(append([]string{"-nostdin", "-v", "error", "-y"}, args...), path)
	if out, err := exec.Command("ffmpeg", args...).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg %v: %v\n%s", args, err, out)
	}
	return path
}

func openPath(t testing.TB, path string) *Reader {
	t.Helper()
	r, err := Open(t.Context(), path, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func at(f *media.Frame, x, y int) (luma, cb, cr int) {
	return int(f.Y[y*f.YStride+x]), int(f.Cb[y/2*f.CStride+x/2]), int(f.Cr[y/2*f.CStride+x/2])
}

// TestEveryLoopShowsEveryPicture rewinds in formats that find times by
// searching, and counts.
func TestEveryLoopShowsEveryPicture(t *testing.T) {
	clip := []string{"-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=1.2", "-f", "lavfi", "-i", "sine=d=1.2", "-c:v", "libx264", "-bf", "2", "-g", "5", "-pix_fmt", "yuv420p"}
	for path, want := range map[string]int{
		"testdata/b-frames.ts":                                                                                    10,
		ffmpeg(t, "a.ts", append(clip, "-c:a", "aac")...):                                                         12,
		ffmpeg(t, "a.mp4", append(clip, "-c:a", "aac")...):                                                        12,
		ffmpeg(t, "a.mkv", append(clip, "-c:a", "libopus")...):                                                    12,
		ffmpeg(t, "a.flv", append(clip, "-c:a", "aac")...):                                                        12,
		ffmpeg(t, "a.avi", append(clip, "-c:a", "mp2")...):                                                        12,
		ffmpeg(t, "a.mpg", "-f", "lavfi", "-i", "testsrc=s=64x48:r=25:d=0.4", "-c:v", "mpeg2video", "-bf", "2"):   10,
		ffmpeg(t, "a.gif", "-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=1.2"):                                     12,
		ffmpeg(t, "a.apng", "-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=1.2"):                                    12,
		ffmpeg(t, "a.h264", "-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=1.2", "-bf", "2", "-pix_fmt", "yuv420p"): 12,
	} {
		t.Run(filepath.Base(path), func(t *testing.T) {
			r := openPath(t, path)
			for pass := range 3 {
				c := readAll(t, r)
				if len(c.frames) != want {
					t.Errorf("pass %d: %d pictures, want %d", pass, len(c.frames), want)
				}
				if len(c.pts) > 1 && c.pts[0] > 250*time.Millisecond {
					t.Errorf("pass %d: the first at %v", pass, c.pts[0])
				}
				if err := r.SeekStart(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestPicturesWithoutTimesKeepTheirRate(t *testing.T) {
	c := readAll(t, open(t, "tiny.h264", OpenOptions{}))
	if len(c.pts) < 5 {
		t.Fatalf("%d pictures", len(c.pts))
	}
	for i := 1; i < len(c.pts); i++ {
		if d := c.pts[i] - c.pts[i-1]; d < 99*time.Millisecond || d > 101*time.Millisecond {
			t.Errorf("picture %d comes %v after the one before", i, d)
		}
	}
}

// TestBrokenTimes plays what has no clock to go by: each picture comes after the
// one before, none waits.
func TestBrokenTimes(t *testing.T) {
	src := []string{"-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=2", "-c:v", "libx264", "-bf", "0", "-g", "5", "-pix_fmt", "yuv420p"}
	for name, change := range map[string][]string{
		"forward":  {"-bsf:v", "setts=ts=if(gte(N\\,10)\\,TS+90000*3600\\,TS)"},
		"back":     {"-bsf:v", "setts=ts=if(gte(N\\,10)\\,TS-90000*50\\,TS)", "-output_ts_offset", "100"},
		"wrapping": {"-output_ts_offset", "95442.7", "-muxdelay", "0"},
		"stuck":    {"-bsf:v", "setts=ts=if(between(N\\,5\\,8)\\,STARTPTS\\,TS)"},
	} {
		t.Run(name, func(t *testing.T) {
			r := openPath(t, ffmpeg(t, "a.ts", append(src, change...)...))
			for pass := range 2 {
				c := readAll(t, r)
				if len(c.frames) < 18 {
					t.Fatalf("pass %d: %d pictures", pass, len(c.frames))
				}
				if last := c.pts[len(c.pts)-1]; last > 3*time.Second || last < time.Second {
					t.Errorf("pass %d: the last of two seconds comes at %v: %v", pass, last, c.pts)
				}
				if err := r.SeekStart(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestHDRIsAsBrightAsSDR(t *testing.T) {
	f := readAll(t, open(t, "pq.mp4", OpenOptions{})).frames[0]
	if y, cb, cr := at(f, f.Width()/2, f.Height()/2); y < 215 || y > 240 || !near(byte(cb), 128, 3) || !near(byte(cr), 128, 3) {
		t.Errorf("SDR white in PQ is %d %d %d", y, cb, cr)
	}
	// Colours of SDR, put into BT.2020 and HLG's or PQ's levels by formula.
	for name, c := range map[string]struct {
		tags         string
		y, cb, cr    int // of 10 bit, limited
		want, within int
	}{
		"HLG white":     {"arib-std-b67", 721, 512, 512, 228, 8},
		"HLG black":     {"arib-std-b67", 64, 512, 512, 16, 2},
		"PQ black":      {"smpte2084", 64, 512, 512, 16, 2},
		"PQ 10000 nits": {"smpte2084", 940, 512, 512, 235, 2},
		"PQ 26 nits":    {"smpte2084", 400, 512, 512, 103, 8},
	} {
		color := "color=black:s=64x48:d=0.1:r=10,format=yuv420p10le,geq=lum=" + itoa(c.y) + ":cb=" + itoa(c.cb) + ":cr=" + itoa(c.cr)
		f := readAll(t, openPath(t, ffmpeg(t, "a.mp4", "-f", "lavfi", "-i", color, "-c:v", "libx265", "-x265-params", "log-level=error",
			"-color_primaries", "bt2020", "-color_trc", c.tags, "-colorspace", "bt2020nc", "-color_range", "tv"))).frames[0]
		if y, cb, cr := at(f, 32, 24); y < c.want-c.within || y > c.want+c.within || !near(byte(cb), 128, 3) || !near(byte(cr), 128, 3) {
			t.Errorf("%s: %d %d %d, want %d", name, y, cb, cr, c.want)
		}
	}
}

func itoa(n int) string { return string(appendInt(nil, n)) }

func appendInt(b []byte, n int) []byte {
	if n >= 10 {
		b = appendInt(b, n/10)
	}
	return append(b, byte('0'+n%10))
}

// TestSteelInEveryFormat brings one colour in by many formats, ranges and
// matrices.
func TestSteelInEveryFormat(t *testing.T) {
	const steel = "color=0x4080c0:s=64x48:d=0.2:r=10"
	scale := func(matrix, rng, format string) string {
		return steel + ",format=gbrp,scale=out_color_matrix=" + matrix + ":out_range=" + rng + ",format=" + format
	}
	const palette = ",split[a][b];[a]palettegen[p];[b][p]paletteuse"
	for name, c := range map[string]struct {
		file string
		args []string
	}{
		"601":            {"a.mkv", []string{"-i", scale("bt601", "tv", "yuv420p"), "-c:v", "ffv1", "-colorspace", "smpte170m", "-color_range", "tv"}},
		"709":            {"a.mkv", []string{"-i", scale("bt709", "tv", "yuv420p"), "-c:v", "ffv1", "-colorspace", "bt709", "-color_range", "tv"}},
		"709 full":       {"a.mkv", []string{"-i", scale("bt709", "pc", "yuv422p"), "-c:v", "ffv1", "-colorspace", "bt709", "-color_range", "pc"}},
		"2020 matrix":    {"a.mkv", []string{"-i", scale("bt2020", "tv", "yuv420p"), "-c:v", "ffv1", "-colorspace", "bt2020nc", "-color_range", "tv"}},
		"10 bit 4:4:4":   {"a.mkv", []string{"-i", scale("bt709", "tv", "yuv444p10le"), "-c:v", "ffv1", "-colorspace", "bt709", "-color_range", "tv"}},
		"12 bit 4:2:2":   {"a.mkv", []string{"-i", scale("bt709", "pc", "yuv422p12le"), "-c:v", "ffv1", "-colorspace", "bt709", "-color_range", "pc"}},
		"yuvj":           {"a.avi", []string{"-i", scale("bt601", "pc", "yuvj420p"), "-c:v", "mjpeg", "-q:v", "2"}},
		"RGB":            {"a.mkv", []string{"-i", steel + ",format=bgr0", "-c:v", "ffv1"}},
		"GBR 10 bit":     {"a.mkv", []string{"-i", steel + ",format=gbrp10le", "-c:v", "ffv1"}},
		"palette":        {"a.gif", []string{"-i", steel + palette}},
		"HEVC 10 bit":    {"a.mp4", []string{"-i", scale("bt709", "tv", "yuv420p10le"), "-c:v", "libx265", "-x265-params", "log-level=error:lossless=1", "-colorspace", "bt709", "-color_range", "tv"}},
		"alpha 10 bit":   {"a.mkv", []string{"-i", scale("bt709", "tv", "yuva444p10le"), "-c:v", "ffv1", "-colorspace", "bt709", "-color_range", "tv"}},
		"RGBA":           {"a.mkv", []string{"-i", steel + ",format=bgra", "-c:v", "ffv1"}},
		"interlaced 422": {"a.mkv", []string{"-i", scale("bt601", "tv", "yuv422p") + ",setfield=tff", "-c:v", "ffv1", "-colorspace", "smpte170m"}},
		"PNG":            {"a.png", []string{"-i", steel, "-frames:v", "1"}},
		"WebP":           {"a.webp", []string{"-i", steel + ",format=bgra", "-frames:v", "1", "-c:v", "libwebp", "-lossless", "1"}},
		"TIFF":           {"a.tiff", []string{"-i", steel + ",format=rgb24", "-frames:v", "1"}},
	} {
		t.Run(name, func(t *testing.T) {
			checkSteel(t, readAll(t, openPath(t, ffmpeg(t, c.file, append([]string{"-f", "lavfi"}, c.args...)...))).frames[0])
		})
	}
}

// TestGreyHasItsOwnRange: grey video is limited unless it says otherwise.
func TestGreyHasItsOwnRange(t *testing.T) {
	for name, c := range map[string]struct {
		level, want int
		rng         string
	}{"limited": {235, 235, "tv"}, "full": {255, 235, "pc"}} {
		f := readAll(t, openPath(t, ffmpeg(t, "a.mkv", "-f", "lavfi", "-i", "color=black:s=64x48:d=0.1:r=10,format=gray,geq=lum="+itoa(c.level),
			"-c:v", "ffv1", "-color_range", c.rng))).frames[0]
		if y, cb, cr := at(f, 20, 20); !near(byte(y), c.want, 1) || cb != 128 || cr != 128 {
			t.Errorf("%s: %d %d %d, want %d", name, y, cb, cr, c.want)
		}
	}
}

// TestHiddenColoursNeverShow has bright colours under full transparency.
func TestHiddenColoursNeverShow(t *testing.T) {
	hidden := "color=red:s=64x48:d=0.2:r=10,format=yuva444p,geq=lum=200:cb=90:cr=230:a='255*gte(X,32)'"
	rgba := "color=red:s=64x48:d=0.2:r=10,format=rgba,geq=r=255:g=40:b=40:a='255*gte(X,32)'"
	for _, path := range []string{
		ffmpeg(t, "9.webm", "-f", "lavfi", "-i", hidden+",format=yuva420p", "-c:v", "libvpx-vp9", "-auto-alt-ref", "0"),
		ffmpeg(t, "8.webm", "-f", "lavfi", "-i", hidden+",format=yuva420p", "-c:v", "libvpx", "-auto-alt-ref", "0", "-metadata:s:v:0", "alpha_mode=1"),
		ffmpeg(t, "a.png", "-f", "lavfi", "-i", rgba, "-frames:v", "1"),
		ffmpeg(t, "a.apng", "-f", "lavfi", "-i", rgba),
		ffmpeg(t, "a.gif", "-f", "lavfi", "-i", rgba+",split[a][b];[a]palettegen[p];[b][p]paletteuse"),
		ffmpeg(t, "a.webp", "-f", "lavfi", "-i", rgba, "-frames:v", "1", "-c:v", "libwebp"),
		ffmpeg(t, "a.mov", "-f", "lavfi", "-i", hidden, "-c:v", "prores_ks", "-profile:v", "4444"),
		ffmpeg(t, "r.mkv", "-f", "lavfi", "-i", rgba+",format=bgra", "-c:v", "ffv1"),
		ffmpeg(t, "q.mov", "-f", "lavfi", "-i", rgba+",format=argb", "-c:v", "qtrle"),
	} {
		for _, f := range readAll(t, openPath(t, path)).frames {
			if y, cb, cr := at(f, 10, 20); y > 24 || !near(byte(cb), 128, 6) || !near(byte(cr), 128, 6) {
				t.Errorf("%s: what is transparent is %d %d %d", filepath.Base(path), y, cb, cr)
			}
			if y, _, cr := at(f, 50, 20); y < 60 || cr < 170 {
				t.Errorf("%s: what is opaque is %d, Cr %d", filepath.Base(path), y, cr)
			}
		}
	}
	f := readAll(t, open(t, "alpha.webm", OpenOptions{})).frames[0]
	dark := 0
	for _, y := range f.Y {
		if y <= 18 {
			dark++
		}
	}
	if dark < len(f.Y)/20 {
		t.Errorf("alpha.webm: %d of %d samples are black", dark, len(f.Y))
	}
}

// TestRotationsAndMirrors marks a corner and looks where it ends up.
func TestRotationsAndMirrors(t *testing.T) {
	corner := "color=black:s=64x32:d=0.2:r=10,drawbox=0:0:16:16:white:fill"
	base := ffmpeg(t, "a.mp4", "-f", "lavfi", "-i", corner, "-c:v", "libx264", "-pix_fmt", "yuv420p")
	data := mustRead(t, base)
	one := []byte{0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0}
	from := lastIndex(data, one)
	if from < 0 {
		t.Fatal("no matrix in the file")
	}
	for name, c := range map[string]struct {
		m             [4]int32 // a b c d
		w, h          int
		right, bottom bool
	}{
		"as it is":        {[4]int32{1, 0, 0, 1}, 64, 32, false, false},
		"quarter":         {[4]int32{0, 1, -1, 0}, 32, 64, true, false},
		"half":            {[4]int32{-1, 0, 0, -1}, 64, 32, true, true},
		"three quarters":  {[4]int32{0, -1, 1, 0}, 32, 64, false, true},
		"mirrored":        {[4]int32{-1, 0, 0, 1}, 64, 32, true, false},
		"upside down":     {[4]int32{1, 0, 0, -1}, 64, 32, false, true},
		"transposed":      {[4]int32{0, 1, 1, 0}, 32, 64, false, false},
		"anti-transposed": {[4]int32{0, -1, -1, 0}, 32, 64, true, true},
	} {
		for i, v := range []int32{c.m[0], c.m[1], 0, c.m[2], c.m[3]} {
			v <<= 16
			copy(data[from+4*i:], []byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)})
		}
		path := filepath.Join(t.TempDir(), "turned.mp4")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		r := openPath(t, path)
		f := readAll(t, r).frames[0]
		if f.Width() != c.w || f.Height() != c.h {
			t.Errorf("%s: %v", name, f.Rect)
			continue
		}
		x, y := 4, 4
		if c.right {
			x = c.w - 5
		}
		if c.bottom {
			y = c.h - 5
		}
		if luma, _, _ := at(f, x, y); luma < 200 {
			t.Errorf("%s: the corner is not at %d,%d", name, x, y)
		}
	}
}

func lastIndex(data, what []byte) int {
	for i := len(data) - len(what); i >= 0; i-- {
		if string(data[i:i+len(what)]) == string(what) {
			return i
		}
	}
	return -1
}

func TestPixelsBecomeSquare(t *testing.T) {
	for sar, want := range map[string][2]int{"2/1": {128, 48}, "1/2": {64, 96}, "16/15": {68, 48}} {
		r := openPath(t, ffmpeg(t, "a.mkv", "-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=0.2,setsar="+sar, "-c:v", "ffv1"))
		if f := readAll(t, r).frames[0]; f.Width() != want[0] || f.Height() != want[1] {
			t.Errorf("%s: %v", sar, f.Rect)
		}
	}
}

// teeth measures how much lines stick out of their neighbours.
func teeth(f *media.Frame) float64 {
	sum := 0.0
	for y := 1; y+1 < f.Height(); y++ {
		for x := range f.Width() {
			a, b, c := float64(f.Y[(y-1)*f.YStride+x]), float64(f.Y[y*f.YStride+x]), float64(f.Y[(y+1)*f.YStride+x])
			sum += math.Abs(2*b - a - c)
		}
	}
	return sum / float64(f.Width()*f.Height())
}

func TestInterlacingLeavesNoComb(t *testing.T) {
	moving := "color=white:s=40x50:r=50[o];color=black:s=160x96:r=50:d=0.4[b];[b][o]overlay=x=n*4:y=20:shortest=1,"
	still := readAll(t, openPath(t, ffmpeg(t, "p.mkv", "-f", "lavfi", "-i", moving+"fps=25", "-c:v", "ffv1"))).frames
	for name, args := range map[string][]string{
		"H.264 TFF":  {"-i", moving + "tinterlace=interleave_top,fieldorder=tff", "-c:v", "libx264", "-flags", "+ildct+ilme", "-qp", "10", "-pix_fmt", "yuv420p"},
		"MPEG-2 BFF": {"-i", moving + "tinterlace=interleave_bottom,fieldorder=bff", "-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-top", "0", "-q:v", "2", "-pix_fmt", "yuv422p"},
	} {
		frames := readAll(t, openPath(t, ffmpeg(t, "i.mkv", append([]string{"-f", "lavfi"}, args...)...))).frames
		mid := len(frames) / 2
		if got, want := teeth(frames[mid]), teeth(still[min(mid, len(still)-1)]); got > 1.5*want+1.5 {
			t.Errorf("%s: lines stick out by %.2f, progressive by %.2f", name, got, want)
		}
	}
}

func TestTrueDurations(t *testing.T) {
	sine := func(codec ...string) []string {
		return append([]string{"-f", "lavfi", "-i", "sine=d=12"}, codec...)
	}
	cutTo := func(path string, part float64) string {
		data := mustRead(t, path)
		short := filepath.Join(t.TempDir(), "cut"+filepath.Ext(path))
		if err := os.WriteFile(short, data[:int(float64(len(data))*part)], 0o600); err != nil {
			t.Fatal(err)
		}
		return short
	}
	wav := ffmpeg(t, "a.wav", sine()...)
	flac := ffmpeg(t, "a.flac", sine()...)
	for name, c := range map[string]struct {
		path string
		want time.Duration
	}{
		"vbr12.mp3":      {"testdata/vbr12.mp3", 12 * time.Second},
		"mp3, no header": {ffmpeg(t, "a.mp3", sine("-q:a", "3", "-write_xing", "0")...), 12 * time.Second},
		"mp3":            {ffmpeg(t, "b.mp3", sine("-q:a", "3")...), 12 * time.Second},
		"aac":            {ffmpeg(t, "a.aac", sine()...), 12 * time.Second},
		"ogg":            {ffmpeg(t, "a.ogg", sine("-c:a", "libvorbis")...), 12 * time.Second},
		"m4a":            {ffmpeg(t, "a.m4a", sine()...), 12 * time.Second},
		"wav":            {wav, 12 * time.Second},
		"flac":           {flac, 12 * time.Second},
		"wav cut short":  {cutTo(wav, 0.5), 6 * time.Second},
		"flac cut short": {cutTo(flac, 0.5), 6 * time.Second},
		"m4a cut short":  {cutTo(ffmpeg(t, "f.m4a", sine("-movflags", "+faststart")...), 0.5), 6 * time.Second},
		"live webm":      {ffmpeg(t, "l.webm", sine("-c:a", "libopus", "-live", "1")...), 12 * time.Second},
		"raw H.264":      {"testdata/tiny.h264", time.Second},
	} {
		r := openPath(t, c.path)
		if d := r.Duration(); (d - c.want).Abs() > 700*time.Millisecond {
			t.Errorf("%s: %v, want %v", name, d, c.want)
		}
	}
}
