package lobby

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"onair/app/account"
	"onair/app/model"
	"onair/media/picture"
	"strings"
)

// coverLocked returns a cover that is here, and starts to fetch one that is not.
func (c *Lobby) coverLocked(address string) *model.Picture {
	if address == "" || !c.ownPicture(address) {
		return nil
	}
	if p, ok := c.cache.covers[address]; ok {
		return p
	}
	if c.cache.covers == nil || len(c.cache.covers) > 500 {
		c.cache.covers = map[string]*model.Picture{}
	}
	c.cache.covers[address] = nil
	c.desk.Go(func() {
		data, err := fetchPicture(c.desk.Context(), address)
		if err != nil {
			c.desk.Log.Debug("cover", "err", err)
			return
		}
		if data, err = picture.Shareable(data, maxCover); err != nil { // upright, and no bomb for the window
			c.desk.Log.Debug("cover", "err", err)
			return
		}
		c.cache.mu.Lock()
		c.cache.covers[address] = &model.Picture{Data: data}
		c.cache.mu.Unlock()
		c.show()
	})
	return nil
}

// ownPicture reports whether a cover is on the server signed in to. Others are
// not fetched: a host must not learn the addresses of viewers.
func (c *Lobby) ownPicture(address string) bool {
	server := c.calls.Server()
	return strings.HasPrefix(address, "data:image/") || server != "" && strings.HasPrefix(address, server+"/")
}

// maxCover is the largest cover that is fetched, in bytes.
const maxCover = 1 << 20

func fetchPicture(ctx context.Context, address string) ([]byte, error) {
	if rest, ok := strings.CutPrefix(address, "data:"); ok {
		_, b64, ok := strings.Cut(rest, ";base64,")
		if !ok {
			return nil, fmt.Errorf("cover: not base64")
		}
		return base64.StdEncoding.DecodeString(b64)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	res, err := account.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("cover: %s", res.Status)
	}
	return io.ReadAll(io.LimitReader(res.Body, maxCover))
}
