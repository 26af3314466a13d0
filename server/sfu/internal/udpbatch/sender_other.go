//go:build !linux

package udpbatch

import "net"

func newSender(c *net.UDPConn, _ bool) (sender, error) { return &plainSender{conn: c}, nil }
