package nearby

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"slices"
	"time"

	"github.com/hashicorp/mdns"
)

// lookAgain is how often network interfaces that came or went are noticed.
const lookAgain = 20 * time.Second

// Announce lets Watch on other machines find a server, until ctx ends. It
// follows network interfaces as they come and go; without any it waits. report,
// if not nil, is told once for each state of the network how many interfaces are
// served, and why others are not. Announce runs on the caller's goroutine.
func Announce(ctx context.Context, info Info, report func(served int, err error)) {
	a := announcer{info: info, on: map[string]*announced{}}
	defer a.stop()
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	last, lastErr := -1, ""
	for {
		err := a.follow(interfaces())
		text := ""
		if err != nil {
			text = err.Error()
		}
		if n := len(a.on); report != nil && (n != last || text != lastErr) {
			report(n, err)
			last, lastErr = n, text
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// announcer is the answering sockets, one a network interface.
type announcer struct {
	info Info
	on   map[string]*announced
}

type announced struct {
	server *mdns.Server
	ips    []net.IP
}

// follow serves the interfaces there are now.
func (a *announcer) follow(now []net.Interface) error {
	var errs []error
	there := map[string]bool{}
	for _, i := range now {
		ips := a.ips(i)
		if len(ips) == 0 {
			continue
		}
		there[i.Name] = true
		if old := a.on[i.Name]; old != nil {
			if slices.EqualFunc(old.ips, ips, net.IP.Equal) {
				continue
			}
			_ = old.server.Shutdown()
			delete(a.on, i.Name)
		}
		s, err := a.serve(i, ips)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		a.on[i.Name] = &announced{s, ips}
	}
	for name, old := range a.on {
		if !there[name] {
			_ = old.server.Shutdown()
			delete(a.on, name)
		}
	}
	return errors.Join(errs...)
}

// ips are the addresses of an interface under which the server is reached.
func (a *announcer) ips(i net.Interface) []net.IP {
	ips := addresses(i)
	if len(a.info.IPs) == 0 {
		return ips
	}
	return slices.DeleteFunc(ips, func(ip net.IP) bool { return !slices.ContainsFunc(a.info.IPs, ip.Equal) })
}

func (a *announcer) serve(i net.Interface, ips []net.IP) (*mdns.Server, error) {
	name := "onair-" + a.info.ID
	zone, err := mdns.NewMDNSService(name, service, domain, name+"."+domain, a.info.Port, ips, a.info.txt())
	if err != nil {
		return nil, err
	}
	return mdns.NewServer(&mdns.Config{Zone: zone, Iface: &i, Logger: quiet()})
}

func (a *announcer) stop() {
	for _, on := range a.on {
		_ = on.server.Shutdown()
	}
}

// quiet keeps the library from writing about other programs' packets.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
