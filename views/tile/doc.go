// Package tile shows video in a window.
//
// A Tile takes frames from any goroutine. Its own goroutine converts the
// newest one to the tile's pixel size; a Board shows the finished pictures of
// all tiles with one call into the UI goroutine a tick. A tile without new
// frames costs nothing.
package tile
