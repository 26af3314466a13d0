package web

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

// TestVendoredFileIsTheOneNamed: what is not ours is byte for byte what its list says.
func TestVendoredFileIsTheOneNamed(t *testing.T) {
	code, err := pageFiles.ReadFile("page/vendor/hls.min.mjs")
	if err != nil {
		t.Fatal(err)
	}
	list, err := pageFiles.ReadFile("page/vendor/README.txt")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(code)
	if want := hex.EncodeToString(sum[:]); !strings.Contains(string(list), "SHA-256 "+want+"\n") {
		t.Errorf("the file's SHA-256 is %s, which vendor/README.txt does not say", want)
	}
}
