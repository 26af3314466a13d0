package session

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"onair/signaling"
)

// ErrAnswer says that something else than the server answered.
var ErrAnswer = errors.New("the server's answer cannot be read")

// UploadCover stores a picture on the server and returns its address. Errors are ErrNone,
// ErrAnswer, package signaling's, or the network's.
func (s *Session) UploadCover(ctx context.Context, cover []byte) (url string, err error) {
	client, err := s.get()
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Server()+"/api/cover", bytes.NewReader(cover))
	if err != nil {
		return "", err
	}
	req.Header.Set("Authorization", "Bearer "+client.Session().Token)
	req.Header.Set("Content-Type", http.DetectContentType(cover))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	var out struct {
		URL  string         `json:"url"`
		Code signaling.Code `json:"code"`
		Desc string         `json:"desc"`
	}
	if err := json.NewDecoder(io.LimitReader(res.Body, 64<<10)).Decode(&out); err != nil {
		return "", fmt.Errorf("%w: %s: %w", ErrAnswer, res.Status, err)
	}
	if res.StatusCode != http.StatusOK {
		return "", signaling.NewError(out.Code, "UploadCover", out.Desc)
	}
	return out.URL, nil
}
