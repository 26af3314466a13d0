package node

import (
	"context"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/netip"
	"net/url"
	"sync"
	"time"

	"onair/server"
	"onair/server/certs"
	"onair/server/cluster"
	"onair/server/reply"
	"onair/signaling"
)

// openClients opens the ports of clients.
func (n *Node) openClients(ctx context.Context) (err error) {
	var shelf certs.Shelf
	if len(n.cfg.Server.TLS.Domains) > 0 {
		if shelf, err = n.cluster.Shelf(ctx, "acme"); err != nil {
			return err
		}
	}
	if n.entrance, err = server.NewEntrance(n.cfg.Server, shelf); err != nil {
		return err
	}
	ln, err := n.entrance.Listen()
	if err != nil {
		return err
	}
	most := 2 * n.entrance.Config().Limits.MaxConnections // requests beside WebSockets
	n.ln = n.entrance.Limited(&capped{Listener: ln, places: make(chan struct{}, most)})
	n.porch = n.entrance.Porch(n.life)
	n.front, err = n.entrance.Front(n.Addr(), log.New(io.Discard, "", 0))
	return err
}

// webServer serves clients.
func (n *Node) webServer() *http.Server {
	mux := http.NewServeMux()
	mux.Handle("GET /ws", n.entrance.Admit(n.porch))
	mux.Handle("GET /healthz", n.entrance.Admit(http.HandlerFunc(n.serveHealth)))
	mux.Handle("GET /metrics", n.entrance.Admit(n.entrance.WithToken(n.watch)))
	mux.HandleFunc("/", n.serveOther)
	web := server.HTTP(mux, n.log)
	if keeper := n.entrance.Certs(); keeper != nil {
		web.TLSConfig = keeper.TLS("h2", "http/1.1")
		web.Handler = keeper.Handler(web.Handler)
	}
	return web
}

func (n *Node) serveWeb(web *http.Server) error {
	if web.TLSConfig == nil {
		return web.Serve(n.ln)
	}
	return web.ServeTLS(n.ln, "", "")
}

// serveOther hands a request to who leads. Who comes while nobody does waits a moment.
func (n *Node) serveOther(w http.ResponseWriter, r *http.Request) {
	for waited := false; ; waited = true {
		n.mu.Lock()
		l, way := n.led, n.way
		n.mu.Unlock()
		switch {
		case l != nil:
			l.srv.Handler().ServeHTTP(w, r)
			return
		case way != nil:
			n.entrance.Admit(way.proxy).ServeHTTP(w, r)
			return
		case waited:
			n.entrance.Admit(http.HandlerFunc(refuse)).ServeHTTP(w, r)
			return
		}
		n.porch.Wait(r.Context())
	}
}

// refuse says that nobody leads.
func refuse(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Retry-After", "1")
	reply.Fail(w, http.StatusServiceUnavailable, reply.Code(signaling.CodeNoLeader, ""))
}

// What a node says of a request's client. From clients themselves it is not taken.
const (
	headFrom   = "X-Onair-From"
	headSecure = "X-Onair-Secure"
)

var buffers = sync.Pool{New: func() any { return make([]byte, 32<<10) }}

type bufferPool struct{}

// Get implements httputil.BufferPool.
func (bufferPool) Get() []byte { return buffers.Get().([]byte) }

// Put implements httputil.BufferPool.
func (bufferPool) Put(b []byte) { buffers.Put(b) } //nolint:staticcheck // the slice's header is small beside a request

// newProxy carries requests to a leader; idle closes connections that are not used.
func (n *Node) newProxy(to cluster.Leader) (p *httputil.ReverseProxy, idle func()) {
	t := &http.Transport{MaxIdleConnsPerHost: 256, IdleConnTimeout: 30 * time.Second, DisableCompression: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return n.dial(ctx, to, doorWeb) }}
	p = &httputil.ReverseProxy{Transport: t, BufferPool: bufferPool{}, FlushInterval: -1, ErrorLog: nil,
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: "leader"})
			r.Out.Host = r.In.Host
			for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} { // who leads judges them
				r.Out.Header[name] = r.In.Header[name]
				if len(r.In.Header[name]) == 0 {
					delete(r.Out.Header, name)
				}
			}
			r.Out.Header.Del("Upgrade")
			r.Out.Header.Del("Connection")
			r.Out.Header.Set(headFrom, r.In.RemoteAddr)
			r.Out.Header.Del(headSecure)
			if r.In.TLS != nil {
				r.Out.Header.Set(headSecure, "1")
			}
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			n.log.Debug("a request did not reach the node that leads", "path", r.URL.Path, "err", err)
			refuse(w, r)
		}}
	return p, t.CloseIdleConnections
}

// forwarded takes requests of another node's clients: as if they had come here.
func forwarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from, err := netip.ParseAddrPort(r.Header.Get(headFrom))
		if err != nil {
			http.Error(w, "nobody's request", http.StatusBadRequest)
			return
		}
		r.RemoteAddr = from.String()
		if r.Header.Get(headSecure) != "" {
			r.TLS = &tls.ConnectionState{}
		}
		r.Header.Del(headFrom)
		r.Header.Del(headSecure)
		next.ServeHTTP(w, r)
	})
}

// capped closes connections above a number.
type capped struct {
	net.Listener
	places chan struct{}
}

// Accept implements net.Listener.
func (l *capped) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case l.places <- struct{}{}:
			return &placed{Conn: c, leave: sync.OnceFunc(func() { <-l.places })}, nil
		default:
			c.Close()
		}
	}
}

// placed gives its place back when it is closed.
type placed struct {
	net.Conn
	leave func()
}

// Close implements net.Conn.
func (p *placed) Close() error {
	p.leave()
	return p.Conn.Close()
}
