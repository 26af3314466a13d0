package devices

import (
	"onair/media/picture"
	"os"
	"path/filepath"
	"strings"
)

// pictureEndings are files that may be pictures.
var pictureEndings = map[string]bool{".png": true, ".jpg": true, ".jpeg": true, ".bmp": true, ".gif": true, ".webp": true, ".tif": true, ".tiff": true}

// standsStill reports whether a file is a picture that does not move.
func standsStill(path string) bool {
	if !pictureEndings[strings.ToLower(filepath.Ext(path))] {
		return false
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	info, err := picture.Inspect(data)
	return err == nil && !info.Animated
}
