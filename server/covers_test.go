package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"io"
	"net/http"
	"testing"

	"onair/internal/await"
	"onair/server/store"
	"onair/signaling"
)

func TestCovers(t *testing.T) {
	s := start(t)
	token := s.login("anna").Session().Token
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, token string
		body        []byte
		status      int
		code        signaling.Code
	}{
		{"a picture", token, picture.Bytes(), http.StatusOK, 0},
		{"no session", "anna.x.y", picture.Bytes(), http.StatusUnauthorized, signaling.CodeSessionGone},
		{"nobody", "", picture.Bytes(), http.StatusUnauthorized, signaling.CodeSessionGone},
		{"a web page", token, []byte("<html><script>alert(1)</script>"), http.StatusUnsupportedMediaType, signaling.CodeBadArgument},
		{"too large", token, append(picture.Bytes(), make([]byte, 256<<10)...), http.StatusRequestEntityTooLarge, signaling.CodeTooLarge},
	} {
		req, _ := http.NewRequest(http.MethodPost, "http://"+s.Addr()+"/api/cover", bytes.NewReader(c.body))
		req.Header.Set("Authorization", "Bearer "+c.token)
		req.Header.Set("Content-Type", "image/png")
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		var out struct {
			URL  string         `json:"url"`
			Code signaling.Code `json:"code"`
		}
		json.NewDecoder(res.Body).Decode(&out)
		res.Body.Close()
		if res.StatusCode != c.status || out.Code != c.code {
			t.Errorf("%s: %s, code %d", c.name, res.Status, out.Code)
		}
		if c.status != http.StatusOK {
			continue
		}
		got, err := client.Get("http://" + s.Addr() + out.URL)
		if err != nil {
			t.Fatal(err)
		}
		data, _ := io.ReadAll(got.Body)
		got.Body.Close()
		if !bytes.Equal(data, c.body) || got.Header.Get("Content-Type") != "image/png" {
			t.Errorf("fetched %d bytes of %s", len(data), got.Header.Get("Content-Type"))
		}
		old, err := client.Get("http://" + s.Addr() + "/covers/anna/000000000000")
		if err != nil {
			t.Fatal(err)
		}
		if old.Body.Close(); old.StatusCode != http.StatusNotFound {
			t.Errorf("an old address: %s", old.Status)
		}
	}
}

func TestACoverGoesWithItsRoom(t *testing.T) {
	s := start(t)
	anna := s.login("anna")
	if err := s.data.Covers.Put(t.Context(), "anna", []byte("picture")); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte("picture"))
	url := "/covers/anna/" + hex.EncodeToString(sum[:6])
	anna.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1, RoomParam: signaling.RoomParam{CoverURL: url}}, nil)
	if !s.owners()["anna"] {
		t.Error("an owner whose cover might be swept")
	}
	anna.must(signaling.TypeDestroyRoom, nil, nil)
	await.True(t, "the cover gone", func() bool {
		_, err := s.data.Covers.Get(t.Context(), "anna")
		return errors.Is(err, store.ErrNotFound)
	})
}
