package looks

import (
	"fmt"
	"io"
	"os"

	"onair/beauty"
	"onair/beauty/motion"
)

// SetTexture lays the makeup picture of a file on faces; of no path there is none. The error
// says what to do.
func SetTexture(chain *beauty.Chain, path string) error {
	if path == "" {
		chain.SetTexture(nil)
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("the picture %q cannot be read; choose another file: %w", path, err)
	}
	defer file.Close()
	if st, err := file.Stat(); err != nil || !st.Mode().IsRegular() {
		return fmt.Errorf("%q is not a file; choose a PNG picture", path)
	}
	data, err := io.ReadAll(io.LimitReader(file, motion.MaxTextureBytes+1))
	if err != nil {
		return fmt.Errorf("the picture %q cannot be read; choose another file: %w", path, err)
	}
	p, err := motion.ReadTexture(data)
	if err != nil {
		return err
	}
	chain.SetTexture(p)
	return nil
}
