//go:build !linux

package main

import (
	"context"
	"errors"
	"os/exec"

	"onair/media/rtc/lossy"
)

func apart(context.Context) (bool, error) {
	return true, errors.New("pages are watched on Linux alone: it takes networks of one's own")
}

type cable struct{ *lossy.Net }

func lay() (*cable, error)        { return nil, errors.ErrUnsupported }
func (c *cable) close()           {}
func (c *cable) beyond(*exec.Cmd) {}
func group(*exec.Cmd)             {}
