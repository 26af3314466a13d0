package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"onair/internal/porttest"
	"onair/server/certs/certstest"
)

// fromADomain is a section of docs/operations.md.
func fromADomain(t *testing.T) string {
	t.Helper()
	paper, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(paper), "\n## From a domain to a page\n")
	section, _, _ = strings.Cut(section, "\n## ")
	return section
}

// TestFromADomainToAPage does what the paper says with an authority on this machine: its
// commands to start, with folders, ports and authority of the test, and its looks.
func TestFromADomainToAPage(t *testing.T) {
	section := fromADomain(t)
	starts := regexp.MustCompile(`(?m)^ +(?:SSL_CERT_FILE=\S+ )?onaird serve (.*)$`).FindAllStringSubmatch(section, -1)
	looks := regexp.MustCompile(`(?m)^ +curl -\w+ (\S+) +# (\d+)(?: to https)?(?:, (".*"))?`).FindAllStringSubmatch(section, -1)
	if len(starts) != 3 || len(looks) != 4 {
		t.Fatalf("%d commands to start and %d looks found", len(starts), len(looks))
	}
	for _, start := range starts {
		t.Run(start[1], func(t *testing.T) {
			ca := certstest.NewACME(t)
			dir := t.TempDir()
			root := filepath.Join(dir, "root.pem")
			if err := os.WriteFile(root, ca.PEM(), 0o600); err != nil {
				t.Fatal(err)
			}
			t.Setenv("SSL_CERT_FILE", root)
			plain, args, trust := porttest.Reserve(t), strings.Fields(start[1]), ca.Roots()
			args = append(args, "--http-redirect", plain)
			if strings.Contains(start[1], "--acme-domain") {
				args, trust = append(args, "--acme-directory", ca.Directory), ca.Issuer()
			} else {
				cert, key := ca.Write(dir, "live.example.org")
				args = append(args, "--tls-cert", cert, "--tls-key", key)
			}
			args = append(args, "--data-dir", filepath.Join(dir, "data")) // the last one counts
			prog := startProgram(t, filepath.Join(dir, "data"), "127.0.0.1:0", args...)
			ca.Open(plain, prog.addr)
			client := browser(plain, prog.addr, trust)
			for _, look := range looks {
				found(t, client, look[1], look[2], look[3])
			}
		})
	}
}

func found(t *testing.T, client *http.Client, url, status, text string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Do(req)
	if err != nil {
		t.Errorf("%s: %v", url, err)
		return
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || !strings.HasPrefix(res.Status, status) || !strings.Contains(string(b), text) {
		t.Errorf("%s: %s, %v\n%.300s", url, res.Status, err, b)
	}
}

// browser finds every name at two addresses of this machine.
func browser(plain, secure string, trust *x509.CertPool) *http.Client {
	dial := func(ctx context.Context, network, addr string) (net.Conn, error) {
		to := plain
		if strings.HasSuffix(addr, ":443") {
			to = secure
		}
		return new(net.Dialer).DialContext(ctx, network, to)
	}
	return &http.Client{Transport: &http.Transport{DialContext: dial, TLSClientConfig: &tls.Config{RootCAs: trust}, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
