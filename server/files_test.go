package server

import (
	"os"
	"path/filepath"
	"testing"
)

// TestFilesOfEditorsThatMarkThem reads what was saved as "UTF-8 with BOM".
func TestFilesOfEditorsThatMarkThem(t *testing.T) {
	write := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte("\ufeff"+text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	gifts, err := ReadGifts(write("gifts.json", "[{\"giftId\": \"rose\", \"name\": \"Rose\", \"price\": 1}]\r\n"))
	if err != nil || len(gifts) != 1 || gifts[0].GiftID != "rose" {
		t.Errorf("%v, %v", gifts, err)
	}
	words, err := ReadWords(write("words.txt", "# list\r\nspam\r\n"))
	if err != nil || len(words) != 1 || words[0] != "spam" {
		t.Errorf("%q, %v", words, err)
	}
}
