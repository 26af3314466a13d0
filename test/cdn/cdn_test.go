// Package cdn plays HLS of a real server by way of nginx, set up as docs/operations.md says.
package cdn

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"onair/internal/nginxtest"
	"onair/internal/roomtest"
	"onair/liveroom"
	"onair/server"
	"onair/server/hls/hlstest"
)

// viewers is how many clients there are behind the cache; each makes a bounded number of requests, to loopback.
const viewers = 300

const token = "only for the test"

// air puts somebody on air under a stream ID.
func air(t *testing.T, s *roomtest.Studio) *liveroom.LiveRoom {
	t.Helper()
	name := roomtest.People()[0].Name
	room, _ := s.Login(name)
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	if err := room.CreateRoom(ctx, 1001, liveroom.RoomParam{RoomName: "HLS"}); err != nil {
		t.Fatal(err)
	}
	if err := room.StartCameraPreview(ctx, true, nil); err != nil {
		t.Fatal(err)
	}
	if err := room.StartPublish(ctx, "main-stage"); err != nil {
		t.Fatal(err)
	}
	return room
}

// client fetches from one place.
type client struct {
	http *http.Client
	base string // with the folder
	mu   sync.Mutex
	urls map[string]int
}

func (c *client) get(path string) (string, error) {
	c.mu.Lock()
	c.urls[path]++
	c.mu.Unlock()
	res, err := c.http.Get(c.base + path)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %d %s", path, res.StatusCode, b)
	}
	return string(b), err
}

func newClient(t *testing.T, addr, folder string) *client {
	tr := &http.Transport{MaxIdleConnsPerHost: viewers, MaxConnsPerHost: viewers}
	t.Cleanup(tr.CloseIdleConnections)
	return &client{http: &http.Client{Transport: tr, Timeout: time.Minute}, base: "http://" + addr + folder, urls: map[string]int{}}
}

// follow asks for n playlists one after the other, each as soon as it is there, with the newest part. It returns how far what they
// end with was behind, and how much further back they tell players to keep.
func (c *client) follow(n int, check func(was, is *hlstest.Playlist)) (behind []time.Duration, back float64, err error) {
	text, err := c.get("video.m3u8")
	var was *hlstest.Playlist
	for range n {
		if err != nil {
			return nil, 0, err
		}
		p, perr := hlstest.Parse(text)
		if perr != nil {
			return nil, 0, perr
		}
		if check != nil {
			check(was, p)
		}
		if at := p.Newest(); !at.IsZero() && was != nil {
			behind = append(behind, time.Since(at))
		}
		if k := len(p.Open.Parts); k > 0 {
			if _, err = c.get(p.Open.Parts[k-1].URI); err != nil {
				return nil, 0, err
			}
		}
		was, back = p, p.PartHoldBack
		text, err = c.get(fmt.Sprintf("video.m3u8?_HLS_msn=%d&_HLS_part=%d", p.Open.Number, len(p.Open.Parts)))
	}
	return behind, back, err
}

// asked is how many requests of HLS the server has had.
func asked(t *testing.T, addr string) int {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, "http://"+addr+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^onair_hls_requests_total (\d+)`).FindSubmatch(b)
	if m == nil {
		t.Fatalf("no count of requests in %s", b)
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func median(all []time.Duration) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/2].Round(time.Millisecond)
}

// TestACacheCarriesViewers: what the server is asked for does not grow with the number of clients; playlists keep the rules, by the
// stream's room and by its ID; another program reads the stream. Delays are printed.
func TestACacheCarriesViewers(t *testing.T) {
	s := roomtest.Start(t, func(c *server.Config) { c.MetricsToken, c.AllowGuests = token, true })
	air(t, s)
	origin := s.Server().Addr()
	cdn := nginxtest.Start(t, "../..", origin)
	host := roomtest.People()[0].Name
	direct, cached := newClient(t, origin, "/hls/1001/"+host+"/"), newClient(t, cdn, "/hls/main-stage/")
	roomtest.Eventually(t, "the stream's address", func() string {
		if _, err := direct.get("index.m3u8"); err != nil {
			return err.Error()
		}
		return ""
	})
	check := func(was, is *hlstest.Playlist) {
		for _, broken := range hlstest.Check(was, is, false) {
			t.Error(broken)
		}
	}
	behind, back, err := direct.follow(15, check)
	if err != nil {
		t.Fatal(err)
	}
	through, _, err := cached.follow(10, check)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("low latency: the newest part is %v old direct, %v through nginx (median); players keep %.2f s behind it", median(behind), median(through), back)

	clear(cached.urls)
	before := asked(t, origin)
	var wg sync.WaitGroup
	for range viewers {
		wg.Go(func() {
			if _, _, err := cached.follow(5, nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	requests, all := asked(t, origin)-before, 0
	for _, n := range cached.urls {
		all += n
	}
	t.Logf("%d clients made %d requests for %d addresses; the server got %d", viewers, all, len(cached.urls), requests)
	if all < viewers*5 || requests > 3*len(cached.urls)+20 {
		t.Errorf("the server is asked %d times for %d addresses", requests, len(cached.urls))
	}
	probe(t, "http://"+cdn+"/hls/main-stage/plain.m3u8")
}

// probe has FFmpeg read the stream, and looks at the times of what it finds.
func probe(t *testing.T, url string) {
	t.Helper()
	out, err := exec.Command("ffprobe", "-v", "error", "-read_intervals", "%+3", "-show_entries", "stream=index,codec_name,profile,sample_rate:packet=stream_index,pts_time,dts_time",
		"-of", "json", url).CombinedOutput()
	var got struct {
		Streams []struct {
			Index         int
			Codec         string `json:"codec_name"`
			Profile, Rate string
		}
		Packets []struct {
			Stream int    `json:"stream_index"`
			DTS    string `json:"dts_time"`
		}
	}
	if err == nil {
		err = json.Unmarshal(out, &got)
	}
	if err != nil {
		t.Fatalf("ffprobe: %v\n%s", err, out)
	}
	first, last, count := map[string]float64{}, map[string]float64{}, map[string]int{}
	codecs := map[int]string{}
	for _, s := range got.Streams {
		codecs[s.Index] = s.Codec
	}
	seen := map[int]bool{}
	for _, p := range got.Packets {
		at, err := strconv.ParseFloat(p.DTS, 64)
		name := codecs[p.Stream] + fmt.Sprint(" ", p.Stream)
		if err != nil {
			t.Fatalf("%s: time %q", name, p.DTS)
		}
		if seen[p.Stream] && (at < last[name] || at-last[name] > 1) {
			t.Errorf("%s: from %v to %v", name, last[name], at)
		}
		if !seen[p.Stream] {
			first[name] = at
		}
		seen[p.Stream], last[name] = true, at
		count[name]++
	}
	var have []string
	for name := range count {
		codec, _, _ := strings.Cut(name, " ")
		have = append(have, codec)
		for other := range count {
			if d := math.Abs(first[name] - first[other]); d > 0.3 {
				t.Errorf("%s and %s begin %.3f s apart", name, other, d)
			}
		}
		t.Logf("ffprobe: %s, %d packets, %.1f a second", name, count[name], float64(count[name]-1)/max(last[name]-first[name], 0.001))
	}
	slices.Sort(have)
	if have = slices.Compact(have); !slices.Contains(have, "h264") || !slices.Contains(have, "aac") {
		t.Errorf("ffprobe finds %v", have)
	}
}
