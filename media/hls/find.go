package hls

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/bluenviron/gohlslib/v2/pkg/playlist"
)

// find reads where the playlists are.
func (p *Player) find(ctx context.Context, address string) ([]*loader, error) {
	from, err := url.Parse(address)
	if err != nil || from.Host == "" || from.Scheme != "http" && from.Scheme != "https" {
		return nil, fmt.Errorf("hls: this is no address: %w", errFormat)
	}
	body, final, err := get(ctx, p.cfg.Client, from, span{}, maxPlaylist)
	if err != nil {
		return nil, err
	}
	pl, err := playlist.Unmarshal(body)
	if err != nil {
		return nil, fmt.Errorf("hls: the playlist: %w: %w", errFormat, err)
	}
	loaders := []*loader{{url: final}}
	if many, is := pl.(*playlist.Multivariant); is {
		if loaders, err = choose(final, many); err != nil {
			return nil, err
		}
	}
	for _, l := range loaders {
		l.client, l.log, l.alive, l.lost = p.cfg.Client, p.cfg.Logger, p.alive, p.lost
		l.hold = func(pl *playlist.Media) time.Duration { return max(holdBack(pl), p.cfg.Lead) }
	}
	return loaders, nil
}

// choose takes the best variant and its sound.
func choose(base *url.URL, many *playlist.Multivariant) ([]*loader, error) {
	var best *playlist.MultivariantVariant
	for _, v := range many.Variants {
		if best == nil || v.Bandwidth > best.Bandwidth {
			best = v
		}
	}
	if best == nil {
		return nil, fmt.Errorf("hls: an empty playlist: %w", errFormat)
	}
	u, err := resolve(base, best.URI)
	if err != nil {
		return nil, err
	}
	out := []*loader{{url: u}}
	var sound *playlist.MultivariantRendition
	for _, r := range many.Renditions {
		if r.Type == playlist.MultivariantRenditionTypeAudio && r.GroupID == best.Audio && r.URI != nil && (sound == nil || r.Default && !sound.Default) {
			sound = r
		}
	}
	if sound == nil {
		return out, nil
	}
	if u, err = resolve(base, *sound.URI); err != nil {
		return nil, err
	}
	return append(out, &loader{url: u, any: true}), nil
}
